/** The reader's own unpublished words of a section, marked as what they are: nobody else reads them. */
import { unitOf } from "../domain/plan";
import type { ChangeInWords } from "../domain/plan-in-words";
import type { SectionId } from "../domain/plan-sections";
import { PlanChanges } from "./plan-changes";

type Props = {
  section: SectionId;
  changes: readonly ChangeInWords[];
  /** What the draft writes: of a withdrawn plan all lines are changes, and not all of them the reader's. */
  units: readonly string[];
};

export function InDraft({ section, changes, units }: Props) {
  const mine = changes.filter(({ unit }) => unitOf(unit)?.section === section && units.includes(unit));
  return (
    <div className="plan-in-draft confer-no-print">
      <strong>In your draft, not published</strong>
      <PlanChanges changes={mine} />
    </div>
  );
}
