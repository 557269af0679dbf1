/**
 * What each row of a care protocol says, for people to read: for whom, how often, within which limit, which target. The
 * rules are functions; these are their words, with the numbers of the settings in force in them. A test holds the two
 * to each other: every span that a rule asks for stands in its words.
 */

/** Lines, where one sentence would hold too much. */
export type Words = string | readonly string[];

/**
 * `{name}` is a setting's value with its unit, `{#name}` the number alone. A number that is no setting is named in `fixed`
 * with where it comes from: "Confer" where nobody published it.
 */
export type ProcessWords = {
  who: Words;
  often: Words;
  /** There is one exactly where the process has a target. */
  target?: Words;
  fixed?: Readonly<Record<string, readonly number[]>>;
};

/** A setting's value in force, with its unit or the number alone. */
export type SayValue = (name: string, alone: boolean) => string;

const PLACE = /\{(#?)([a-z0-9-]+\.[a-z0-9.-]+)\}/g;

/** Names of the settings that the words read. */
export const settingsIn = (words: Words): string[] =>
  linesOf(words).flatMap((line) => [...line.matchAll(PLACE)].map(([, , name]) => name!));

export const linesOf = (words: Words): readonly string[] => (typeof words === "string" ? [words] : words);

/** The lines with every setting's value in its place. */
export const filled = (words: Words, sayValue: SayValue): string[] =>
  linesOf(words).map((line) => line.replace(PLACE, (_, alone, name) => sayValue(name, alone === "#")));
