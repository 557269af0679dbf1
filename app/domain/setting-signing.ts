/** What a clinical lead's form says: which value is to be put in force, and in which words of where it comes from. */
import { INTENDED_PURPOSE_VERSION } from "./intended-purpose";
import type { InForce, SettingValues } from "./setting";
import { CATALOGUE, type CatalogueEntry, isInCatalogue, rowSignature } from "./setting-catalogue";
import { refuseValue } from "./setting-value";

export type Typed = Readonly<Record<string, string>>;
export type Signing =
  | { ok: true; value: number; source: string }
  | { ok: false; errors: Readonly<Record<string, string>> };

/** Values in force by name; a rule's signature is 1 while it holds. */
type Around = { name: string; setting: InForce; values: SettingValues };

/** Long enough for a policy's paragraph. */
const MOST_CHARACTERS = 1000;

const REQUIRED = {
  source: "Say where the value comes from",
  reason: "Say why",
  determination: "Give the reference of the medical-device determination",
} as const;

/** `typed.intent` says which of the page's forms was sent; undefined when the setting has no such form. */
export function readSigning(typed: Typed, around: Around): Signing | undefined {
  const { kind } = CATALOGUE[around.name]!;
  if (kind === "switch")
    return typed.intent === "on" ? switchOn(typed, around) : ifIntent(typed, "off", because(typed, 0));
  if (typed.intent === "sign") return asItStands(typed, around);
  if (kind === "signature") return ifIntent(typed, "take-back", because(typed, 0));
  return ifIntent(typed, "change", change(typed, around));
}

const ifIntent = (typed: Typed, intent: string, signing: Signing) => (typed.intent === intent ? signing : undefined);

/** The value in force, under a name from now on; it comes from where it came from. */
function asItStands(typed: Typed, { name, setting }: Around): Signing {
  const errors = tooLong(typed, ["note"]);
  if (errors) return { ok: false, errors };
  const value = CATALOGUE[name]!.kind === "signature" ? 1 : setting.value;
  return { ok: true, value, source: withNote(setting.source, typed) };
}

function change(typed: Typed, { name, values }: Around): Signing {
  const text = (typed.value ?? "").trim().replace(",", ".");
  const refused = refuseValue(name, text === "" ? Number.NaN : Number(text), values);
  const errors = {
    ...(refused && { value: refused }),
    ...lacking(typed, ["source"]),
    ...tooLong(typed, ["source", "note"]),
  };
  if (Object.keys(errors).length) return { ok: false, errors };
  return { ok: true, value: Number(text), source: withNote(typed.source!.trim(), typed) };
}

/** Taking back a signature and switching off: always open, with a reason. */
function because(typed: Typed, value: number): Signing {
  const errors = { ...lacking(typed, ["reason"]), ...tooLong(typed, ["reason"]) };
  return Object.keys(errors).length ? { ok: false, errors } : { ok: true, value, source: typed.reason!.trim() };
}

function switchOn(typed: Typed, { name, values }: Around): Signing {
  const errors = {
    ...lacking(typed, ["determination"]),
    ...tooLong(typed, ["determination", "note"]),
    ...(typed.read !== "yes" && { read: "Read the statement of intended purpose, and say that you have" }),
    ...(lacksSignature(name, values) && { rule: "Sign the rule first: nobody has, and it was not read in its source" }),
  };
  if (Object.keys(errors).length) return { ok: false, errors };
  const words = `Determination: ${typed.determination!.trim()}. Read: ${INTENDED_PURPOSE_VERSION}.`;
  return { ok: true, value: 1, source: withNote(words, typed) };
}

/** A rule from memory or proposed is signed as such before it may speak of one person's treatment. */
export function lacksSignature(name: string, values: SettingValues): boolean {
  const { process } = CATALOGUE[name]!;
  const signature = process && rowSignature(process);
  return signature !== undefined && isInCatalogue(signature) && values[signature] !== 1;
}

const lacking = (typed: Typed, fields: readonly (keyof typeof REQUIRED)[]) =>
  Object.fromEntries(fields.filter((field) => !typed[field]?.trim()).map((field) => [field, REQUIRED[field]]));

function tooLong(typed: Typed, fields: readonly string[]) {
  const long = fields.filter((field) => (typed[field] ?? "").length > MOST_CHARACTERS);
  if (!long.length) return undefined;
  return Object.fromEntries(long.map((field) => [field, `Write at most ${MOST_CHARACTERS} characters`]));
}

/** The note is a line of its own under the source. */
const withNote = (source: string, { note = "" }: Typed): string =>
  [source.split("\n")[0], note.trim()].filter(Boolean).join("\n");

/** May be signed together with others in a list of ticks: never a switch, and no rule that drives treatment. */
export const inLists = ({ kind, oneByOne }: Pick<CatalogueEntry, "kind" | "oneByOne">): boolean =>
  kind !== "switch" && !oneByOne;
