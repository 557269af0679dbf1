/** Which plans the worklist of reviews asks for, as its address says it. */
import { pageOf } from "./action-filter";
import type { TaskKind } from "./task";

/** Why a plan is in the list; "" is every reason. */
export const REVIEW_WHYS = {
  "": "Every reason",
  died: "Said to have died",
  contradicted: "Contradicted",
  contact: "After an urgent contact",
  changed: "After a change of the record",
  due: "Planned review due",
  unconfirmed: "Lines unconfirmed for 6 months",
  lacks: "Something that crews need is missing",
} as const;
export type ReviewWhy = keyof typeof REVIEW_WHYS;

/** Kinds of task that stand for a reason. */
export const WHY_KINDS: Partial<Record<ReviewWhy, readonly TaskKind[]>> = {
  contact: ["review_plan_after_contact", "plan_reported_wrong", "number_did_not_answer"],
  changed: [
    "review_plan_after_admission",
    "review_plan_after_discharge",
    "review_plan_after_diagnosis",
    "review_plan_after_move",
  ],
  lacks: ["plan_lacks"],
};

export type ReviewFilter = {
  why: ReviewWhy;
  /** A practice's id; "" is all whose people the viewer has. */
  practice: string;
  /** Words of a name, or an NHS number. */
  name: string;
  page: number;
};

export const REVIEWS_A_PAGE = 25;

export function readReviewFilter(asked: URLSearchParams): ReviewFilter {
  const why = asked.get("why") ?? "";
  return {
    why: Object.hasOwn(REVIEW_WHYS, why) ? (why as ReviewWhy) : "",
    practice: asked.get("practice") ?? "",
    name: (asked.get("name") ?? "").trim().slice(0, 100),
    page: pageOf(asked.get("page")),
  };
}

export function reviewsPath({ why, practice, name, page }: Partial<ReviewFilter>): string {
  const asked = new URLSearchParams();
  if (why) asked.set("why", why);
  if (practice) asked.set("practice", practice);
  if (name) asked.set("name", name);
  if (page && page > 1) asked.set("page", String(page));
  return asked.size ? `/reviews?${asked}` : "/reviews";
}
