/** The builder's form: what a press of one of its buttons makes of it, and whom the rule counts so far. */
import {
  changeDraft,
  type Draft,
  draftOfRule,
  emptyDraft,
  nameIn,
  readDraft,
  ruleOfDraft,
} from "../domain/cohort-form";
import { ruleInWords } from "../domain/cohort-words";
import { isOff, offInWords } from "../domain/rules-off";
import type { StaffViewer } from "../domain/viewer";
import {
  type CohortCounts,
  careRulesOff,
  countRule,
  openCohort,
  organisationsToChoose,
  saveCohort,
} from "./cohorts.server";

export type BuilderAnswer = {
  draft: Draft;
  /** The sentence that the rule makes; absent while there is none. */
  words: string | undefined;
  counts: CohortCounts | undefined;
  errors: Record<string, string>;
  organisations: { id: string; name: string; kind: string }[];
  /** Care processes that nobody looks for: they are not offered. */
  off: string[];
  /** Id of the field to write in next. */
  focus?: string;
};

/** A page to begin on: empty, or the rule in force. Undefined when it is not the viewer's to edit. */
export async function beginDraft(viewer: StaffViewer, cohortId?: string): Promise<BuilderAnswer | undefined> {
  if (!cohortId) return answer(viewer, emptyDraft(), {});
  const cohort = await openCohort(viewer, cohortId);
  if (!cohort?.own || cohort.closedAt) return undefined;
  const draft = draftOfRule(cohort.rule, { name: cohort.name, reason: "" });
  return draft && answer(viewer, draft, {});
}

/** `key` makes a form that is sent twice one saving. */
export async function answerDraft(
  viewer: StaffViewer,
  form: URLSearchParams,
  { cohortId, key }: { cohortId?: string; key: string },
): Promise<BuilderAnswer | { saved: string } | undefined> {
  const asked = form.get("do") ?? "count";
  const draft = changeDraft(readDraft(form), asked, form);
  if (asked === "save") {
    const built = ruleOfDraft(draft);
    if (!built.ok) return answer(viewer, draft, built.errors);
    const off = offIn(draft, await careRulesOff(viewer));
    if (Object.keys(off).length) return answer(viewer, draft, off);
    const saved = await saveCohort(viewer, { cohortId, name: draft.name, reason: draft.reason, rule: built.rule, key });
    return saved && (saved.ok ? { saved: saved.cohortId } : answer(viewer, draft, saved.errors));
  }
  const built = ruleOfDraft(draft);
  // While conditions are added and typed, what is not finished is no mistake yet.
  const made = await answer(viewer, draft, asked === "count" && !built.ok ? built.errors : {});
  return { ...made, focus: focusAfter(asked, draft) };
}

async function answer(viewer: StaffViewer, draft: Draft, errors: Record<string, string>): Promise<BuilderAnswer> {
  const organisations = await organisationsToChoose(viewer);
  const off = await careRulesOff(viewer);
  const names = new Map(organisations.map(({ id, name }) => [id, name]));
  const built = ruleOfDraft(draft);
  if (!built.ok)
    return {
      draft,
      words: undefined,
      counts: undefined,
      errors: { ...errors, ...offIn(draft, off) },
      organisations,
      off,
    };
  const words = ruleInWords(built.rule, (id) => names.get(id) ?? "a practice that you cannot choose");
  const silent = offIn(draft, off);
  // Counted, it would be nobody: a rule that is off was not looked for.
  const counts = Object.keys(silent).length ? undefined : await countRule(viewer, built.rule);
  return { draft, words, counts, errors: { ...errors, ...silent }, organisations, off };
}

function offIn({ groups }: Draft, off: readonly string[]): Record<string, string> {
  const errors: Record<string, string> = {};
  groups.forEach(({ conditions }, g) => {
    conditions.forEach(({ field, polarity, chosen }, c) => {
      const silent = field === "gap" && polarity !== "unknown" ? chosen.filter((gap) => isOff(gap, off)) : [];
      if (silent.length) errors[nameIn(g, "chosen", c)] = silent.map(offInWords).join("; ");
    });
  });
  return errors;
}

function focusAfter(asked: string, { groups }: Draft): string | undefined {
  const [what, g] = asked.split(":");
  if (what === "add") return nameIn(Number(g), "polarity", groups[Number(g)]!.conditions.length - 1);
  if (what === "remove") return nameIn(Number(g), "new");
  if (what === "group" || what === "ungroup") return nameIn(groups.length - 1, "new");
  return undefined;
}
