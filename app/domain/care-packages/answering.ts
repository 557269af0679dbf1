/** What an author says to a proposal: the item that it becomes in the plan, or why it is declined. */
import { whyNotAction } from "../action";
import type { CalendarDate } from "../calendar";
import { CARE_OWNERS, type CareOwner } from "../care-gap";
import type { Values } from "../plan";
import { problemsOf } from "../plan-forms";
import type { Proposal } from "./proposals";

export const DECLINES = {
  person: "Declined by the person",
  unsuitable: "Not suitable",
  elsewhere: "Being done elsewhere",
  other: "Other",
} as const;

const LONGEST_WORDS = 300;
type Read = { ok: true; reason: string } | { ok: false; errors: Record<string, string> };

/** Fields: why (a key of DECLINES) and words; "other" needs words. */
export function readDecline({ why = "", words = "" }: Readonly<Record<string, string | undefined>>): Read {
  const said = words.trim();
  if (!Object.hasOwn(DECLINES, why)) return { ok: false, errors: { why: "Choose why it is declined" } };
  if (said.length > LONGEST_WORDS)
    return { ok: false, errors: { words: `The reason must be ${LONGEST_WORDS} characters or fewer` } };
  if (why === "other" && !said) return { ok: false, errors: { words: "Say why it is declined" } };
  const kind = DECLINES[why as keyof typeof DECLINES];
  return { ok: true, reason: why === "other" ? said : said ? `${kind}: ${said}` : kind };
}

/** "ACCOUNT/ORGANISATION" or "/ORGANISATION", with the names that a plan keeps beside it. */
export type OwnerChoice = { owner: string; ownerName: string; ownerOrganisation: string };

/** `arrange`: nobody of that profession is known here, so the practice is asked to arrange it with them. */
export type GoesTo = OwnerChoice & { arrange: boolean };

/** The item of the plan that a proposal becomes as it stands. */
export function itemOf({ kind, words, owner, dueOn }: Proposal, goesTo: GoesTo | undefined): Values {
  if (kind === "goal") return { what: words, status: "proposed" };
  const { arrange = false, ...choice } = goesTo ?? {};
  return { what: arrange && owner ? `${words}. ${arranged(owner)}` : words, dueOn: dueOn ?? "", ...choice };
}

const arranged = (owner: CareOwner) =>
  owner === "PT" ? "To go through with the person or carer" : `To arrange: ${CARE_OWNERS[owner]}`;

/** Field → what stands against taking it as it was typed. */
export function problemsOfItem(kind: Proposal["kind"], values: Values, today: CalendarDate): Record<string, string> {
  if (kind === "goal") {
    const problems = problemsOf("goals", values);
    return values.what?.trim() ? problems : { ...problems, what: "Write the goal" };
  }
  const owner = values.owner ? { accountId: null, organisationId: values.owner, name: "" } : undefined;
  const lacking = whyNotAction({ what: values.what ?? "", owner, dueOn: values.dueOn || undefined }, today);
  return { ...lacking, ...problemsOf("actions", values) };
}
