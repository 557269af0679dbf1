/** Whose plan it is, on every page of the plan. */

import { londonDate } from "../domain/dates";
import { formatNhsNumber } from "../domain/nhs-number";
import { birthInWords } from "../domain/person";

export type Who = { personId: string; name: string; nhsNumber: string | null; bornOn: string | undefined };

export function PlanWho({ who, now }: { who: Who; now: Date }) {
  return (
    <p className="plan-who">
      <strong>{who.name}</strong> · {birthInWords(who.bornOn, londonDate(now))} ·{" "}
      {who.nhsNumber ? `NHS ${formatNhsNumber(who.nhsNumber)}` : "NHS number not known"}
    </p>
  );
}
