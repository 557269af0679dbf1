/** Crisis cards that stand on a crew's first screen, with every line that they may have. */
import { cardOf } from "../../app/domain/crisis-cards/all";
import type { Operation } from "../../app/domain/plan";

export const FRONT_CARDS = [
  "hypoglycaemia",
  "steroid-dependent",
  "end-of-life-symptoms",
  "ventilator-or-tracheostomy",
] as const;

/** As it is taken into a plan, whoever the person is. */
export function onTheFront(id: string): Operation {
  const values = Object.entries(cardOf(id)!.lines).map(([field, lines]) => [
    field,
    lines.map(({ words }) => words).join(["call999", "doNot"].includes(field) ? "; " : " "),
  ]);
  return {
    unit: `contingency/${id}`,
    values: { ...Object.fromEntries(values), ring: "Clinical desk", onFront: "yes" },
  };
}
