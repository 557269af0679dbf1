/** Tasks: work that the system raises for an organisation, one for a person, kind and cause. */

export const TASK_KINDS = {
  death_reported: "A crew reports a death",
  review_plan_after_contact: "Review the plan after an urgent contact",
  follow_up_contact: "Follow up an urgent contact",
  action_declined: "An action came back",
  plan_unconfirmed: "Plan not confirmed for more than 6 months",
  number_did_not_answer: "A number in the plan did not answer",
  plan_reported_wrong: "A crew says that the plan is wrong",
} as const;
export type TaskKind = keyof typeof TASK_KINDS;

export const isTaskKind = (text: string): text is TaskKind => text in TASK_KINDS;

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
};

/** Kinds whose outcome says something about what was read: they end only after somebody opened them (safety rule 9). */
const OPENED_FIRST: readonly TaskKind[] = [
  "death_reported",
  "review_plan_after_contact",
  "follow_up_contact",
  "plan_reported_wrong",
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
};

/** Why the task may not end so; undefined when it may. */
export function whyNotFinished(task: Ending, outcome: string): string | undefined {
  if (task.doneAt) return "This task is done already";
  if (!TASK_OUTCOMES[task.kind].some((one) => one.outcome === outcome)) return "Choose how the task ended";
  if (OPENED_FIRST.includes(task.kind) && !task.openedAt) return "Open the contact and read it first";
  if (outcome === "still_right" && task.planStatus && task.planStatus !== "live")
    return "The plan is not live: crews see none. Publish one, or say that none is needed";
  if (outcome === "death_noted" && task.planStatus === "live")
    return "The plan is still live: withdraw it first, so that no crew acts on it";
  return undefined;
}

/** Buttons that may stand beside a task now. */
export const outcomesOpen = (task: Ending) =>
  TASK_OUTCOMES[task.kind].filter(({ outcome }) => whyNotFinished(task, outcome) === undefined);

/** The outcome that one press may give from a list; none where somebody must first weigh what was reported. */
export function quickOutcome(task: Ending): string | undefined {
  const weighed = task.kind === "death_reported" || task.kind === "plan_reported_wrong" || task.planDoubted;
  return weighed ? undefined : outcomesOpen(task)[0]?.outcome;
}
