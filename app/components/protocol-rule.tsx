/** One rule of a care protocol, under its id: gaps on records lead here. */
import { Link } from "@remix-run/react";
import { CARE_OWNERS, type CareProcess } from "../domain/care-gap";
import { ruleInWords } from "../domain/care-protocol-words/all";
import type { SayValue } from "../domain/care-protocol-words/words";
import { processLabel } from "../domain/setting-catalogue";
import { type CodeSetSize, type SettingLine, signatureInWords } from "../domain/setting-line";
import { MarkWords, SourceWords } from "./setting-source";

type Props = {
  process: CareProcess;
  /** Its signature and its switch, where it has them. */
  lines: readonly SettingLine[];
  sets: readonly CodeSetSize[];
  maySign: boolean;
  sayValue: SayValue;
};

export function ProtocolRule({ process, lines, sets, maySign, sayValue }: Props) {
  const { id, source, link, mark, priority, action } = process;
  const signature = lines.find(({ kind }) => kind === "signature");
  const treatment = lines.find(({ kind }) => kind === "switch");
  return (
    <article className="protocol-rule" id={id} aria-labelledby={`${id}-name`}>
      <h3 className="nhsuk-heading-s" id={`${id}-name`}>
        {processLabel(process)}
      </h3>
      {treatment && <TreatmentState line={treatment} maySign={maySign} />}
      <dl className="setting-facts">
        <InWords process={process} sayValue={sayValue} />
        <dt>Source</dt>
        <dd>
          <SourceWords source={source} link={link} />
        </dd>
        <dt>How sure</dt>
        <dd>
          <MarkWords mark={mark} />
          {signature && <Signature line={signature} maySign={maySign} />}
        </dd>
        <dt>What to do</dt>
        <dd>{action.what}</dd>
        <dt>Who acts</dt>
        <dd>{action.owners.map((owner) => CARE_OWNERS[owner]).join(", ")}</dd>
        <dt>Counts as done by</dt>
        <dd>
          <Done sets={sets.filter((set) => process.sets.includes(set.id))} />
        </dd>
        <dt>Ranks as</dt>
        <dd>{priority}</dd>
      </dl>
    </article>
  );
}

/** For whom, how often, which target and what excuses it, with the numbers in force. */
function InWords({ process, sayValue }: Pick<Props, "process" | "sayValue">) {
  const { who, often, target, excuses, fixed } = ruleInWords(process, sayValue);
  return (
    <>
      <dt>For whom</dt>
      <dd>
        <Lines lines={who} />
      </dd>
      <dt>How often</dt>
      <dd>
        <Lines lines={often} />
      </dd>
      {target.length > 0 && (
        <>
          <dt>Target</dt>
          <dd>
            <Lines lines={target} />
          </dd>
        </>
      )}
      <dt>What excuses it</dt>
      <dd>
        {process.noExcuse ? "Nothing" : <Lines lines={excuses} />}
        {!process.noExcuse && (
          <>
            {excuses.length === 1 && ". "}
            <a href="#excuses">
              {excuses.length ? "And what excuses any rule" : "What excuses any rule"}
              <span className="confer-visually-hidden">, for {processLabel(process)}</span>
            </a>
          </>
        )}
      </dd>
      {fixed.length > 0 && (
        <>
          <dt>Fixed numbers</dt>
          <dd>
            <SourceWords source={fixed.join("; ")} />
          </dd>
        </>
      )}
    </>
  );
}

/** One line is a sentence, several are a list. */
function Lines({ lines }: { lines: readonly string[] }) {
  if (lines.length < 2) return <>{lines[0]}</>;
  return (
    <ul className="protocol-lines">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

function TreatmentState({ line, maySign }: { line: SettingLine; maySign: boolean }) {
  const state = line.setting.value === 1 ? "on" : "off";
  return (
    <p className="setting-kind">
      Drives one person's treatment: <strong>{state}</strong>, {signatureInWords(line)}
      {maySign && (
        <>
          {" · "}
          <Link to={`/settings/${line.name}`}>
            Switch<span className="confer-visually-hidden">: {line.words}</span>
          </Link>
        </>
      )}
    </p>
  );
}

function Signature({ line, maySign }: { line: SettingLine; maySign: boolean }) {
  return (
    <span className={line.setting.value === 1 ? undefined : "setting-mark"}>
      {"; "}
      {signatureInWords(line)}
      {maySign && line.setting.value !== 1 && (
        <>
          {" · "}
          <Link to={`/settings/${line.name}`}>
            Sign<span className="confer-visually-hidden">: {line.words}</span>
          </Link>
        </>
      )}
    </span>
  );
}

/** A set without codes is said: what it would show cannot be seen here, however often it was done. */
function Done({ sets }: { sets: readonly CodeSetSize[] }) {
  const empty = sets.filter(({ codes, bySubstance }) => codes === 0 && !bySubstance);
  return (
    <>
      {sets.map((set) => `${set.name} (${sizeOf(set)})`).join("; ")}
      {sets.length === 0 && "no entry; it is worked out from other rules and measurements"}
      {empty.length > 0 && (
        <span className="setting-note setting-mark">
          {empty.length === sets.length
            ? "No code is known for it here: it cannot be seen as done from entries. "
            : `No code is known for ${empty.length} of them. `}
          A site can bring in its own list.
        </span>
      )}
    </>
  );
}

function sizeOf({ codes, bySubstance, own }: CodeSetSize): string {
  const count = codes === 0 ? "no codes" : codes === 1 ? "1 code" : `${codes} codes`;
  if (bySubstance) return codes ? `${count} and products by substance` : "products by substance";
  return own ? `${count}, this site's list` : count;
}
