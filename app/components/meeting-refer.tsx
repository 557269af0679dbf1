/** Putting people on an agenda: which meeting, what the group is asked, and whether the person was told. */
import { Form, Link } from "@remix-run/react";
import { CASE_NOTE_WORDS, meetingInWords, PERSON_TOLD } from "../domain/meeting";
import type { FieldErrors } from "./error-summary";
import { Button, choicesOf, Hidden, Radios, TextArea, TextField } from "./meeting-fields";

export type ReferralView = {
  people: readonly { personId: string; name: string; on: readonly string[] }[];
  meetings: readonly {
    id: string;
    startsAt: Date;
    place: string;
    slots: number;
    free: number;
    mdg: { name: string };
  }[];
  pageKey: string;
  errors?: FieldErrors;
  typed?: Readonly<Record<string, string>>;
};

/** `action` is where the form goes; several people share one question, which each case may change later. */
export function MeetingRefer({
  people,
  meetings,
  pageKey,
  errors,
  typed = {},
  action,
}: ReferralView & { action: string }) {
  if (!meetings.length)
    return (
      <p>
        None of your groups has a coming meeting. <Link to="/mdgs">Plan one, or ask to join a group</Link>.
      </p>
    );
  const already = people.flatMap(({ personId, name, on }) =>
    meetings.filter(({ id }) => on.includes(id)).map((meeting) => ({ personId, name, meeting })),
  );
  return (
    <>
      {already.map(({ personId, name, meeting }) => (
        <div className="nhsuk-inset-text" key={`${personId}${meeting.id}`}>
          <p>
            {people.length === 1 ? "This person" : name} is on the agenda of{" "}
            <Link to={`/meetings/${meeting.id}`}>
              {meeting.mdg.name}, {meetingInWords(meeting.startsAt)}
            </Link>{" "}
            already.
          </p>
        </div>
      ))}
      <Form method="post" action={action} id="person" className="meeting-form">
        <Hidden pageKey={pageKey} />
        {people.map(({ personId }) => (
          <input key={personId} type="hidden" name="personIds" value={personId} />
        ))}
        <Radios
          name="meetingId"
          label="Which meeting?"
          value={typed.meetingId ?? firstWithRoom(meetings, people.length)}
          errors={errors}
          choices={meetings.map(({ id, startsAt, place, slots, free, mdg }) => ({
            value: id,
            label: `${mdg.name}, ${meetingInWords(startsAt)}`,
            hint: `${place}. ${free > 0 ? `${free} of ${slots} slots free` : "Full"}`,
          }))}
        />
        <TextArea
          name="question"
          label={CASE_NOTE_WORDS.question}
          hint="What do you want the group to answer?"
          value={typed.question}
          errors={errors}
        />
        <Radios
          name="personTold"
          label={
            people.length === 1
              ? "Was the person told that they will be discussed?"
              : "Were they told that they will be discussed?"
          }
          value={typed.personTold}
          choices={choicesOf(PERSON_TOLD)}
          inline
          errors={errors}
        />
        <TextField name="personToldDetail" label="How, or why not" value={typed.personToldDetail} errors={errors} />
        <Button>{people.length === 1 ? "Put on the agenda" : `Put ${people.length} people on the agenda`}</Button>
      </Form>
    </>
  );
}

const firstWithRoom = (meetings: ReferralView["meetings"], wanted: number) =>
  meetings.find(({ free }) => free >= wanted)?.id;
