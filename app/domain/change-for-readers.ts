/** A change of the plan without what is for machines: a card by its name, a choice by its words, no ids and no versions. */
import { cardOf } from "./crisis-cards/all";
import { unitOf } from "./plan";
import type { ChangedLine, ChangeInWords } from "./plan-in-words";
import { fieldsOf, type SectionId } from "./plan-sections";

export function changeForReaders(change: ChangeInWords): ChangeInWords {
  const section = unitOf(change.unit)?.section;
  if (!section) return change;
  const what = change.what.replace(/“([^”]+)”$/, (_, name: string) => `“${nameOf(section, name)}”`);
  return { ...change, what, lines: [...linesOfCard(section, change.lines), ...withoutIds(section, change.lines)] };
}

/** What an item is called by may be the id of its card, or the key of a choice. */
function nameOf(section: SectionId, name: string): string {
  const card = section === "contingency" ? cardOf(name)?.name : undefined;
  const choice = Object.values(fieldsOf(section)).find(
    ({ kind, options }) => kind === "choice" && options && Object.hasOwn(options, name),
  );
  return card ?? choice?.options?.[name] ?? name;
}

const withoutIds = (section: SectionId, lines: readonly ChangedLine[]): ChangedLine[] => {
  const silent = Object.values(fieldsOf(section)).filter((field) => field.silent);
  return lines.filter(({ label }) => !silent.some((field) => field.label === label));
};

/** That a line was taken from a card, and that the card's words are newer now. */
function linesOfCard(section: SectionId, lines: readonly ChangedLine[]): ChangedLine[] {
  if (section !== "contingency") return [];
  const { card: cardField, cardVersion } = fieldsOf(section);
  const card = lines.find(({ label }) => label === cardField?.label);
  const version = lines.find(({ label }) => label === cardVersion?.label);
  const named = (id: string | undefined) => id && (cardOf(id)?.name ?? "a card that is no more");
  const label = "Taken from the crisis card";
  if (card) return [{ label, before: named(card.before), after: named(card.after) }];
  if (version?.before && version.after) return [{ label, before: "its older words", after: "its newer words" }];
  return [];
}
