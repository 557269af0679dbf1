/** Sections of a plan as they are read: one card a section, its age and the names under it. */
import type { ReactNode } from "react";
import type { PlanSignature } from "../domain/crisis-plan";
import { agoInWords, dateInWords } from "../domain/dates";
import type { PlanDocument, Values } from "../domain/plan";
import { ageOfSection, ageOfUnit, type Confirmation, type LineAge } from "../domain/plan-freshness";
import { valueInWords } from "../domain/plan-in-words";
import { fieldsOf, SECTION_IDS, type SectionId, sectionOf } from "../domain/plan-sections";
import { GoalTies } from "./plan-goals";

export type Reading = {
  document: PlanDocument;
  confirmations: readonly Confirmation[];
  closedIn: readonly SectionId[];
  now: Date;
  /** Dates instead of "today": paper is read on other days. */
  onPaper?: boolean;
  /** Status of published actions, by item id. */
  actions?: Readonly<Record<string, string>>;
  /** Of emergency sections, for the words that stand in them. */
  signatures?: readonly PlanSignature[];
};

type SectionsProps = Reading & {
  /** What stands beside a section's title: first in reach of the keyboard. */
  besideTitle?: (section: SectionId) => ReactNode;
  /** What stands beside the sentence that something is closed: the way to open it, for whoever may. */
  besideClosed?: (section: SectionId) => ReactNode;
  /** What stands at the foot of a section. */
  afterSection?: (section: SectionId) => ReactNode;
  /** What stands beside one line: a unit. With it each line of a looser section shows its own age. */
  afterLine?: (unit: string) => ReactNode;
  /** Print leaves out what is empty. */
  withEmpty?: boolean;
  only?: readonly SectionId[];
  /** Sections that the reader's own draft writes: what is not published is not "nothing". */
  drafted?: readonly SectionId[];
};

export function PlanSections({
  besideTitle,
  besideClosed,
  afterSection,
  withEmpty = false,
  only = SECTION_IDS,
  drafted = [],
  ...reading
}: SectionsProps) {
  const holds = (id: SectionId) => isWritten(reading.document, id) || reading.closedIn.includes(id);
  // What crews act on is said to be empty in its own place; the rest is named together.
  const alone = (id: SectionId) => drafted.includes(id) || sectionOf(id).critical;
  const empty = withEmpty ? only.filter((id) => !holds(id) && !alone(id)) : [];
  return (
    <>
      {only
        .filter((id) => holds(id) || (withEmpty && alone(id)))
        .map((id) => (
          <section key={id} id={id} className="plan-section" aria-labelledby={`${id}-title`}>
            <h2 className="nhsuk-heading-s plan-section__title" id={`${id}-title`}>
              {sectionOf(id).title}
            </h2>
            {besideTitle?.(id)}
            {!holds(id) && (
              <p className="confer-muted">{drafted.includes(id) ? "Nothing published." : "Nothing recorded."}</p>
            )}
            <Content id={id} {...reading} />
            {reading.closedIn.includes(id) && (
              <p className="confer-muted">Something here is closed to your role. {besideClosed?.(id)}</p>
            )}
            {afterSection?.(id)}
          </section>
        ))}
      {empty.length > 0 && <Empty sections={empty} besideTitle={besideTitle} afterSection={afterSection} />}
    </>
  );
}

type EmptyProps = Pick<SectionsProps, "besideTitle" | "afterSection"> & { sections: readonly SectionId[] };

function Empty({ sections, besideTitle, afterSection }: EmptyProps) {
  return (
    <div className="plan-section">
      <h2 className="nhsuk-heading-s plan-section__title">Not written yet</h2>
      <p className="confer-muted">Nothing recorded.</p>
      <ul className="confer-plain-list plan-empty">
        {sections.map((id) => (
          <li key={id} id={id}>
            {sectionOf(id).title}
            {besideTitle?.(id)}
            {afterSection?.(id)}
          </li>
        ))}
      </ul>
    </div>
  );
}

export function isWritten(plan: PlanDocument, id: SectionId): boolean {
  const { fields, items } = plan.sections[id];
  return items.length > 0 || Object.keys(fields).length > 0;
}

type ContentProps = Reading & Pick<SectionsProps, "afterLine"> & { id: SectionId };

function Content({ id, ...reading }: ContentProps) {
  const { unit } = sectionOf(id);
  if (unit === "item") return <Items id={id} {...reading} />;
  if (unit === "field" && reading.afterLine) return <Lines id={id} {...reading} />;
  const { document, confirmations, now, onPaper, afterLine } = reading;
  if (!isWritten(document, id)) return null;
  return (
    <>
      <p className="plan-line">
        <Age age={ageOfSection(document, id, confirmations)} now={now} onPaper={onPaper} />
        {unit === "section" && afterLine?.(id)}
      </p>
      <Terms section={id} values={document.sections[id].fields as Values} />
      <Signatures section={id} {...reading} />
    </>
  );
}

function Age({ age, now, onPaper }: { age: LineAge | undefined; now: Date; onPaper?: boolean }) {
  if (!age) return null;
  const then = new Date(`${age.since}T12:00:00Z`);
  return (
    <span className="confer-small confer-muted plan-age">
      {age.confirmed ? "confirmed" : age.decided ? "decided" : "written"}{" "}
      {onPaper ? dateInWords(age.since) : agoInWords(then, now)} by {age.byName}
    </span>
  );
}

/** "Signed by Dr Amir Khan, GP, 3 May 2026; endorsed by …": for the words that stand here, and for no others. */
function Signatures({ section, signatures = [] }: Reading & { section: SectionId }) {
  const names = signatures.filter((one) => one.section === section && one.holds);
  if (!names.length) return null;
  return (
    <p className="confer-small plan-signatures">
      {names
        .map(
          ({ kind, byName, byRole, at }) =>
            `${kind === "sign" ? "Signed" : "Endorsed"} by ${byName}, ${byRole}, ${dateInWords(new Date(at))}`,
        )
        .join(" · ")}
    </p>
  );
}

function Items({ id, document, confirmations, now, actions, onPaper, afterLine }: ContentProps) {
  const { items } = document.sections[id] as unknown as { items: readonly (Values & { id: string })[] };
  if (!items.length) return null;
  return (
    <ul className="confer-plain-list">
      {items.map(({ id: item, ...values }) => (
        <li key={item} id={afterLine && `${id}/${item}`} className="plan-item">
          <Terms section={id} values={values} />
          <GoalTies section={id} item={item} document={document} actions={actions} />
          {id === "actions" && actions?.[item] && <p className="confer-small">Status: {actions[item]}</p>}
          <p className="plan-line">
            <Age age={ageOfUnit(document, `${id}/${item}`, confirmations)} now={now} onPaper={onPaper} />
            {afterLine?.(`${id}/${item}`)}
          </p>
        </li>
      ))}
    </ul>
  );
}

/** A looser section, line by line: each as old as itself. */
function Lines({ id, document, confirmations, now, onPaper, afterLine }: ContentProps) {
  const values = document.sections[id].fields as Values;
  const shown = Object.entries(fieldsOf(id)).filter(([name]) => values[name]);
  if (!shown.length) return null;
  return (
    <dl className="plan-terms">
      {shown.map(([name, { label }]) => (
        <div key={name} id={`${id}.${name}`}>
          <dt>{label}</dt>
          <dd>
            {valueInWords(id, name, values[name]!)}
            <span className="plan-line">
              <Age age={ageOfUnit(document, `${id}.${name}`, confirmations)} now={now} onPaper={onPaper} />
              {afterLine?.(`${id}.${name}`)}
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Label and words, without what is only for machines. */
export function Terms({ section, values }: { section: SectionId; values: Values }) {
  const shown = Object.entries(fieldsOf(section)).filter(
    ([name, { kind }]) => values[name] && kind !== "owner" && !MACHINES.includes(name),
  );
  if (!shown.length) return null;
  return (
    <dl className="plan-terms">
      {shown.map(([name, { label }]) => (
        <div key={name}>
          <dt>{label}</dt>
          <dd>{valueInWords(section, name, values[name]!)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Ids of other rows: what they point at is said where it stands. */
const MACHINES: readonly string[] = ["ringId", "goalId", "cardVersion"];
