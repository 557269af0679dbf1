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
export function MeetingRefer(props: ReferralView & { action: string }) {
  if (!props.meetings.length)
    return (
      <p>
        None of your groups has a coming meeting. <Link to="/mdgs">Plan one, or ask to join a group</Link>.
      </p>
    );
  return (
    <>
      <Already {...props} />
      <ReferralForm {...props} />
    </>
  );
}

function Already({ people, meetings }: ReferralView) {
  return people.flatMap(({ personId, name, on }) =>
    meetings
      .filter(({ id }) => on.includes(id))
      .map(({ id, mdg, startsAt }) => (
        <div className="nhsuk-inset-text" key={`${personId}${id}`}>
          <p>
            {people.length === 1 ? "This person" : name} is on the agenda of{" "}
            <Link to={`/meetings/${id}`}>
              {mdg.name}, {meetingInWords(startsAt)}
            </Link>{" "}
            already.
          </p>
        </div>
      )),
  );
}

function ReferralForm({ people, meetings, pageKey, errors, typed = {}, action }: ReferralView & { action: string }) {
  const alone = people.length === 1;
  return (
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
        choices={meetings.map(asChoice)}
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
        label={`${alone ? "Was the person" : "Were they"} told that they will be discussed?`}
        value={typed.personTold}
        choices={choicesOf(PERSON_TOLD)}
        inline
        errors={errors}
      />
      <TextField name="personToldDetail" label="How, or why not" value={typed.personToldDetail} errors={errors} />
      <Button>{alone ? "Put on the agenda" : `Put ${people.length} people on the agenda`}</Button>
    </Form>
  );
}

const asChoice = ({ id, startsAt, place, slots, free, mdg }: ReferralView["meetings"][number]) => ({
  value: id,
  label: `${mdg.name}, ${meetingInWords(startsAt)}`,
  hint: `${place}. ${free > 0 ? `${free} of ${slots} slots free` : "Full"}`,
});

const firstWithRoom = (meetings: ReferralView["meetings"], wanted: number) =>
  meetings.find(({ free }) => free >= wanted)?.id;
