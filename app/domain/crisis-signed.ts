/** Who signed an emergency section, and how old the person was in the eyes of the law. */
import { ageOn, type CalendarDate } from "./calendar";
import type { PlanSignature } from "./crisis-plan";
import { dateInWords, londonDate } from "./dates";
import type { PlanDocument } from "./plan";
import type { SectionId } from "./plan-sections";

/**
 * `detail` ends in a full stop or is empty. `limit`: what the headline does not mean. `later`: sentences that stand from
 * their day on.
 */
export type Slot = {
  headline: string;
  detail: string;
  limit?: string;
  later?: readonly { from: CalendarDate; says: string }[];
};

/** What a slot needs beyond the document. Signatures absent: the stamps serve. */
export type SlotFacts = { bornOn?: CalendarDate; signatures?: readonly PlanSignature[] };

export type Signed =
  | { state: "unsigned" }
  | { state: "signed"; byName: string; byRole: string; on: CalendarDate }
  | { state: "endorsed"; byName: string; byRole: string; on: CalendarDate; endorsed: PlanSignature };

/**
 * Whether the words of an emergency section are signed. Publishing it asks for the permission to sign, so that an
 * author's stamp is a signature; words that came from elsewhere need one of their own, and only one that still holds.
 */
export function signedAs(plan: PlanDocument, section: SectionId, signatures: readonly PlanSignature[] = []): Signed {
  const ours = signatures.filter((one) => one.section === section && one.holds).sort((a, b) => (a.at < b.at ? 1 : -1));
  const stamp = plan.stamps[section];
  const own = stamp && (stamp.source ?? "author") === "author" ? stamp : undefined;
  const endorsed = ours.find(({ kind }) => kind === "endorse");
  const signed = ours.find(({ kind }) => kind === "sign") ?? own ?? endorsed;
  if (!signed) return { state: "unsigned" };
  const by = { byName: signed.byName, byRole: signed.byRole, on: londonDate(new Date(signed.at)) };
  return endorsed ? { state: "endorsed", ...by, endorsed } : { state: "signed", ...by };
}

export type AgeGroup = "under 16" | "16 or 17" | "18 or over" | "not known";

/** In the eyes of the law on that day; not known without a date of birth or without the day. */
export function ageGroupOn(bornOn: CalendarDate | undefined, on: CalendarDate | undefined): AgeGroup {
  const age = on && ageOn(bornOn, on);
  if (typeof age !== "number") return "not known";
  return age < 16 ? "under 16" : age < 18 ? "16 or 17" : "18 or over";
}

/**
 * Beside an emergency plan that lies elsewhere: whose entry a line of ours is and how old, so that nobody takes it for
 * one of the other plan. Empty where the plan here is the one to follow.
 */
export function besideOtherPlan({ sections, stamps }: PlanDocument, unit: string): string {
  const { system } = sections.elsewhere.fields;
  if (!system) return "";
  const stamp = stamps[unit];
  const whose = stamp
    ? `on ${dateInWords(londonDate(new Date(stamp.at)))} by ${[stamp.byName, stamp.byRole, stamp.organisation].filter(Boolean).join(", ")}`
    : "on a day not known";
  return `Recorded in Confer ${whose}; it is no part of the plan in ${system}`;
}

/** Parts that say something, each as a sentence. */
export const sentences = (parts: readonly (string | undefined | false)[]): string =>
  parts
    .filter((part) => typeof part === "string" && part !== "")
    .map((part) => (/[.?!]$/.test(part as string) ? part : `${part}.`))
    .join(" ");
