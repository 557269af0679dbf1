/** Parts of the plan and changes to it, as they are read: never a key, never JSON. */
import { cardOf } from "./crisis-cards/all";
import { dateInWords } from "./dates";
import { phoneInWords } from "./phone-number";
import { unitOf, type Values } from "./plan";
import type { Change } from "./plan-changes";
import { fieldsOf, type SectionId, sectionOf } from "./plan-sections";

/** A field's content as it is read: choices by their label, dates in words; an answer that there is no more, marked. */
export function valueInWords(section: SectionId, name: string, value: string): string {
  const field = fieldsOf(section)[name];
  if (field?.kind === "choice") return field.options?.[value] ?? olderAnswer(value);
  if (field?.kind === "date" && /^\d{4}-\d{2}-\d{2}$/.test(value)) return dateInWords(value);
  if (field?.kind === "goal") return "one of the plan’s goals";
  return field?.kind === "phone" ? phoneInWords(value) : value;
}

const olderAnswer = (value: string): string => `“${value.replace(/_/g, " ")}” (an answer of an older form: check)`;

/** "preferred place of death", "phone": a field's label within a sentence; abbreviations stay as they are. */
export function fieldInWords(section: SectionId, name: string): string {
  const label = (fieldsOf(section)[name]?.label ?? name).replace(/\?$/, "");
  return /^[A-Z][a-z]/.test(label) || /^[A-Z] /.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}

/** "Usual state: moving", "Contingency plan “Breathless”". */
export function unitInWords(id: string, values: Values | null): string {
  const unit = unitOf(id);
  if (!unit) return id;
  const { title, item } = sectionOf(unit.section);
  if (unit.field) return `${title}: ${fieldsOf(unit.section)[unit.field]!.label.toLowerCase()}`;
  if (!unit.item) return title;
  const fields = fieldsOf(unit.section);
  const [field] = Object.keys(values ?? {}).filter((one) => fields[one] && !fields[one].silent);
  const name = field ? valueInWords(unit.section, field, values![field]!) : "";
  return `${item!.charAt(0).toUpperCase()}${item!.slice(1)}${name ? ` “${short(name)}”` : ""}`;
}

const short = (text: string) => (text.length > 60 ? `${text.slice(0, 57)}…` : text);

/** One line of a change: what it says now and what it said. Either side is missing when it was added or taken out. */
export type ChangedLine = { label: string; before?: string; after?: string };
export type ChangeInWords = {
  unit: string;
  what: string;
  did: "added" | "changed" | "taken out";
  lines: ChangedLine[];
};

export function changeInWords(change: Change): ChangeInWords {
  const { unit, before, after } = change;
  const did = before === null ? "added" : after === null ? "taken out" : "changed";
  const lines = [...linesOfCard(change), ...linesOf(change).map(({ name: _, ...line }) => line)];
  return { unit, what: unitInWords(unit, after ?? before), did, lines };
}

/** That a line was taken from a crisis card, by the card's name, and that the card's words are newer now. */
function linesOfCard({ unit, before, after }: Change): ChangedLine[] {
  if (unitOf(unit)?.section !== "contingency") return [];
  const label = "Taken from the crisis card";
  const named = (id: string | undefined) => id && (cardOf(id)?.name ?? "a card that is no more");
  if (before?.card !== after?.card) return [{ label, before: named(before?.card), after: named(after?.card) }];
  return before?.card && before.cardVersion !== after?.cardVersion
    ? [{ label, before: "its older words", after: "its newer words" }]
    : [];
}

/** Field by field what differs, as it is read; `name` is the field's key. Ids and keys of a field are no words. */
export function linesOf({ unit, before, after }: Change): (ChangedLine & { name: string })[] {
  const { section } = unitOf(unit)!;
  return Object.entries(fieldsOf(section))
    .filter(
      ([name, { kind, silent }]) =>
        kind !== "owner" && (!silent || kind === "goal") && before?.[name] !== after?.[name],
    )
    .map(([name, { label, kind }]) => ({
      name,
      label,
      before: before?.[name] && valueInWords(section, name, before[name]),
      after:
        after?.[name] &&
        (kind === "goal" && before?.[name] ? "another of the plan’s goals" : valueInWords(section, name, after[name])),
    }));
}
