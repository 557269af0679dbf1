/** What a crew needs of the rest: whom to ring, the “unless” of every limit, lines short enough for one screen. */
import type { PlanDocument, Values } from "./plan";
import { setsLimit } from "./plan-readiness-emergency";
import { type Lack, lack, missing } from "./plan-readiness-lack";
import { crisisLength, FRONT_ITEMS, SCREEN_LINES } from "./plan-readiness-screen";
import { withoutRestricted } from "./plan-restrictions";
import { canBeRung, mayBeTold } from "./plan-ring";
import { SECTION_IDS, sectionOf } from "./plan-sections";

export const crewLacks = (plan: PlanDocument): Lack[] => [
  ...handlerLacks(plan),
  ...contingencyLacks(plan),
  ...carerLacks(plan),
  ...peopleLacks(plan),
  ...itemLacks(plan),
  ...tooMuch(plan),
];

/** A call handler is no clinician: the lines never hold care back. */
function handlerLacks(plan: PlanDocument): Lack[] {
  const { fields } = plan.sections.handler;
  const lacks = missing("handler", fields, {
    first: "Write the call-handler instruction: what should a call handler say or do differently?",
  });
  for (const field of ["first", "second"] as const)
    if (setsLimit(fields[field]))
      lacks.push(
        lack("handler", field, "Take the limit out of the call-handler instruction: a handler may not hold care back"),
      );
  return lacks;
}

function contingencyLacks(plan: PlanDocument): Lack[] {
  const { plan: seenByCrews } = withoutRestricted(plan);
  return plan.sections.contingency.items.flatMap((item) => {
    const unit = `contingency/${item.id}`;
    const name = item.trigger ? `“${item.trigger}”` : "a contingency plan";
    const needed = missing(unit, item as Values, {
      trigger: "Say what starts the contingency plan: if …",
      doFirst: `Say what to do first in ${name}`,
      ring: `Say whom to ring in ${name}`,
    });
    if (item.ring && !canBeRung(item.restriction ? plan : seenByCrews, item.ring))
      needed.push(
        lack(unit, "ring", `Choose whom to ring in ${name} from “People to ring”, or write the number there`),
      );
    if ((item.doNot || setsLimit(item.doFirst)) && !item.unless)
      needed.push(lack(unit, "unless", `${name} says “do not”: write the “unless” that goes with it`));
    if (item.medicines && !item.medicinesKept)
      needed.push(lack(unit, "medicinesKept", `Say where the medicines of ${name} and the signed chart are kept`));
    if (item.agreedWith === "representative" && !item.agreedName)
      needed.push(lack(unit, "agreedName", `Name the representative who agreed to ${name}`));
    return needed;
  });
}

function carerLacks(plan: PlanDocument): Lack[] {
  const { fields } = plan.sections.carer;
  if (!Object.keys(fields).length) return [];
  const lacks = missing("carer", fields, {
    doFirst: "Say what to do first if the carer cannot go on",
    alone: "Say whether the person may be left alone",
    ring: "Say whom to ring if the carer cannot go on",
  });
  if (fields.ring && !canBeRung(withoutRestricted(plan).plan, fields.ring))
    lacks.push(
      lack(
        "carer",
        "ring",
        "Choose whom to ring if the carer cannot go on from “People to ring”, or write the number there",
      ),
    );
  if (setsLimit(fields.doFirst) && !fields.unless)
    lacks.push(lack("carer", "unless", "“If the carer cannot go on” holds care back: write its “unless”"));
  return lacks;
}

function peopleLacks(plan: PlanDocument): Lack[] {
  const { items } = plan.sections.people;
  const open = withoutRestricted(plan).plan.sections.people.items.filter((one) => one.phone && mayBeTold(one));
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
    if (setsLimit(item.instruction))
      lacks.push(
        lack(unit, "instruction", `Write the limit in ${named} as a contingency plan: there it has its “unless”`),
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

/** What a crew or the person can still read. */
const MOST_ITEMS = 12;

function tooMuch(plan: PlanDocument): Lack[] {
  const long = SECTION_IDS.filter((id) => plan.sections[id].items.length > MOST_ITEMS).map((id) =>
    lack(id, "items", `Shorten “${sectionOf(id).title}” to ${MOST_ITEMS} entries: nobody reads more in an emergency`),
  );
  const { lines, front } = crisisLength(plan);
  if (front > FRONT_ITEMS)
    long.push(
      lack("contingency", "onFront", `Show at most ${FRONT_ITEMS} contingency plans on the first screen: ${front} are`),
    );
  if (lines > SCREEN_LINES)
    long.push(
      lack(
        "contingency",
        "items",
        `Shorten what a crew reads first by ${lines - SCREEN_LINES} ${lines - SCREEN_LINES === 1 ? "line" : "lines"}: it must fit one screen. Put contingency plans into the list below, or write shorter lines`,
      ),
    );
  return long;
}
