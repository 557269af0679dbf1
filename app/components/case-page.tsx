/** One case at the meeting: the question and the pack on the left; what the group decides on the right. */
import { Form, Link } from "@remix-run/react";
import type { ActionStatus, Owner } from "../domain/action";
import { CASE_STATUSES, type CaseStatus } from "../domain/agenda";
import { dateInWords, londonDate } from "../domain/dates";
import { type CaseNotes, meetingInWords, type NoteConflict } from "../domain/meeting";
import type { Banner } from "../domain/person-record";
import { type ActionLine, ActionList } from "./action-list";
import { type Decision, Decisions } from "./case-decisions";
import { Ending } from "./case-ending";
import { CaseNotesForm, NotesInWords } from "./case-notes";
import { CasePack, type Pack } from "./case-pack";
import type { FieldErrors } from "./error-summary";
import { Button, Hidden, Select, TextArea, TextField } from "./meeting-fields";
import { PersonBanner } from "./person-banner";

export type CaseView = {
  id: string;
  personId: string;
  status: CaseStatus;
  revision: number;
  closedAt: Date | null;
  closedByName: string | null;
  referredAt: Date;
  referredByName: string;
  notes: CaseNotes;
  meeting: { id: string; mdgName: string; startsAt: Date; closedAt: Date | null; minutesApprovedAt: Date | null };
  banner: Banner;
  pack: Pack;
  decisions: readonly Decision[];
  earlier: readonly (Decision & {
    mdgCase: { question: string; meeting: { startsAt: Date; mdg: { name: string } } };
  })[];
  actions: readonly (ActionLine & { status: ActionStatus; owner: Owner })[];
  owners: readonly { value: string; name: string; accountId: string | null }[];
  place: { number: number; of: number } | undefined;
  caseBefore: string | undefined;
  caseAfter: string | undefined;
  waitingAfter: string | undefined;
  next: { id: string; startsAt: Date } | null;
};

/** What was typed in a form that was refused, and why. */
export type Refused = {
  act: string;
  errors: FieldErrors;
  typed: Readonly<Record<string, string>>;
  /** What somebody else wrote meanwhile. */
  conflict?: { conflicts: NoteConflict[]; revision: number; by: string; at: Date | null };
  corrected?: { id: string; theirs: string; by: string };
};

export type CaseProps = { one: CaseView; now: Date; pageKey: string; refused?: Refused };

export function CasePage(props: CaseProps) {
  const { one, now } = props;
  const { meeting, place } = one;
  return (
    <>
      <p className="meeting-lead">
        <strong>{place ? `Case ${place.number} of ${place.of}` : CASE_STATUSES[one.status]}</strong>
        {one.status !== "waiting" && place && ` · ${CASE_STATUSES[one.status]}`} ·{" "}
        <Link to={`/meetings/${meeting.id}`}>
          {meeting.mdgName}, {meetingInWords(meeting.startsAt)}
        </Link>
      </p>
      <PersonBanner banner={one.banner} now={now} />
      <div className="confer-columns confer-columns--two case-columns">
        <div>
          <p className="case-question">{one.notes.question}</p>
          <p className="confer-small confer-muted">
            Asked by {one.referredByName}, {dateInWords(one.referredAt)}.
          </p>
          <CasePack pack={one.pack} now={now} />
          <Earlier earlier={one.earlier} />
          <Recorded {...props} />
        </div>
        <div>
          <Decided {...props} />
          <Promised {...props} />
          <Ending {...props} />
        </div>
      </div>
      <Walk one={one} />
    </>
  );
}

const isSettled = ({ status, meeting }: CaseView) => status !== "waiting" || meeting.minutesApprovedAt !== null;

function Decided({ one, pageKey, refused }: CaseProps) {
  return (
    <section className="work-card" aria-labelledby="decisions">
      <h2 className="nhsuk-heading-m" id="decisions">
        Decisions
      </h2>
      <Decisions
        decisions={one.decisions}
        settled={isSettled(one)}
        mayCorrect={one.meeting.minutesApprovedAt === null}
        pageKey={pageKey}
        refused={refused?.act === "decide" ? refused : undefined}
      />
    </section>
  );
}

function Promised({ one, now, pageKey, refused }: CaseProps) {
  const mine = refused?.act === "action" ? refused : undefined;
  const today = londonDate(now);
  const here = `/meetings/${one.meeting.id}/cases/${one.id}`;
  return (
    <section className="work-card" aria-labelledby="actions">
      <h2 className="nhsuk-heading-m" id="actions">
        Actions
      </h2>
      {one.actions.length ? (
        <ActionList actions={one.actions} today={today} pageKey={pageKey} to={here} aboutWhom={false} />
      ) : (
        <p>None yet. Each needs an owner and a date.</p>
      )}
      {!isSettled(one) && (
        // Once added, the form is a new one.
        <Form method="post" key={one.actions.length}>
          <Hidden act="action" pageKey={pageKey} />
          <TextArea name="what" label="What is to be done?" rows={2} value={mine?.typed.what} errors={mine?.errors} />
          <div className="work-inline">
            <Select
              name="owner"
              label="Owner"
              value={mine?.typed.owner}
              errors={mine?.errors}
              choices={one.owners.map(({ value, name, accountId }) => ({
                value,
                label: name,
                group: accountId ? "Members" : "Organisations",
              }))}
            />
            <TextField
              name="dueOn"
              label="To be done by"
              type="date"
              width={10}
              min={today}
              value={mine?.typed.dueOn}
              errors={mine?.errors}
            />
            <Button>Add action</Button>
          </div>
        </Form>
      )}
    </section>
  );
}

const NOTED = ["personTold", "objection", "capacity"];

function Recorded({ one, pageKey, refused }: CaseProps) {
  const mine = refused?.act === "note" ? refused : undefined;
  // Closing was refused for want of one of these: the form opens with the question beside it.
  const asked = refused?.act === "close" && NOTED.some((name) => name in refused.errors);
  return (
    <section className="work-section" aria-labelledby="told">
      <h2 className="nhsuk-heading-m" id="told">
        Told, objection, capacity
      </h2>
      <NotesInWords notes={one.notes} />
      {!isSettled(one) && (
        <CaseNotesForm
          key={`${one.revision} ${asked}`}
          notes={one.notes}
          revision={one.revision}
          pageKey={pageKey}
          refused={mine}
          asked={asked ? refused?.errors : undefined}
        />
      )}
    </section>
  );
}

function Earlier({ earlier }: Pick<CaseView, "earlier">) {
  return (
    <section className="work-section" aria-labelledby="earlier">
      <h2 className="nhsuk-heading-m" id="earlier">
        Decided before
      </h2>
      {earlier.length === 0 && <p>No group decided anything about this person before.</p>}
      <ul className="nhsuk-list nhsuk-list--bullet">
        {earlier.map(({ id, text, mdgCase }) => (
          <li key={id} className="confer-small">
            {dateInWords(mdgCase.meeting.startsAt)}, {mdgCase.meeting.mdg.name}: {text}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Walk({ one: { meeting, caseBefore, caseAfter, waitingAfter } }: { one: CaseView }) {
  const to = (id: string) => `/meetings/${meeting.id}/cases/${id}`;
  return (
    <nav className="work-line__buttons confer-no-print" aria-label="Cases">
      {waitingAfter && (
        <Link className="nhsuk-button nhsuk-button--small" to={to(waitingAfter)}>
          Next case to discuss
        </Link>
      )}
      {caseBefore && <Link to={to(caseBefore)}>Case before</Link>}
      {caseAfter && <Link to={to(caseAfter)}>Case after</Link>}
      <Link to={`/meetings/${meeting.id}`}>Agenda</Link>
    </nav>
  );
}
