/** Where a value or a rule comes from, how sure we are of it, and who signed it. */
import { sourceParts } from "../domain/care-protocol-words/source-links";
import type { Mark } from "../domain/setting";
import { CATALOGUE, MARK_WORDS } from "../domain/setting-catalogue";
import type { SettingLine } from "../domain/setting-line";

/** The source in words. With a link it is one; otherwise each source in it that is known leads to where it can be read. */
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
      {withLinks(first)}
      {notes.map((note) => (
        <span className="setting-note" key={note}>
          {note}
        </span>
      ))}
    </>
  );
}

function withLinks(sentence: string) {
  let at = 0;
  return sourceParts(sentence).map(({ words, address }) => {
    // The parts of one sentence never change places.
    const key = `${at} ${words}`;
    at += words.length;
    return address ? (
      <a href={address} rel="noreferrer" key={key}>
        {words}
      </a>
    ) : (
      <span key={key}>{words}</span>
    );
  });
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
