/** What was ticked, side by side before it is signed: values, other choices, where each comes from, how sure. */
import { Form, Link } from "@remix-run/react";
import { ruleInWords } from "../domain/care-protocol-words/all";
import { processOf } from "../domain/care-protocols/all";
import { CATALOGUE, MARK_WORDS, SECTIONS } from "../domain/setting-catalogue";
import type { SettingLine, SettingSearch, Together } from "../domain/setting-line";
import { offered, valueInWords } from "../domain/setting-value";
import { Button, Hidden } from "./meeting-fields";
import { isOwn, SourceWords } from "./setting-source";

type Props = { together: Together; search: SettingSearch; lines: readonly SettingLine[]; pageKey: string };

export function SettingsTogether({ together: { ticked, others }, search, lines, pageKey }: Props) {
  const section = SECTIONS.find(({ id }) => id === search.section)!;
  const count = ticked.length;
  return (
    <>
      <p>
        <Link to={listPath(search, ticked)}>Change what is ticked</Link>
      </p>
      <h1 className="nhsuk-heading-l setting-title">
        {count} of “{section.name}”, to be signed together
      </h1>
      <p className="setting-lead">
        {count === 1 ? "It becomes a signed version" : "Each becomes a signed version of its own"} under your name, as
        it stands here. No answer changes by it.
      </p>
      {others > 0 && (
        <p className="setting-waits">
          {others} more {others === 1 ? "was" : "were"} ticked and {others === 1 ? "is" : "are"} not here: signed
          already, of another section, or to be signed on {others === 1 ? "its own page" : "their own pages"}.
        </p>
      )}
      <SideBySide ticked={ticked} lines={lines} />
      <Form method="post">
        <Hidden pageKey={pageKey} />
        {ticked.map(({ name, setting }) => (
          <input key={name} type="hidden" name="tick" value={`${name} ${setting.version}`} />
        ))}
        <Button>{count === 1 ? "Sign it under my name" : `Sign these ${count} under my name`}</Button>
      </Form>
    </>
  );
}

/** Back to the list, with the same boxes ticked. */
function listPath({ text, waitingOnly, section }: SettingSearch, ticked: readonly SettingLine[]): string {
  const query = new URLSearchParams({ section });
  if (text) query.set("q", text);
  if (waitingOnly) query.set("waiting", "1");
  for (const { name } of ticked) query.append("tick", name);
  return `/settings?${query}`;
}

function SideBySide({ ticked, lines }: { ticked: readonly SettingLine[]; lines: readonly SettingLine[] }) {
  return (
    <table className="setting-table setting-table--together">
      <caption className="confer-visually-hidden">What is signed, side by side</caption>
      <thead>
        <tr>
          {["What is signed", "In force", "Other choices", "Where it comes from", "How sure"].map((heading) => (
            <th key={heading} scope="col">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {ticked.map((line) => (
          <Row key={line.name} line={line} lines={lines} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ line, lines }: { line: SettingLine; lines: readonly SettingLine[] }) {
  const { name, words, kind, setting } = line;
  const shipped = CATALOGUE[name]!;
  const others = kind === "value" ? offered(name, line).filter(([value]) => value !== setting.value) : [];
  return (
    <tr>
      <th scope="row">
        <Link to={`/settings/${name}`}>{words}</Link>
        {line.process && <Rule process={line.process} lines={lines} />}
      </th>
      <td data-heading="In force">
        {kind === "signature" ? "the rule as it stands" : valueInWords(name, setting.value)}
        {kind === "value" && setting.value !== shipped.value && (
          <span className="setting-note">ships as {valueInWords(name, shipped.value)}</span>
        )}
      </td>
      <td data-heading="Other choices">{others.map(([, label]) => label).join("; ") || "none named"}</td>
      <td data-heading="From">
        <SourceWords source={setting.source} />
      </td>
      <td data-heading="How sure" className={setting.mark === "V" ? undefined : "setting-mark"}>
        {isOwn(name, setting.source) && kind === "value" ? "this site's own" : MARK_WORDS[setting.mark]}
      </td>
    </tr>
  );
}

/** What the rule does, so that nobody signs a title. */
function Rule({ process: id, lines }: { process: string; lines: readonly SettingLine[] }) {
  const { process } = processOf(id);
  const { who, often } = ruleInWords(process, (name, alone) => {
    const { value } = lines.find((line) => line.name === name)!.setting;
    return alone ? String(value) : valueInWords(name, value);
  });
  return (
    <span className="setting-note">
      {process.action.what}. For: {who.join(". ")}. {often.join(". ")}.
    </span>
  );
}
