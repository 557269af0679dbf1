/** Of an action whose plan was withdrawn: that it was, and the question. */
import { type LeftByPlan, leftInWords } from "../domain/action";

export function LeftByPlanLine({ left }: { left: LeftByPlan | undefined }) {
  if (!left) return null;
  return <div className={left.kept ? "confer-small" : "work-late"}>{leftInWords(left)}</div>;
}
