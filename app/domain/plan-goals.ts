/**
 * For which goal of the plan an action is done. The action carries a tie and not the goal's id: a goal may be hidden from
 * somebody who reads the action, and nothing of a hidden line is sent, not even its id (safety rule 13). Whoever reads
 * both finds the tie again; a tie that fits no goal says nothing, for the goal may as well have been taken out.
 */
import type { Item, PlanDocument } from "./plan";

/** 52 bits over both ids, as 13 hexadecimal digits: the same for the same two, and for no others in one plan. */
export function tieOf(goalId: string, actionId: string): string {
  const words = `${actionId} ${goalId}`;
  return (
    fold(words, 2_166_136_261).toString(16).padStart(8, "0") +
    fold(words, 84_696_351).toString(16).slice(-5).padStart(5, "0")
  );
}

/** FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ (public domain). */
function fold(words: string, from: number): number {
  let hash = from;
  for (let n = 0; n < words.length; n++) hash = Math.imul(hash ^ words.charCodeAt(n), 16_777_619);
  return hash >>> 0;
}

export type GoalChoice = { tie: string; what: string };

/** Goals that this action may be for, as the reader sees them. */
export const goalsFor = (goals: readonly Item[], actionId: string): GoalChoice[] =>
  goals.flatMap(({ id, what }) => (what ? [{ tie: tieOf(id, actionId), what }] : []));

/** Undefined: for none, or for one that is not in this plan as the reader sees it. */
export const goalOf = ({ sections }: PlanDocument, action: Item): Item | undefined =>
  action.goalId
    ? (sections.goals.items as readonly Item[]).find(({ id }) => tieOf(id, action.id) === action.goalId)
    : undefined;

export const actionsFor = ({ sections }: PlanDocument, goalId: string): Item[] =>
  (sections.actions.items as readonly Item[]).filter((action) => action.goalId === tieOf(goalId, action.id));
