/** One care process as a record shows it: the gap with whose it is, its source, and whether anybody has signed its rule. */
import { CARE_OWNERS, type CareGap, isOpen, PRIORITIES } from "./care-gap";
import { processOf } from "./care-protocols/all";
import type { CareDue } from "./person-record";
import { missingWithoutTests } from "./record";
import { isUnsigned } from "./setting";

/** `signed`: names of settings that somebody has signed; a protocol's row is signed as "row.<process id>". */
export function careLine(gap: CareGap, signed: ReadonlySet<string>): CareDue {
  const { protocol, process } = processOf(gap.process);
  const { target, overriddenBy, ...seen } = gap;
  return {
    ...seen,
    // When to measure again is not when to act on what was measured.
    ...(seen.state === "out of target" && { nextDue: undefined }),
    protocolName: protocol.name,
    priority: process.priority,
    what: process.action.what,
    owners: process.action.owners.map((owner) => CARE_OWNERS[owner]),
    source: process.source,
    link: process.link,
    unsigned: isUnsigned({ mark: process.mark, signedBy: signed.has(`row.${process.id}`) ? "signed" : null }),
    ...(target && { target: target.words }),
    ...(overriddenBy && { overriddenBy: processOf(overriddenBy).process.name }),
  };
}

/** Within one priority: missed before not at its target before falling due; of these the longest late first. */
const PRESSING: readonly CareDue["state"][] = ["overdue", "out of target", "due"];

/** What is open first, the most pressing of it on top; the rest as it came. */
export function mostPressingFirst(lines: readonly CareDue[]): CareDue[] {
  const rank = ({ priority, state }: CareDue) => PRIORITIES.indexOf(priority) * 10 + PRESSING.indexOf(state);
  const since = ({ state, nextDue, lastDone }: CareDue) => (state === "out of target" ? lastDone : nextDue) ?? "";
  const open = lines.filter(isOpen);
  open.sort((a, b) => rank(a) - rank(b) || since(a).localeCompare(since(b)));
  return [...open, ...lines.filter((line) => !isOpen(line))];
}

/**
 * For who does not see results: when it was done stays; what was measured, the target that it is held against, and a
 * reason that may name a value or a medicine do not.
 */
export function lineWithoutTests({ value, target: _, because, ...seen }: CareDue): CareDue {
  // Of a vaccine nothing is measured: a first dose of two is what was done.
  const line: Omit<CareDue, "because"> = seen.protocol === "vaccination" ? { ...seen, value } : seen;
  if (line.state === "cannot tell") return { ...line, because: missingWithoutTests([because]).join("; ") };
  return { ...line, because: line.protocolName };
}
