/** One setting: what is in force and by whom, the form to sign it, and every version that there was. */
import { Link } from "@remix-run/react";
import { CARE_OWNERS } from "../domain/care-gap";
import { processOf } from "../domain/care-protocols/all";
import { momentInWords } from "../domain/dates";
import { CATALOGUE, effectInWords, sectionOf } from "../domain/setting-catalogue";
import { isWaiting, type SettingLine, type SettingVersion, signatureInWords } from "../domain/setting-line";
import { valueInWords } from "../domain/setting-value";
import type { FieldErrors } from "./error-summary";
import { ChangeForm, SignAsItStands, TakeBackForm } from "./setting-forms";
import { isOwn, MarkWords, SourceWords } from "./setting-source";
import { SwitchForms } from "./setting-switch";

export type SettingView = {
  line: SettingLine;
  history: readonly SettingVersion[];
  /** Its rule was not read in the source and is not signed, so that it cannot be switched on yet. */
  ruleUnsigned: boolean;
  /** Of the whole installation, for whom a switch counts; undefined before the first run. */
  people?: number;
  pageKey: string;
};

export type SettingFormProps = SettingView & { errors?: FieldErrors; typed?: Readonly<Record<string, string>> };

export function SettingPage(props: SettingFormProps) {
  const { line, history } = props;
  const section = sectionOf(line.name);
  return (
    <>
      <p>
        <Link to="/settings">Settings</Link> · <Link to={`/settings?section=${section.id}`}>{section.name}</Link>
        {section.protocol && (
          <>
            {" · "}
            <Link to={`/protocols/${section.protocol}${line.process ? `#${line.process}` : ""}`}>
              {line.process ? "The rule" : "The rules that read it"}
            </Link>
          </>
        )}
      </p>
      <h1 className="nhsuk-heading-l setting-title">{line.words}</h1>
      <InForce line={line} />
      {line.process && <Rule process={line.process} />}
      {line.kind === "switch" ? <SwitchForms {...props} /> : <Forms {...props} />}
      <p className="confer-muted">
        A change takes effect: {lowerFirst(effectInWords(line.name))} Earlier answers keep the value that made them.
      </p>
      <History line={line} history={history} />
    </>
  );
}

const lowerFirst = (words: string) => words[0]!.toLowerCase() + words.slice(1);

function InForce({ line }: { line: SettingLine }) {
  const { name, setting, kind } = line;
  const shipped = CATALOGUE[name]!;
  return (
    <dl className="setting-facts">
      <dt>In force</dt>
      <dd>
        <strong className="setting-value">{valueInWords(name, setting.value)}</strong>
        {kind === "value" && setting.value !== shipped.value && ` (ships as ${valueInWords(name, shipped.value)})`}
      </dd>
      <dt>Signature</dt>
      <dd className={isWaiting(line) ? "setting-waits" : undefined}>{signatureInWords(line)}</dd>
      {(!line.process || setting.version > 0) && (
        <>
          <dt>{line.process ? "In these words" : "Where it comes from"}</dt>
          <dd>
            <SourceWords source={setting.source} />
          </dd>
        </>
      )}
      <dt>How sure</dt>
      <dd>
        {!line.process && isOwn(name, setting.source) && "this site's own; what ships: "}
        <MarkWords mark={setting.mark} />
        {!line.process && isOwn(name, setting.source) && `, ${shipped.source}`}
      </dd>
    </dl>
  );
}

/** What is signed, in words, so that nobody signs a title. */
function Rule({ process: id }: { process: string }) {
  const { protocol, process } = processOf(id);
  return (
    <div className="setting-rule">
      <p>
        {process.action.what} ({process.action.owners.map((owner) => CARE_OWNERS[owner]).join(", ")}). In “
        {protocol.name}”, for {protocol.who}.
      </p>
      <p>
        Source: <SourceWords source={process.source} link={process.link} />
      </p>
    </div>
  );
}

function Forms(props: SettingFormProps) {
  const { line } = props;
  if (line.kind === "signature")
    return line.setting.value === 1 ? <TakeBackForm {...props} /> : <SignAsItStands {...props} />;
  return (
    <div className="confer-columns confer-columns--two">
      {isWaiting(line) && <SignAsItStands {...props} />}
      <ChangeForm {...props} />
    </div>
  );
}

function History({ line, history }: Pick<SettingView, "line" | "history">) {
  const { source, value } = CATALOGUE[line.name]!;
  return (
    <section aria-labelledby="history">
      <h2 className="nhsuk-heading-m" id="history">
        Every version
      </h2>
      <ol className="confer-plain-list setting-history">
        {history.map((version) => (
          <li key={version.version}>
            <strong>{valueInWords(line.name, version.value)}</strong>: version {version.version},{" "}
            {version.by ?? "unsigned"}, {momentInWords(version.at)}
            <div className="confer-muted">
              <SourceWords source={version.source} />
            </div>
          </li>
        ))}
        <li>
          <strong>{valueInWords(line.name, value)}</strong>: as it ships
          <div className="confer-muted">{source}</div>
        </li>
      </ol>
    </section>
  );
}
