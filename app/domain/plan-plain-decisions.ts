/** CPR, refusals and attorneys in plain words, for the person whose they are: each state has its sentence. */
import { adrtStanding } from "./crisis-adrt";
import { ageGroupOn, type SlotFacts, signedAs } from "./crisis-signed";
import { dateInWords } from "./dates";
import type { PlanDocument } from "./plan";
import type { PlainLine, PlainPart } from "./plan-in-plain-words";
import { valueInWords } from "./plan-in-words";
import { leadsToUntold } from "./plan-ring";

/** `heldBack`: the CPR recommendation is not told here, nor who planned ahead without the person. */
export function plainDecisions(plan: PlanDocument, facts: SlotFacts, heldBack: boolean): PlainPart[] {
  const parts = [
    { id: "cpr", title: "If your heart or breathing stops", lines: heldBack ? [] : cprLines(plan, facts) },
    { id: "advanceDecision", title: "Treatment that you refuse", lines: refusalLines(plan, facts) },
    { id: "attorney", title: "Who may decide for you", lines: attorneyLines(plan) },
    { id: "involvement", title: "Who planned ahead with you", lines: heldBack ? [] : involvedLines(plan) },
  ];
  return parts.flatMap(({ id, title, lines }) => (lines.length ? [{ id, title, blocks: [{ lines }] }] : []));
}

const CPR: Readonly<Record<string, string>> = {
  attempt: "Staff should try to restart your heart and breathing (CPR).",
  not_recommended:
    "Staff are advised not to try to restart your heart (CPR). This is about CPR alone: you get all other care and treatment that can help you.",
  unsigned: "Advice about CPR is written down and not signed yet, so it is not in force. Ask your practice about it.",
  older: "Advice about CPR is written down in words that are not used any more. Ask your practice about it.",
  none_recorded: "No advice about CPR is recorded. Staff would do what is usual, which is to try CPR.",
};

function cprLines(plan: PlanDocument, facts: SlotFacts): PlainLine[] {
  const { system, dated } = plan.sections.elsewhere.fields;
  if (system)
    return [{ words: `Your emergency plan is kept in ${system}${dated ? `, dated ${dateInWords(dated)}` : ""}.` }];
  const { decision, modification, decidedOn, decidedBy, decidedByRole, involvement, formLocation, reviewOn } =
    plan.sections.cpr.fields;
  if (!decision) return [];
  const age = ageGroupOn(facts.bornOn, decidedOn);
  const forNoChild = decision === "modified" && age !== "under 16" && age !== "16 or 17";
  if (decision === "none_recorded" || forNoChild) return [{ words: CPR.none_recorded! }];
  if (signedAs(plan, "cpr", facts.signatures).state === "unsigned") return [{ words: CPR.unsigned! }];
  const words =
    decision === "modified"
      ? `CPR is done in a way of its own: ${modification ?? "ask"}`
      : (Object.hasOwn(CPR, decision) && CPR[decision]) || CPR.older!;
  const by = [decidedBy, decidedByRole].filter(Boolean).join(", ");
  return [
    { words },
    ...(decidedOn || by
      ? [
          {
            lead: "Decided",
            words: [decidedOn && `on ${dateInWords(decidedOn)}`, by && `by ${by}`].filter(Boolean).join(" "),
          },
        ]
      : []),
    ...(involvement === "disagrees" ? [{ words: "You were asked, and you do not agree." }] : []),
    ...(involvement === "agreed" ? [{ words: "It was talked about and agreed." }] : []),
    ...(formLocation ? [{ lead: "The paper form is kept", words: formLocation }] : []),
    ...(reviewOn ? [{ lead: "Looked at again on", words: dateInWords(reviewOn) }] : []),
    { words: "You can ask to talk about this again at any time." },
  ];
}

function refusalLines(plan: PlanDocument, facts: SlotFacts): PlainLine[] {
  const { refuses, dated, location, withdrawnOn } = plan.sections.advanceDecision.fields;
  const standing = adrtStanding(plan, facts);
  if (!standing) return [];
  if (standing === "taken back")
    return [{ words: `You took back your advance decision${withdrawnOn ? ` on ${dateInWords(withdrawnOn)}` : ""}.` }];
  const force = {
    binding: "Staff must follow it where it is valid and fits what happens.",
    "of other treatment": "It does not refuse treatment that keeps you alive.",
    "made before 18": "You were under 18 then, so it does not bind staff. They still take it into account.",
  }[standing as string];
  return [
    { words: `You made an advance decision to refuse treatment${dated ? ` on ${dateInWords(dated)}` : ""}.` },
    ...(refuses ? [{ lead: "You refuse", words: refuses }] : []),
    { words: force ?? "Staff have not seen all that makes it binding: talk to your practice about it." },
    ...(location ? [{ lead: "The paper is kept", words: location }] : []),
  ];
}

function attorneyLines(plan: PlanDocument): PlainLine[] {
  const { lpa, name, phone, registered, second, secondPhone, jointly, lifeSustaining, location, ...others } =
    plan.sections.attorney.fields;
  const number = (value: string | undefined) => value && valueInWords("attorney", "phone", value);
  // Who decides is the person's to know; nobody is sent to whom they forbid to tell.
  const who = (words: string | undefined, value: string | undefined) =>
    [words, !leadsToUntold(plan, `${words}, ${value}`) && number(value)].filter(Boolean).join(", ");
  const appointed = lpa === "yes" ? name : undefined;
  const pairs: readonly (readonly [string, string | false | undefined])[] = [
    ["Your attorney for health and care", appointed && who(appointed, phone)],
    ["And", appointed && second && who(second, secondPhone)],
    ["How they decide", { jointly: "only together", severally: "together, or each alone" }[jointly ?? ""]],
    [
      "Treatment that keeps you alive",
      appointed &&
        registered !== "no" &&
        { yes: "they may decide about it too", no: "they may not decide about it" }[lifeSustaining ?? ""],
    ],
    ["Not registered yet", appointed && registered === "no" && "until it is, they cannot decide for you"],
    ["When they decide", appointed && registered !== "no" && "only when you cannot decide yourself"],
    ["The paper is kept", appointed && location],
    ["Deputy of the Court of Protection", others.deputy && who(others.deputy, others.deputyPhone)],
    ["For property and money", others.property && who(others.property, others.propertyPhone)],
    ["That paper is kept", others.property && others.propertyLocation],
  ];
  return pairs.flatMap(([lead, words]) => (words ? [{ lead, words }] : []));
}

const involvedLines = (plan: PlanDocument): PlainLine[] =>
  plan.sections.involvement.items.flatMap(({ name, relation, on }) =>
    name ? [{ words: [name, relation, on && dateInWords(on)].filter(Boolean).join(", ") }] : [],
  );
