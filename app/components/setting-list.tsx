/** All settings: what waits for a clinical lead first; found by words; ticked to be signed together. */
import { Form, Link } from "@remix-run/react";
import type { Section } from "../domain/setting-catalogue";
import {
  bySection,
  canBeTicked,
  countSettings,
  findSettings,
  isSearch,
  isWaiting,
  type SettingLine,
  type SettingSearch,
  signatureInWords,
} from "../domain/setting-line";
import { valueInWords } from "../domain/setting-value";
import { Button, Hidden } from "./meeting-fields";
import { SourceAndMark } from "./setting-source";

/** `ticks`: names that stand ticked; "all" ticks every one of the section. */
type Props = { lines: readonly SettingLine[]; search: SettingSearch; ticks: readonly string[] };

export function SettingList({ lines, search, ticks }: Props) {
  const { total, waiting, switches, on } = countSettings(lines);
  const found = findSettings(lines, search);
  return (
    <>
      <h1 className="nhsuk-heading-l setting-title">Settings</h1>
      <p className="setting-lead">
        {waiting ? (
          <>
            <strong>{waiting} wait for a clinical lead</strong>, of {total}: written from memory or proposed, and signed
            by nobody.
          </>
        ) : (
          <strong>None waits for a clinical lead.</strong>
        )}{" "}
        Of {switches} rules that drive one person's treatment,{" "}
        {on ? `${on} ${on === 1 ? "is" : "are"} on` : "none is on"}.
      </p>
      <SearchForm search={search} />
      {isSearch(search) ? <Found found={found} ticks={ticks} search={search} /> : <Sections lines={lines} />}
      <p>
        <Link to="/protocols">Care rules</Link>: every rule with its source.
      </p>
    </>
  );
}

function SearchForm({ search: { text, waitingOnly, section } }: { search: SettingSearch }) {
  return (
    <Form method="get" className="setting-search" key={`${text}${waitingOnly}${section}`}>
      {section && <Hidden section={section} />}
      <label className="nhsuk-label" htmlFor="q">
        Find by words
      </label>
      <input className="nhsuk-input" id="q" name="q" type="search" defaultValue={text} autoComplete="off" />
      <span className="setting-check">
        <input type="checkbox" id="waiting" name="waiting" value="1" defaultChecked={waitingOnly} />
        <label htmlFor="waiting">Waiting only</label>
      </span>
      <Button secondary>Show</Button>
      {(text || waitingOnly || section) && <Link to="/settings">All sections</Link>}
    </Form>
  );
}

function Sections({ lines }: { lines: readonly SettingLine[] }) {
  return (
    <table className="setting-table">
      <caption className="confer-visually-hidden">Sections of settings, with what waits in each</caption>
      <thead>
        <tr>
          {["Section", "Wait for a clinical lead", "Settings", "Treatment rules"].map((heading) => (
            <th key={heading} scope="col">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {bySection(lines).map(({ section, lines }) => {
          const { total, waiting, switches, on } = countSettings(lines);
          return (
            <tr key={section.id}>
              <th scope="row">
                <Link to={`/settings?section=${section.id}`}>{section.name}</Link>
              </th>
              <td data-heading="Wait for a clinical lead">{waiting ? <strong>{waiting}</strong> : "none"}</td>
              <td data-heading="Settings">{total}</td>
              <td data-heading="Treatment rules">{switches ? `${on} of ${switches} on` : "none"}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Found({ found, ticks, search }: Omit<Props, "lines"> & { found: readonly SettingLine[] }) {
  if (!found.length) return <p>No setting has all of these words{search.waitingOnly ? " and waits" : ""}.</p>;
  return (
    <div id="tick">
      {bySection(found).map(({ section, lines }) => (
        <OfSection key={section.id} section={section} lines={lines} ticks={ticks} search={search} />
      ))}
    </div>
  );
}

type OfSectionProps = Omit<Props, "lines"> & { section: Section; lines: readonly SettingLine[] };

function OfSection({ section, lines, ticks, search }: OfSectionProps) {
  const { waiting } = countSettings(lines);
  const tickable = lines.filter(canBeTicked).length;
  const id = `section-${section.id}`;
  return (
    <section aria-labelledby={id} className="setting-section">
      <h2 className="nhsuk-heading-m" id={id}>
        {section.name}: {waiting ? `${waiting} wait` : "none waits"}
      </h2>
      {section.protocol && (
        <p>
          <Link to={`/protocols/${section.protocol}`}>The rules that these are of</Link>
        </p>
      )}
      <Form method="get" action="/settings">
        <Hidden look="together" section={section.id} />
        {search.text && <Hidden q={search.text} />}
        {search.waitingOnly && <Hidden waiting="1" />}
        <SectionTable section={section} lines={lines} ticks={ticks} />
        {tickable > 0 && (
          <p className="setting-acts">
            <Button>Look at the ticked together</Button>
            <Link to={tickedPath(search, section)}>
              Tick all {tickable}
              <span className="confer-visually-hidden"> of {section.name}</span>
            </Link>
            <span className="confer-muted">
              Signed together after that, your name beside each. Rules that drive treatment are signed one by one.
            </span>
          </p>
        )}
      </Form>
    </section>
  );
}

/** The same list with every box ticked, without script; only of this section, so that none is ticked unseen. */
function tickedPath({ text, waitingOnly }: SettingSearch, section: Section): string {
  const query = new URLSearchParams({ section: section.id, tick: "all" });
  if (text) query.set("q", text);
  if (waitingOnly) query.set("waiting", "1");
  return `/settings?${query}`;
}

function SectionTable({ section, lines, ticks }: Pick<OfSectionProps, "section" | "lines" | "ticks">) {
  return (
    <table className="setting-table setting-table--lines" key={ticks.join(" ")}>
      <caption className="confer-visually-hidden">{section.name}</caption>
      <thead>
        <tr>
          {["Sign", "Setting", "In force", "Where it comes from", "Signed"].map((heading) => (
            <th key={heading} scope="col">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Line key={line.name} line={line} ticked={ticks.includes("all") || ticks.includes(line.name)} />
        ))}
      </tbody>
    </table>
  );
}

function Line({ line, ticked }: { line: SettingLine; ticked: boolean }) {
  const { name, words, kind, setting } = line;
  const id = `tick-${name}`;
  return (
    <tr>
      <td className="setting-tick">
        {canBeTicked(line) && (
          <>
            <input type="checkbox" id={id} name="tick" value={name} defaultChecked={ticked} />
            <label className="confer-visually-hidden" htmlFor={id}>
              Sign: {words}
            </label>
          </>
        )}
      </td>
      <th scope="row">
        <Link to={`/settings/${name}`}>{words}</Link>
        {kind !== "value" && <span className="setting-kind">{kindInWords(line)}</span>}
      </th>
      <td data-heading="In force">{valueInWords(name, setting.value)}</td>
      <td data-heading="From">
        <SourceAndMark line={line} />
      </td>
      <td data-heading="Signed" className={isWaiting(line) ? "setting-waits" : undefined}>
        {signatureInWords(line)}
      </td>
    </tr>
  );
}

function kindInWords({ kind, oneByOne }: SettingLine): string {
  if (kind === "switch") return "switch: drives one person's treatment";
  return oneByOne ? "rule that drives one person's treatment: sign it on its own page" : "rule";
}
