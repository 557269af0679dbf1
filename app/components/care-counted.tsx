/** Diabetes as payers and the audit count it: folded away, since neither says what care is due. */
import type { AllThree, DiabetesCounted, TargetShown } from "../domain/diabetes-counted";
import { UNSIGNED } from "./care-due";
import { RecordTable } from "./record-table";

export function CareCounted({ counted: { indicators, targets, all } }: { counted: DiabetesCounted }) {
  return (
    <section aria-labelledby="counted" className="record-part">
      <h2 className="nhsuk-heading-m" id="counted">
        Diabetes as others count it
      </h2>
      <details className="record-details" id="indicators">
        <summary>Payment indicators (QOF)</summary>
        <p>
          These decide what the practice is paid. A payment exception excuses no care: what is due above stays due. The
          first rule that applies decides.
        </p>
        <RecordTable
          caption="Payment indicators of the Quality and Outcomes Framework"
          rows={indicators}
          idOf={({ id }) => id}
          columns={[
            { heading: "Indicator", cell: ({ id, asks }) => `${id}: ${asks}` },
            { heading: "Counted", cell: ({ counted }) => counted },
            { heading: "Decided by", cell: ({ decided }) => decided },
          ]}
        />
        <p className="confer-muted">
          DM020 by business rules version 46; DM021 second-hand; the others from the indicators' wordings, with rule
          numbers of our own.
        </p>
      </details>
      <details className="record-details" id="treatment-targets">
        <summary>Three treatment targets (National Diabetes Audit)</summary>
        <p>
          They are the same for everybody. The target agreed with the person, and the one for the person's frailty, come
          first.
        </p>
        <RecordTable
          caption="Treatment targets"
          rows={targets}
          idOf={({ name }) => name}
          columns={[
            { heading: "Target in force", cell: (target) => <InForce target={target} /> },
            { heading: "Met", cell: metInWords },
            { heading: "Because", cell: ({ because }) => because },
          ]}
        />
        <p>{allInWords(all)}</p>
      </details>
    </section>
  );
}

const InForce = ({ target: { name, target, source, unsigned } }: { target: TargetShown }) => (
  <>
    {name}: {target}
    <span className="confer-muted record-evidence">
      {source}
      {unsigned && `; ${UNSIGNED}`}
    </span>
  </>
);

const metInWords = ({ applies, met }: TargetShown) =>
  !applies ? "not for this person" : met === undefined ? "not known" : met ? "met" : "not met";

const THREE = { true: "met", false: "not all met", undefined: "not known" } as const;
const allInWords = ({ older, newer }: AllThree) =>
  `All three, with cholesterol (older audits): ${THREE[`${older}`]}. With a statin (newer audits): ${THREE[`${newer}`]}.`;
