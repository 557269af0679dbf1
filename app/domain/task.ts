/** Tasks: work that the system raises for an organisation, one for a person, kind and cause. */

export const TASK_KINDS = {
  death_reported: "A crew reports a death",
  review_plan_after_contact: "Review the plan after an urgent contact",
  follow_up_contact: "Follow up an urgent contact",
  action_declined: "An action came back",
  plan_unconfirmed: "Plan not confirmed for more than 6 months",
  number_did_not_answer: "A number in the plan did not answer",
  plan_reported_wrong: "A crew says that the plan is wrong",
  review_plan_after_admission: "Review the plan after an admission",
  review_plan_after_discharge: "Review the plan after a discharge",
  review_plan_after_death: "The record says that the person has died",
  review_plan_after_diagnosis: "Review the plan: something new on the record",
  review_plan_after_move: "Review the plan after a move",
  review_plan_due: "The planned review is due",
  plan_lacks: "The plan lacks something that crews need",
  plan_contradiction: "The plan is contradicted",
  action_overdue: "An action is late",
  plan_proposed: "A change of the plan waits for a signature",
  plan_withdrawn: "The plan was withdrawn",
  person_wrote: "The person, or somebody close, wrote on their own pages",
  draft_waits: "A draft of yours waits for long",
  team_draft_waits: "A draft of a colleague waits for long",
} as const;
export type TaskKind = keyof typeof TASK_KINDS;

export const isTaskKind = (text: string): text is TaskKind => text in TASK_KINDS;

/** Raised because of a person's plan, in the order in which a worklist shows them. */
export const REVIEW_KINDS = [
  "review_plan_after_death",
  "plan_contradiction",
  "plan_reported_wrong",
  "review_plan_after_contact",
  "review_plan_after_discharge",
  "review_plan_after_admission",
  "review_plan_after_move",
  "review_plan_after_diagnosis",
  "review_plan_due",
  "plan_unconfirmed",
  "plan_lacks",
] as const satisfies readonly TaskKind[];

const AFTER_A_CHANGE = [
  { outcome: "still_right", button: "Still right" },
  { outcome: "plan_changed", button: "I changed the plan" },
  { outcome: "no_plan_needed", button: "No plan is needed" },
] as const;

/** How a task may end, with the words of its button. */
export const TASK_OUTCOMES: Record<TaskKind, readonly { outcome: string; button: string }[]> = {
  death_reported: [
    { outcome: "death_noted", button: "Death noted, plan withdrawn" },
    { outcome: "not_died", button: "Not so: they are alive" },
  ],
  review_plan_after_contact: [
    { outcome: "still_right", button: "Still right" },
    { outcome: "plan_changed", button: "I changed the plan" },
    { outcome: "no_plan_needed", button: "No plan is needed" },
  ],
  follow_up_contact: [{ outcome: "followed_up", button: "Followed up" }],
  action_declined: [{ outcome: "dealt_with", button: "Dealt with" }],
  plan_unconfirmed: [
    { outcome: "still_right", button: "Still right" },
    { outcome: "plan_changed", button: "I changed the plan" },
  ],
  plan_reported_wrong: [
    { outcome: "plan_changed", button: "I changed the plan" },
    { outcome: "still_right", button: "Checked: it is right" },
  ],
  review_plan_after_admission: AFTER_A_CHANGE,
  review_plan_after_discharge: AFTER_A_CHANGE,
  review_plan_after_death: [
    { outcome: "death_noted", button: "Death noted, plan withdrawn" },
    { outcome: "not_died", button: "Not so: they are alive" },
  ],
  review_plan_after_diagnosis: AFTER_A_CHANGE,
  review_plan_after_move: AFTER_A_CHANGE,
  review_plan_due: [
    { outcome: "plan_changed", button: "Reviewed: the next review has its date" },
    { outcome: "no_plan_needed", button: "No plan is needed" },
  ],
  plan_lacks: [
    { outcome: "plan_changed", button: "I completed the plan" },
    { outcome: "dealt_with", button: "It cannot be had: leave it so" },
  ],
  plan_contradiction: [
    { outcome: "plan_changed", button: "I changed the plan" },
    { outcome: "record_corrected", button: "The record is corrected" },
  ],
  action_overdue: [{ outcome: "dealt_with", button: "Dealt with" }],
  plan_proposed: [{ outcome: "dealt_with", button: "Signed or returned" }],
  plan_withdrawn: [{ outcome: "dealt_with", button: "Noted: nobody here relies on the old plan" }],
  person_wrote: [{ outcome: "dealt_with", button: "Answered on their pages" }],
  draft_waits: [{ outcome: "dealt_with", button: "Published, thrown away or handed over" }],
  team_draft_waits: [{ outcome: "dealt_with", button: "Asked its author" }],
  number_did_not_answer: [
    { outcome: "checked", button: "Checked: it answers" },
    { outcome: "plan_changed", button: "I changed the number" },
  ],
};

export const OUTCOME_WORDS: Record<string, string> = {
  death_noted: "the death is noted",
  not_died: "it is not so: they are alive",
  still_right: "the plan is still right",
  plan_changed: "the plan was changed",
  no_plan_needed: "no plan is needed",
  followed_up: "followed up",
  accepted_elsewhere: "another desk accepted it",
  dealt_with: "dealt with",
  checked: "checked: it answers",
  record_corrected: "the record is corrected",
  overtaken: "it ended by itself: what it asked for was done or is over",
};

/** Kinds whose outcome says something about what was read: they end only after somebody opened them (safety rule 9). */
const OPENED_FIRST: readonly TaskKind[] = [
  "death_reported",
  "review_plan_after_contact",
  "follow_up_contact",
  "plan_reported_wrong",
  "review_plan_after_admission",
  "review_plan_after_discharge",
  "review_plan_after_death",
  "review_plan_after_diagnosis",
  "review_plan_after_move",
  "plan_contradiction",
];

/** A task as far as its end hangs on it. */
export type Ending = {
  kind: TaskKind;
  openedAt: Date | null;
  doneAt: Date | null;
  /** Undefined when the viewer does not see the plan, or there is none. */
  planStatus?: string;
  /** The crew of the contact said that the plan is wrong, or that it could not be followed. */
  planDoubted?: boolean;
  /** What the task asks for has not happened yet, as the plan stands. */
  stillSo?: boolean;
};

/** Of a live plan these end only when what they ask for was done: a press is not a review. */
const NOT_YET: Partial<Record<TaskKind, { outcomes: readonly string[]; says: string }>> = {
  review_plan_due: {
    outcomes: ["plan_changed"],
    says: "The planned review still lies in the past: publish the plan with the date of the next one",
  },
  plan_unconfirmed: {
    outcomes: ["still_right", "plan_changed"],
    says: "Old lines still stand unconfirmed: confirm or change them one by one in the plan",
  },
  plan_proposed: { outcomes: ["dealt_with"], says: "The proposal still waits: take it into your draft, or return it" },
  person_wrote: {
    outcomes: ["dealt_with"],
    says: "These words have no answer yet: answer them on the person's own pages",
  },
  draft_waits: {
    outcomes: ["dealt_with"],
    says: "The draft still waits as it was: publish it, throw it away or hand it over",
  },
  plan_contradiction: {
    outcomes: ["plan_changed", "record_corrected"],
    says: "The contradiction still stands: change one of its two sides first",
  },
};

/** Why the task may not end so; undefined when it may. */
export function whyNotFinished(task: Ending, outcome: string): string | undefined {
  if (task.doneAt) return "This task is done already";
  if (!TASK_OUTCOMES[task.kind].some((one) => one.outcome === outcome)) return "Choose how the task ended";
  if (OPENED_FIRST.includes(task.kind) && !task.openedAt) return "Open the contact and read it first";
  if (outcome === "still_right" && task.planStatus && task.planStatus !== "live")
    return "The plan is not live: crews see none. Publish one, or say that none is needed";
  const notYet = NOT_YET[task.kind];
  if (notYet?.outcomes.includes(outcome) && task.stillSo) return notYet.says;
  if (outcome === "no_plan_needed" && task.kind === "review_plan_due" && task.planStatus === "live")
    return "The plan is still live: withdraw it first";
  if (outcome === "death_noted" && task.planStatus === "live")
    return "The plan is still live: withdraw it first, so that no crew acts on it";
  return undefined;
}

/** Buttons that may stand beside a task now. */
export const outcomesOpen = (task: Ending) =>
  TASK_OUTCOMES[task.kind].filter(({ outcome }) => whyNotFinished(task, outcome) === undefined);

const WEIGHED: readonly TaskKind[] = [
  "death_reported",
  "plan_reported_wrong",
  "review_plan_after_death",
  "plan_contradiction",
  "plan_lacks",
  "action_overdue",
  "plan_proposed",
  "plan_withdrawn",
  "person_wrote",
];

/** The outcome that one press may give from a list; none where somebody must first weigh what was reported. */
export function quickOutcome(task: Ending): string | undefined {
  const weighed = WEIGHED.includes(task.kind) || task.planDoubted;
  return weighed ? undefined : outcomesOpen(task)[0]?.outcome;
}
