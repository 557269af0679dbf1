/**
 * Who is asked next when nobody accepts a follow-up in time: the desks that never close, and anybody else only while
 * open (safety rule 9: a live accepter, never a closed place).
 */
import { type OpeningHours, whenOpen } from "./contact";

export type Desk = { id: string; name: string; kind: string; hours: OpeningHours | null };

/** Kinds of organisation whose clinical desk is awake at any hour; such a one has no opening hours written. */
export const NEVER_CLOSES: readonly string[] = ["nhs111", "ambulance"];

/** Unknown hours of anybody else count as closed. */
export const isAwake = ({ kind, hours }: Desk, at: Date): boolean =>
  hours ? whenOpen(hours, at)?.startsWith("now") === true : NEVER_CLOSES.includes(kind);

/** `asked`: who was asked before. `askedBy`: whose own desk comes first. Undefined: nobody else is awake. */
export function nextDesk(
  desks: readonly Desk[],
  { asked, askedBy, at }: { asked: readonly string[]; askedBy: string; at: Date },
): Desk | undefined {
  const rank = ({ id, kind }: Desk) => (id === askedBy ? 0 : NEVER_CLOSES.includes(kind) ? 1 : 2);
  return desks
    .filter((desk) => !asked.includes(desk.id) && isAwake(desk, at))
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))[0];
}
