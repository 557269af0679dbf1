/** Whom to discuss at the coming meeting: the list, whom the cut-off leaves out, and how it was made. */
import { Form, Link } from "@remix-run/react";
import { dateInWords, londonDate, shortDate } from "../domain/dates";
import type { Why } from "../domain/mdg-candidate";
import { peopleInWords } from "../domain/mdg-proposal";
import { MOST_SLOTS, meetingInWords, PERSON_TOLD } from "../domain/meeting";
import { inNumbers } from "../domain/registry-filter";
import type { FieldErrors } from "./error-summary";
import { FieldError } from "./error-summary";
import { Button, choicesOf, Hidden, Radios, Select, TextField } from "./meeting-fields";
import { ProposalMade } from "./proposal-made";
import { ProposalPerson, type ProposedPerson } from "./proposal-person";
import { ListWarning } from "./proposal-warning";
import { counted } from "./work-page";

type MeetingOf = { id: string; startsAt: Date; place: string; slots: number; free: number };
export type ProposalView = {
  mdg: { id: string; name: string; mayRun: boolean };
  meetings: readonly MeetingOf[];
  meeting: MeetingOf | undefined;
  /** New cases that a meeting takes at most, and the places that this list has. */
  most: number;
  slots: number;
  run: { id: string; asOf: Date } | undefined;
  since: Date | undefined;
  population: { people: number } | undefined;
  /** Beside the field, when no meeting can have that number; then there is no list. */
  slotsRefused: string | undefined;
  ageFrom: number;
  shares: { change: number; need: number; random: number };
  proposal:
    | {
        slots: number;
        considered: number;
        listed: readonly ProposedPerson[];
        leftOut: readonly ProposedPerson[];
        leftOutInAll: number;
        heldBack: readonly HeldBack[];
        /** In one sentence, when somebody is left out. */
        cutOff: string | undefined;
        setAside: readonly { personId: string; name: string; because: string; nominated: boolean }[];
      }
    | undefined;
  nominations: readonly {
    id: string;
    personId: string;
    name: string;
    reason: string;
    byName: string;
    at: Date;
    mine: boolean;
  }[];
};
type HeldBack = { personId: string; name: string; rank: number; notListed: string; because: readonly Why[] };
type Props = {
  view: ProposalView;
  pageKey: string;
  errors?: FieldErrors;
  typed?: Readonly<Record<string, string>>;
  /** Who was ticked on a form that came back; undefined on a fresh one. */
  chosen?: readonly string[];
};

export function ProposalPage(props: Props) {
  const { mdg, proposal, meeting } = props.view;
  return (
    <>
      <span className="nhsuk-caption-l">
        <Link to={`/mdgs/${mdg.id}`}>{mdg.name}</Link>
      </span>
      <h1 className="nhsuk-heading-l">Whom to discuss</h1>
      <p className="meeting-lead">{leadOf(props.view)}</p>
      <ListWarning />
      <Places {...props} />
      {proposal && (
        <div className="confer-columns confer-columns--rail">
          <Chosen {...props} proposal={proposal} />
          <ProposalMade view={props.view} pageKey={props.pageKey} />
        </div>
      )}
      {!meeting && (
        <p>
          No meeting of this group is planned. <Link to={`/mdgs/${mdg.id}`}>Plan one</Link> to put people on its agenda.
        </p>
      )}
    </>
  );
}

function leadOf({ proposal, meeting, population, slotsRefused }: ProposalView): string {
  if (slotsRefused) return `Nobody is listed. ${slotsRefused}.`;
  if (!proposal) return "People have not been stratified yet: nobody can be proposed.";
  const where = meeting ? ` for ${meetingInWords(meeting.startsAt)}` : "";
  if (!population?.people)
    return "You see nobody of the group's practices as a whole, so nobody can be proposed to you: nominate whom you look after, and whoever holds the practice's list makes the proposal.";
  if (!proposal.considered)
    return `Nobody is proposed${where}: of ${peopleInWords(population.people)} whom you see here, nobody is nominated, changed or in need by the rules below.`;
  const room = meeting
    ? ` Its agenda has ${meeting.free > 0 ? counted(meeting.free, "free slot") : "no free slot"}.`
    : "";
  return `${proposal.listed.length} of ${peopleInWords(proposal.considered)} considered${where}.${room}`;
}

/** A link's worth of choice: which meeting, how many places. */
function Places({ view: { mdg, meetings, meeting, slots, most, slotsRefused } }: Props) {
  return (
    <Form method="get" action={`/mdgs/${mdg.id}/propose`} className="work-inline">
      {meetings.length > 1 && (
        <Select
          name="meeting"
          label="Meeting"
          value={meeting?.id}
          choices={meetings.map(({ id, startsAt, free }) => ({
            value: id,
            label: `${meetingInWords(startsAt)} (${free > 0 ? `${free} free` : "full"})`,
          }))}
        />
      )}
      <TextField
        name="slots"
        label={`New cases, ${most} at most`}
        type="number"
        width={5}
        min={1}
        max={MOST_SLOTS}
        value={slotsRefused || !slots ? undefined : String(slots)}
        errors={slotsRefused ? { slots: slotsRefused } : undefined}
      />
      <Button secondary>Make the list</Button>
    </Form>
  );
}

function Chosen({
  view,
  pageKey,
  errors,
  typed = {},
  chosen,
  proposal,
}: Props & { proposal: NonNullable<ProposalView["proposal"]> }) {
  const { mdg, meeting, slots, run } = view;
  const person = (one: ProposedPerson, listed: boolean) => (
    <ProposalPerson
      key={one.personId}
      person={one}
      brief={!listed}
      chosen={chosen ? chosen.includes(one.personId) : listed}
      question={typed[`question-${one.personId}`]}
      errors={errors}
    />
  );
  return (
    <Form
      method="post"
      action={`/mdgs/${mdg.id}/propose`}
      className="meeting-form"
      key={`${run?.id}${meeting?.id}${slots}`}
    >
      <Hidden act="take-up" pageKey={pageKey} meetingId={meeting?.id ?? ""} slots={slots} runId={run?.id ?? ""} />
      <section className="work-section">
        <h2 className="nhsuk-heading-m" id="list">
          Listed
        </h2>
        <FieldError field="list" errors={errors} />
        <p className="proposal-foot">
          Need is the rank by scores from coded conditions, frailty and emergencies; it does not know end of life.
        </p>
        {proposal.listed.length === 0 && <p>Nobody{slots === 0 ? ": the agenda has no place left" : ""}.</p>}
        <ol className="confer-plain-list work-lines">{proposal.listed.map((one) => person(one, true))}</ol>
      </section>
      {proposal.heldBack.length > 0 && <NotListedAgain people={proposal.heldBack} />}
      {proposal.leftOut.length > 0 && <LeftOut proposal={proposal} person={person} />}
      {meeting && proposal.listed.length + proposal.leftOut.length > 0 && (
        <Told meeting={meeting} errors={errors} typed={typed} />
      )}
    </Form>
  );
}

/** In need, known to the group: named, so that nobody of great need is passed over in silence. */
function NotListedAgain({ people }: { people: readonly HeldBack[] }) {
  return (
    <section className="work-section">
      <h2 className="nhsuk-heading-m">Not listed: the group knows them</h2>
      <p className="proposal-foot">By need they would have had these places. Nominate who should be discussed again.</p>
      <ol className="confer-plain-list work-lines">
        {people.map(({ personId, name, rank, notListed, because }) => (
          <li key={personId} className="proposal-person">
            <Link to={`/people/${personId}`}>{name}</Link>, would have place {rank}. Not listed: {notListed}.{" "}
            <Link to={`/people/${personId}/nominate`}>
              Nominate<span className="nhsuk-u-visually-hidden"> {name}</span>
            </Link>
            <div className="confer-muted">
              {because.map(({ words, since }) => `${words} (${shortDate(since)})`).join("; ")}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

type LeftOutProps = {
  proposal: NonNullable<ProposalView["proposal"]>;
  person: (one: ProposedPerson, listed: boolean) => React.ReactNode;
};

function LeftOut({ proposal, person }: LeftOutProps) {
  const more = proposal.leftOutInAll - proposal.leftOut.length;
  return (
    <section className="work-section">
      <h2 className="nhsuk-heading-m">Left out by the cut-off</h2>
      <p className="proposal-foot">
        {proposal.cutOff} The next {proposal.leftOut.length === 1 ? "is" : `${proposal.leftOut.length} are`} here; tick
        somebody whom you know to come first, and untick somebody above.
      </p>
      <ol className="confer-plain-list work-lines">{proposal.leftOut.map((one) => person(one, false))}</ol>
      {more > 0 && <p className="proposal-foot">And {inNumbers(more)} more after them.</p>}
    </section>
  );
}

function Told({
  meeting,
  errors,
  typed,
}: {
  meeting: MeetingOf;
  errors?: FieldErrors;
  typed: Readonly<Record<string, string>>;
}) {
  return (
    <section className="work-section" id="meetingId">
      <FieldError field="meetingId" errors={errors} />
      <Radios
        name="personTold"
        label="Were they told that they will be discussed?"
        hint="For all whom you ticked; where it differs, change it on the case"
        value={typed.personTold}
        choices={choicesOf(PERSON_TOLD)}
        inline
        errors={errors}
      />
      <TextField name="personToldDetail" label="How, or why not" value={typed.personToldDetail} errors={errors} />
      <Button>Put on the agenda of {dateInWords(londonDate(meeting.startsAt))}</Button>
    </section>
  );
}
