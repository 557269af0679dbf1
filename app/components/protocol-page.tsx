/** One care protocol as it is computed: every rule with its source, what counts as done, and its numbers in force. */
import { Link } from "@remix-run/react";
import type { CareProtocol } from "../domain/care-gap";
import { commonExcuses } from "../domain/care-protocol-words/excuses";
import type { SayValue } from "../domain/care-protocol-words/words";
import { CATALOGUE, processLabel } from "../domain/setting-catalogue";
import { type CodeSetSize, countSettings, isWaiting, type SettingLine, signatureInWords } from "../domain/setting-line";
import { valueInWords } from "../domain/setting-value";
import { ProtocolRule } from "./protocol-rule";
import { isOwn, SourceAndMark, SourceWords } from "./setting-source";

export type ProtocolView = {
  protocol: CareProtocol;
  /** Its own. */
  lines: readonly SettingLine[];
  /** Numbers that all protocols read. */
  shared: readonly SettingLine[];
  sets: readonly CodeSetSize[];
  maySign: boolean;
};

export function ProtocolPage({ protocol, lines, shared, sets, maySign }: ProtocolView) {
  const { id, name, version, source, who, processes } = protocol;
  const numbers = [...lines.filter(({ kind }) => kind === "value"), ...shared];
  const sayValue = valuesIn(numbers);
  return (
    <>
      <p>
        <Link to="/protocols">Care rules</Link>
        {maySign && (
          <>
            {" · "}
            <Link to={`/settings?section=${id}`}>Sign its settings</Link>
          </>
        )}
      </p>
      <h1 className="nhsuk-heading-l setting-title">{name}</h1>
      <p className="setting-lead">
        {whoInWords(who)}. {stateOf(lines)}
      </p>
      <p className="confer-muted">
        Version {version} · <SourceWords source={source} /> · Advice from published criteria: the clinician decides.
      </p>
      {processes.length > 3 && <Contents protocol={protocol} />}
      <Numbers numbers={numbers} maySign={maySign} />
      <Excuses sayValue={sayValue} />
      <h2 className="nhsuk-heading-m">
        {processes.length} {processes.length === 1 ? "rule" : "rules"}
      </h2>
      {processes.map((process) => (
        <ProtocolRule
          key={process.id}
          process={process}
          lines={lines.filter((line) => line.process === process.id)}
          sets={sets}
          maySign={maySign}
          sayValue={sayValue}
        />
      ))}
    </>
  );
}

/** In force, as sentences say it: which source a disputed number is of stands in the table. */
function valuesIn(numbers: readonly SettingLine[]): SayValue {
  const values = new Map(numbers.map(({ name, setting }) => [name, setting.value]));
  return (name, alone) => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`This protocol has no number "${name}".`);
    return alone ? String(value) : valueInWords(name, value).replace(/ \([^)]*\)$/, "");
  };
}

function Excuses({ sayValue }: { sayValue: SayValue }) {
  return (
    <section aria-labelledby="excuses">
      <h2 className="nhsuk-heading-m" id="excuses">
        What excuses any rule
      </h2>
      <ul className="protocol-lines">
        {commonExcuses(sayValue).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}

/** "People with diabetes": protocols begin it small or large. */
export const whoInWords = (who: string): string => who[0]!.toUpperCase() + who.slice(1);

function stateOf(lines: readonly SettingLine[]): string {
  const { waiting, switches, on } = countSettings(lines);
  return [
    waiting
      ? `${waiting} of its rules and numbers wait for a clinical lead.`
      : "Nothing in it waits for a clinical lead.",
    switches > 0 &&
      `Of ${switches} rules that drive one person's treatment, ${on || "none"} ${on > 1 ? "are" : "is"} on.`,
  ]
    .filter(Boolean)
    .join(" ");
}

/** Long lists fold: nobody reads ninety links to reach one. */
const SEEN_WHOLE = 30;

function Contents({ protocol: { processes } }: Pick<ProtocolView, "protocol">) {
  return (
    <details className="protocol-contents" open={processes.length <= SEEN_WHOLE}>
      <summary>Its {processes.length} rules by name</summary>
      <ul>
        {processes.map((process) => (
          <li key={process.id}>
            <a href={`#${process.id}`}>{processLabel(process)}</a>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Numbers({ numbers, maySign }: { numbers: readonly SettingLine[]; maySign: boolean }) {
  return (
    <section aria-labelledby="numbers">
      <h2 className="nhsuk-heading-m" id="numbers">
        Its numbers
      </h2>
      <table className="setting-table">
        <caption className="confer-visually-hidden">Numbers that its rules read</caption>
        <thead>
          <tr>
            {["Number", "In force", "Where it comes from", "Signed"].map((heading) => (
              <th key={heading} scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {numbers.map((line) => (
            <NumberRow key={line.name} line={line} maySign={maySign} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function NumberRow({ line, maySign }: { line: SettingLine; maySign: boolean }) {
  const { name, words, setting, options } = line;
  const shipped = CATALOGUE[name]!;
  return (
    <tr id={name}>
      <th scope="row">{maySign ? <Link to={`/settings/${name}`}>{words}</Link> : words}</th>
      <td data-heading="In force">
        {valueInWords(name, setting.value)}
        {setting.value !== shipped.value && (
          <span className="setting-note">ships as {valueInWords(name, shipped.value)}</span>
        )}
      </td>
      <td data-heading="From">
        <SourceAndMark line={line} />
        {isOwn(name, setting.source) && <span className="setting-note">What ships: {shipped.source}</span>}
        {options && (
          <span className="setting-note">
            Disputed:{" "}
            {Object.keys(options)
              .map((value) => valueInWords(name, Number(value)))
              .join("; ")}
          </span>
        )}
      </td>
      <td data-heading="Signed" className={isWaiting(line) ? "setting-waits" : undefined}>
        {signatureInWords(line)}
      </td>
    </tr>
  );
}
