/**
 * Newly diagnosed, or new with the practice: what was never done is due for a while before it is overdue. QOF leaves these
 * people out of its indicators for nine months; here that excuses nothing, and a foot at high risk waits no longer than
 * its own interval. The times are proposed. What the record already shows as done keeps its day.
 */
import { addSpan, type Span } from "../calendar";
import type { CarePerson, CareProcess, Context, Need } from "../care-gap";
import { later } from "./diabetes-feet";
import { diagnosedOn } from "./diabetes-register";

/** The process with that time for its first; not one whose need has a clock of its own, nor what threatens life. */
export function withTimeForFirst(process: CareProcess): CareProcess {
  if (process.priority === "life threat") return process;
  return {
    ...process,
    needed: (person, context): Need => {
      const need = process.needed(person, context);
      if (!need || "missing" in need || need.since !== undefined) return need;
      const since = later(diagnosedOn(person), person.registeredOn);
      if (since === undefined) return need;
      const first = firstWithin(process, context);
      if (context.asOf >= addSpan(since, first)) return need;
      const within = shorter(since, first, need.every);
      if (context.asOf >= addSpan(since, within) || wasDone(process, person, context)) return need;
      return { ...need, since, within };
    },
  };
}

/** What keeps somebody on insulin or another risky medicine safe cannot wait for the round; later it is routine. */
const SOON = new Set(["DM7", "DM8", "T1-1-awareness"]);

const firstWithin = ({ id, priority }: CareProcess, { setting }: Context): Span =>
  priority === "safety" || SOON.has(id)
    ? { days: setting("diabetes.new-safety-days") }
    : { months: setting("diabetes.new-months") };

const shorter = (since: string, within: Span, every: Span | undefined): Span =>
  every && addSpan(since, every) < addSpan(since, within) ? every : within;

const wasDone = (process: CareProcess, person: CarePerson, context: Context) =>
  process.done(person, context) !== undefined;
