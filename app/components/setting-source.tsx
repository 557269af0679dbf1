/** Where a value or a rule comes from, how sure we are of it, and who signed it. */
import type { Mark } from "../domain/setting";
import { CATALOGUE, MARK_WORDS } from "../domain/setting-catalogue";
import type { SettingLine } from "../domain/setting-line";

/** NICE gives each guideline and quality standard an address by its number: "NG28", "CG146", "QS86". */
const NICE = /\b(?:NG|CG|QS)\d{1,3}\b/g;
const niceLink = (number: string) => `https://www.nice.org.uk/guidance/${number.toLowerCase()}`;

/** The source in words. With a link it is one; otherwise each NICE number in it leads to its guideline. */
export function SourceWords({ source, link }: { source: string; link?: string }) {
  if (link)
    return (
      <a href={link} rel="noreferrer">
        {source}
      </a>
    );
  const [first = "", ...notes] = source.split("\n");
  return (
    <>
      {withNiceLinks(first)}
      {notes.map((note) => (
        <span className="setting-note" key={note}>
          {note}
        </span>
      ))}
    </>
  );
}

function withNiceLinks(words: string) {
  const between = words.split(NICE);
  const numbers = words.match(NICE) ?? [];
  return between.map((part, index) => (
    // The parts of one sentence never change places.
    <span key={`${part}${numbers[index] ?? ""}`}>
      {part}
      {numbers[index] && (
        <a href={niceLink(numbers[index])} rel="noreferrer">
          {numbers[index]}
        </a>
      )}
    </span>
  ));
}

/** The mark is of what ships: a value that a site has put in force instead is the site's. Nothing is said twice. */
export function SourceAndMark({ line: { kind, name, setting } }: { line: SettingLine }) {
  const { source, mark } = setting;
  const own = kind === "value" && isOwn(name, source);
  return (
    <>
      <SourceWords source={source} />
      {own ? " · this site's own" : !source.includes(MARK_WORDS[mark]) && " · "}
      {!own && !source.includes(MARK_WORDS[mark]) && <MarkWords mark={mark} />}
    </>
  );
}

/** Signed with another source than the one that ships; a note below it changes nothing. */
export const isOwn = (name: string, source: string): boolean => source.split("\n")[0] !== CATALOGUE[name]!.source;

export const MarkWords = ({ mark }: { mark: Mark }) => (
  <span className={mark === "V" ? undefined : "setting-mark"}>{MARK_WORDS[mark]}</span>
);
