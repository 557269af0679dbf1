/** What changed from one version to another, in sentences. */

import type { ChangeSaid } from "../domain/plan-history";
import type { ChangedLine } from "../domain/plan-in-words";

export function SaidChanges({ changes }: { changes: readonly ChangeSaid[] }) {
  if (!changes.length) return <p>No change that is shown to you.</p>;
  return (
    <ul className="plan-sentences">
      {changes.map(({ unit, did, lines, sentences }) => (
        <li key={unit}>
          {sentences.map(({ says, line }) => (
            <div key={says}>
              {says}
              {line && <BothSides line={line} />}
            </div>
          ))}
          {did !== "changed" && lines.length > 1 && (
            <details>
              <summary className="confer-small">{did === "added" ? "What it says" : "What it said"}</summary>
              {lines.map((line) => (
                <BothSides key={line.label} line={line} />
              ))}
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}

function BothSides({ line: { label, before, after } }: { line: ChangedLine }) {
  return (
    <div className="plan-change">
      {label}:{" "}
      {before && (
        <>
          <span className="confer-visually-hidden">was </span>
          <del>{before}</del>{" "}
        </>
      )}
      {after && (
        <>
          <span className="confer-visually-hidden">is now </span>
          <ins>{after}</ins>
        </>
      )}
    </div>
  );
}
