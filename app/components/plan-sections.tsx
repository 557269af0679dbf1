/** Sections of a plan as they are read: one card a section, its age on it. */
import type { ReactNode } from "react";
import { agoInWords, dateInWords } from "../domain/dates";
import type { PlanDocument, Values } from "../domain/plan";
import { ageOfSection, ageOfUnit, type Confirmation, type LineAge } from "../domain/plan-freshness";
import { valueInWords } from "../domain/plan-in-words";
import { fieldsOf, SECTION_IDS, type SectionId, sectionOf } from "../domain/plan-sections";

export type Reading = {
  document: PlanDocument;
  confirmations: readonly Confirmation[];
  closedIn: readonly SectionId[];
  now: Date;
  /** Dates instead of "today": paper is read on other days. */
  onPaper?: boolean;
  /** Status of published actions, by item id. */
  actions?: Readonly<Record<string, string>>;
};

type SectionsProps = Reading & {
  /** What stands at the foot of a section, and of one item of it. */
  afterSection?: (section: SectionId) => ReactNode;
  afterItem?: (section: SectionId, item: string) => ReactNode;
  /** Print leaves out what is empty. */
  withEmpty?: boolean;
  only?: readonly SectionId[];
  /** Sections that the reader's own draft writes: what is not published is not "nothing". */
  drafted?: readonly SectionId[];
};

export function PlanSections({
  afterSection,
  afterItem,
  withEmpty = false,
  only = SECTION_IDS,
  drafted = [],
  ...reading
}: SectionsProps) {
  return (
    <>
      {only
        .filter((id) => withEmpty || isWritten(reading.document, id))
        .map((id) => (
          <section key={id} id={id} className="plan-section" aria-labelledby={`${id}-title`}>
            <h2 className="nhsuk-heading-s plan-section__title" id={`${id}-title`}>
              {sectionOf(id).title}
            </h2>
            <SectionAge id={id} {...reading} />
            {!isWritten(reading.document, id) && (
              <p className="confer-muted">{drafted.includes(id) ? "Nothing published." : "Nothing recorded."}</p>
            )}
            <Terms section={id} values={reading.document.sections[id].fields as Values} />
            <Items id={id} afterItem={afterItem} {...reading} />
            {reading.closedIn.includes(id) && <p className="confer-muted">Something here is closed to your role.</p>}
            {afterSection?.(id)}
          </section>
        ))}
    </>
  );
}

export function isWritten(plan: PlanDocument, id: SectionId): boolean {
  const { fields, items } = plan.sections[id];
  return items.length > 0 || Object.keys(fields).length > 0;
}

function SectionAge({ id, document, confirmations, now, onPaper }: Reading & { id: SectionId }) {
  if (sectionOf(id).item) return null;
  return <Age age={ageOfSection(document, id, confirmations)} now={now} onPaper={onPaper} />;
}

function Age({ age, now, onPaper }: { age: LineAge | undefined; now: Date; onPaper?: boolean }) {
  if (!age) return null;
  const then = new Date(`${age.since}T12:00:00Z`);
  return (
    <p className="confer-small confer-muted plan-age">
      {age.confirmed ? "confirmed" : age.unit === "cpr" ? "decided" : "written"}{" "}
      {onPaper ? dateInWords(age.since) : agoInWords(then, now)} by {age.byName}
    </p>
  );
}

function Items({
  id,
  document,
  confirmations,
  now,
  actions,
  onPaper,
  afterItem,
}: Reading & Pick<SectionsProps, "afterItem"> & { id: SectionId }) {
  const { items } = document.sections[id] as unknown as { items: readonly (Values & { id: string })[] };
  if (!items.length) return null;
  return (
    <ul className="confer-plain-list">
      {items.map(({ id: item, ...values }) => (
        <li key={item} className="plan-item">
          <Terms section={id} values={values} />
          {id === "actions" && actions?.[item] && <p className="confer-small">Status: {actions[item]}</p>}
          <Age age={ageOfUnit(document, `${id}/${item}`, confirmations)} now={now} onPaper={onPaper} />
          {afterItem?.(id, item)}
        </li>
      ))}
    </ul>
  );
}

/** Label and words, without what is only for machines. */
export function Terms({ section, values }: { section: SectionId; values: Values }) {
  const shown = Object.entries(fieldsOf(section)).filter(([name, { kind }]) => values[name] && kind !== "owner");
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
