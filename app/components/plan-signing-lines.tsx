/** "Still true" and "Edit": one line at a time, by those who may say so. */
import { Form, Link } from "@remix-run/react";
import { type PlanDocument, readUnit, unitOf } from "../domain/plan";
import { unitInWords } from "../domain/plan-in-words";
import { isEndorsed } from "../domain/plan-life";
import { type SectionId, sectionOf } from "../domain/plan-sections";

const FORM = "still-true";

/** One form for all lines of the page: each button names its own line, and confirms no other. */
export function ConfirmForm({ formKey, version }: { formKey: string; version: number }) {
  return (
    <Form method="post" preventScrollReset id={FORM} className="confer-no-print">
      <input type="hidden" name="key" value={formKey} />
      <input type="hidden" name="version" value={version} />
    </Form>
  );
}

export function StillTrue({ unit, document }: { unit: string; document: PlanDocument }) {
  const endorses = isEndorsed(unitOf(unit)!.section);
  return (
    <button type="submit" form={FORM} name="unit" value={unit} className="plan-line__act confer-no-print">
      {endorses ? "Still true: endorse" : "Still true"}
      <span className="confer-visually-hidden"> {unitInWords(unit, readUnit(document, unit))}</span>
    </button>
  );
}

/** To this line's own place in the form, past all that stands before it. */
export function ChangeLink({ personId, unit, document }: { personId: string; unit: string; document: PlanDocument }) {
  const { section, item, field } = unitOf(unit)!;
  const place = item ?? field;
  if (!place) return null;
  return (
    <Link to={`/people/${personId}/plan/edit/${section}#${place}`} className="plan-line__act confer-no-print">
      Change
      <span className="confer-visually-hidden"> {unitInWords(unit, readUnit(document, unit))}</span>
    </Link>
  );
}

export function EditLink({ personId, section, written }: { personId: string; section: SectionId; written: boolean }) {
  const { title, item } = sectionOf(section);
  return (
    <div className="plan-acts confer-no-print">
      <Link to={`/people/${personId}/plan/edit/${section}`}>
        {item ? "Edit or add" : written ? "Edit" : "Write"}
        <span className="confer-visually-hidden"> {title}</span>
      </Link>
    </div>
  );
}
