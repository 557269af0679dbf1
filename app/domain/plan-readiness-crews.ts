/** What a crew needs of the rest: whom to ring, the “unless” of every limit, lines short enough for one screen. */

import type { CalendarDate } from "./calendar";
import type { PlanDocument, Values } from "./plan";
import { FRONT_ITEMS, MOST_ITEMS, SCREEN_LINES } from "./plan-limits";
import { type Circumstances, type Lack, lack, missing, tooMany } from "./plan-readiness-lack";
import { notForHandlers } from "./plan-readiness-limits";
import { crisisLength } from "./plan-readiness-screen";
import { carerLacksUnless, lacksUnless, toldLacks } from "./plan-readiness-told";
import { withoutRestricted } from "./plan-restrictions";
import { canBeRung, isStill, mayBeTold } from "./plan-ring";
import { SECTION_IDS, sectionOf } from "./plan-sections";

export function crewLacks(plan: PlanDocument, { today, bornOn, restrictions }: Circumstances): Lack[] {
  const read: AsRead = { seenByCrews: withoutRestricted(plan, restrictions).plan, today, bornOn };
  return [
    ...handlerLacks(plan),
    ...contingencyLacks(plan, read),
    ...carerLacks(plan, read),
    ...peopleLacks(plan, read),
    ...itemLacks(plan),
    ...toldLacks(plan),
    ...tooMuch(plan, read),
  ];
}

/** The plan as it goes to crews, the day, and the person's day of birth. */
type AsRead = { seenByCrews: PlanDocument; today: CalendarDate; bornOn: CalendarDate | undefined };

/** A call handler is no clinician: the lines never hold care back. */
function handlerLacks(plan: PlanDocument): Lack[] {
  const { fields } = plan.sections.handler;
  const lacks = missing("handler", fields, {
    first: "Write the call-handler instruction: what should a call handler say or do differently?",
  });
  for (const field of ["first", "second"] as const) {
    const why = notForHandlers(fields[field]);
    if (why) lacks.push(lack("handler", field, NOT_FOR_HANDLERS[why]));
  }
  return lacks;
}

const NOT_FOR_HANDLERS = {
  cpr: "Take CPR out of the call-handler instruction: a handler may not pass a recommendation on, and crews read it in its own place",
  limit: "Take the limit out of the call-handler instruction: a handler may not hold care back",
};

function contingencyLacks(plan: PlanDocument, { seenByCrews, today }: AsRead): Lack[] {
  return plan.sections.contingency.items.flatMap((item) => {
    const unit = `contingency/${item.id}`;
    const name = item.trigger ? `“${item.trigger}”` : "a contingency plan";
    const needed = missing(unit, item as Values, {
      trigger: "Say what starts the contingency plan: if …",
      doFirst: `Say what to do first in ${name}`,
      ring: `Say whom to ring in ${name}`,
    });
    // Crews do not read a restricted plan: whoever does reads whom to ring in it too. The words, not the desk that stands
    // for them: whoever names somebody hidden is told what they would be told of a name that nobody bears.
    const isShown = seenByCrews.sections.contingency.items.some(({ id }) => id === item.id);
    if (item.ring && !canBeRung(isShown ? seenByCrews : plan, item.ring, today))
      needed.push(
        lack(unit, "ring", `Choose whom to ring in ${name} from “People to ring”, or write the number there`),
      );
    if (lacksUnless(item as Values))
      needed.push(lack(unit, "unless", `${name} says “do not”: write the “unless” that goes with it`));
    if (item.medicines && !item.medicinesKept)
      needed.push(lack(unit, "medicinesKept", `Say where the medicines of ${name} and the signed chart are kept`));
    if (item.agreedWith === "representative" && !item.agreedName)
      needed.push(lack(unit, "agreedName", `Name the representative who agreed to ${name}`));
    return needed;
  });
}

function carerLacks(plan: PlanDocument, { seenByCrews, today }: AsRead): Lack[] {
  const { fields } = plan.sections.carer;
  if (!Object.keys(fields).length) return [];
  const lacks = missing("carer", fields, {
    doFirst: "Say what to do first if the carer cannot go on",
    alone: "Say whether the person may be left alone",
    ring: "Say whom to ring if the carer cannot go on",
  });
  if (fields.ring && !canBeRung(seenByCrews, fields.ring, today))
    lacks.push(
      lack(
        "carer",
        "ring",
        "Choose whom to ring if the carer cannot go on from “People to ring”, or write the number there",
      ),
    );
  if (carerLacksUnless(fields))
    lacks.push(lack("carer", "unless", "“If the carer cannot go on” holds care back: write its “unless”"));
  return lacks;
}

function peopleLacks(plan: PlanDocument, { seenByCrews, today }: AsRead): Lack[] {
  const { items } = plan.sections.people;
  const open = seenByCrews.sections.people.items.filter((one) => one.phone && mayBeTold(one) && isStill(one, today));
  const lacks = items.flatMap((item) =>
    missing(`people/${item.id}`, item as Values, { name: "Name the person or team to ring" }),
  );
  if (open.length === 0) lacks.push(lack("people", "phone", "Give at least one number that a crew can ring"));
  return lacks;
}

/** What an entry of a list is nothing without. */
const WANTED = {
  strengths: { what: "Say what the strength is" },
  needs: { what: "Say what the need, concern or problem is" },
  goals: { what: "Say what the goal is" },
  adjustments: { what: "Say what the adjustment is" },
  impairments: { category: "Choose the category of the impairment" },
  equipment: { what: "Name the piece of equipment" },
  supportPlans: { name: "Name the support plan" },
  documents: { title: "Give the title of the document", location: "Say where the document lies" },
} as const;

function itemLacks(plan: PlanDocument): Lack[] {
  const lacks = Object.entries(WANTED).flatMap(([section, wanted]) =>
    plan.sections[section as keyof typeof WANTED].items.flatMap((item) =>
      missing(`${section}/${item.id}`, item as Values, wanted),
    ),
  );
  for (const item of plan.sections.equipment.items)
    if (item.power === "yes" && !item.ifItFails)
      lacks.push(
        lack(
          `equipment/${item.id}`,
          "ifItFails",
          `Life depends on “${item.what ?? "equipment"}”: say what to do if it fails`,
        ),
      );
  for (const item of plan.sections.critical.items) {
    const unit = `critical/${item.id}`;
    const named = item.fact ? `“${item.fact}”` : "the critical fact";
    lacks.push(
      ...missing(unit, item as Values, {
        fact: "Name the critical fact",
        instruction: `Say what ${named} means for a crew`,
      }),
    );
  }
  for (const item of plan.sections.actions.items) {
    const named = item.what ? ` “${item.what}”` : "";
    lacks.push(
      ...missing(`actions/${item.id}`, item as Values, {
        what: "Say what the action is",
        owner: `Choose who owns the action${named}`,
        dueOn: `Give the date by which the action${named} is due`,
      }),
    );
  }
  return lacks;
}

function tooMuch(plan: PlanDocument, { seenByCrews, bornOn }: AsRead): Lack[] {
  const long = SECTION_IDS.flatMap((id) => {
    const is = plan.sections[id].items.length;
    const says = `Shorten “${sectionOf(id).title}” to ${MOST_ITEMS} entries: nobody reads more in an emergency`;
    return is > MOST_ITEMS ? [tooMany(id, "items", { of: "entries", is }, says)] : [];
  });
  const { lines, front } = crisisLength(seenByCrews, { bornOn });
  const over = lines - SCREEN_LINES;
  const ofFront = `Show at most ${FRONT_ITEMS} contingency plans on the first screen: ${front} are`;
  const ofLines = `Shorten what a crew reads first by ${over} ${over === 1 ? "line" : "lines"}: it must fit one screen. Put contingency plans into the list below, or write shorter lines`;
  if (front > FRONT_ITEMS) long.push(tooMany("contingency", "onFront", { of: "on the front", is: front }, ofFront));
  if (over > 0) long.push(tooMany("contingency", "items", { of: "lines", is: lines }, ofLines));
  return long;
}
