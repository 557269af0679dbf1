/**
 * How long a draft may lie untouched before its author is reminded, before somebody else hears of it, and how long its
 * single edits are kept as rows. A draft itself is kept until its author ends it, however old it is.
 */
import { dateInWords, londonDate } from "./dates";
import { OFFERED_BACK_DAYS } from "./plan-limits";
import type { SettingValues, Shipped } from "./setting";

export const DRAFT_SETTINGS = {
  "draft.remind-days": {
    words: "Days after which a draft of a care plan that nobody touched stands on My work of its author",
    value: 14,
    source: "Confer; no published interval",
    mark: "P",
  },
  "draft.task-days": {
    words: "Days after which a draft of a care plan that nobody touched becomes a task for its author",
    value: 28,
    source: "Confer; no published interval",
    mark: "P",
  },
  "draft.team-days": {
    words: "Days after which the author's team is told that a draft of a care plan waits, without its words",
    value: 42,
    source: "Confer; no published interval",
    mark: "P",
  },
  "draft.fold-days": {
    words: "Days after the end of a draft after which its single edits are folded into one row, word for word",
    value: 365,
    source: "Confer; no published interval",
    mark: "P",
  },
} as const satisfies Record<string, Shipped>;
export type DraftSetting = keyof typeof DRAFT_SETTINGS;

/**
 * No edit is folded earlier, whatever the setting says: until then a browser may send it again, and a draft that was
 * thrown away is offered back. In days.
 */
export const FOLDED_AT_LEAST_AFTER = OFFERED_BACK_DAYS;

export const draftSetting = (name: DraftSetting, values: SettingValues): number =>
  values[name] ?? DRAFT_SETTINGS[name].value;

export const foldAfterDays = (values: SettingValues): number =>
  Math.max(draftSetting("draft.fold-days", values), FOLDED_AT_LEAST_AFTER);

/** One for an author and the day on which they last wrote: a draft that is taken up again is asked about anew. */
export const causeOfDraft = (accountId: string, updatedAt: Date): string => `${accountId}:${londonDate(updatedAt)}`;

export const DRAFT_KINDS = ["draft_waits", "team_draft_waits"] as const;

export const headlineOfAuthor = (updatedAt: Date): string =>
  `You have not touched your draft of this plan since ${dateInWords(updatedAt)}: publish it, throw it away or hand it over`;

/** Never what it says, nor where in the plan. */
export const headlineOfTeam = (author: string, updatedAt: Date, worksThere: boolean): string =>
  worksThere
    ? `${author} has not touched a draft of this plan since ${dateInWords(updatedAt)}: ask whether it is still wanted`
    : `${author}, who works here no longer, left a draft of this plan on ${dateInWords(updatedAt)}: nobody else can read it`;
