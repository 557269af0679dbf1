/** A plan in which every text field of every section says where it stands, so that a scan finds what got out. */
import { applyOperations, emptyPlan, type Operation, type PlanDocument } from "../../app/domain/plan";
import { stampPlan } from "../../app/domain/plan-changes";
import { fieldsOf, SECTION_IDS, type SectionId, sectionOf } from "../../app/domain/plan-sections";
import { aStamp } from "./a-plan";

/** "mark-carer-signs", or with an item's id before the field: "mark-people-one-note". */
export const markOf = (section: SectionId, field: string, item?: string) =>
  ["mark", section, item, field].filter(Boolean).join("-");

/** Whoever stands there has not left. */
const EMPTY = ["restriction", "until"];
/** Kinds that hold no free words get the answers that an ordinary plan has. */
const FIXED: Readonly<Record<string, string>> = {
  date: "2026-05-03",
  phone: "020 7946 0321",
  hours: "24 hours",
  owner: "",
  kept: "",
};

function valuesOf(section: SectionId, item?: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fieldsOf(section))
      .filter(([name]) => !EMPTY.includes(name))
      .map(([name, { kind, options }]) => [
        name,
        FIXED[kind] ?? (options ? Object.keys(options)[0]! : markOf(section, name, item)),
      ]),
  );
}

/** `items`: the ids of the entries of every list. */
export function markedOperations(items: readonly string[] = ["one"]): Operation[] {
  return SECTION_IDS.flatMap((section): Operation[] => {
    const { unit } = sectionOf(section);
    if (unit === "item") return items.map((id) => ({ unit: `${section}/${id}`, values: valuesOf(section, id) }));
    if (unit === "section") return [{ unit: section, values: valuesOf(section) }];
    return Object.entries(valuesOf(section)).map(([name, value]) => ({
      unit: `${section}.${name}`,
      values: { [name]: value },
    }));
  });
}

/** Everything filled; nothing kept elsewhere, the advance decision not taken back. `change` goes on top. */
export function aMarkedPlan(change: readonly Operation[] = [], items?: readonly string[]): PlanDocument {
  const usual: Operation[] = [
    { unit: "elsewhere", values: null },
    { unit: "advanceDecision", values: { ...valuesOf("advanceDecision"), withdrawnOn: "" } },
  ];
  const plan = applyOperations(emptyPlan(), [...markedOperations(items), ...usual, ...change]);
  return stampPlan(plan, emptyPlan(), aStamp("2026-05-03T09:00:00.000Z"));
}

/** The marks that a text holds. */
export const marksIn = (text: string): string[] => [...new Set(text.match(/mark-[\w-]+/g) ?? [])].sort();
