/**
 * What a service that is alive has: staff, plans fresh and stale, groups with meetings behind and ahead of them, and
 * the contacts of last nights with the reviews that they lead to. Everything is done by the same commands that people
 * use, each at its own time in the past, so that nothing here can hold what the product would refuse. What is there
 * already is left alone: a run that was stopped is finished by the next.
 */
import { takeStep } from "../../app/data/actions.server";
import { asViewer } from "../../app/data/database.server";
import { saveDraft } from "../../app/data/plan-drafts.server";
import { confirmLine, publishPlan } from "../../app/data/plans.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import { londonDate } from "../../app/domain/dates";
import { renderPublishedTexts } from "../../app/rendering/published-texts";
import { recordNights, type Visited } from "./contacts";
import { type Borough, boroughPeople } from "./generate";
import { DIABETES_QUESTIONS, FRAILTY_QUESTIONS, type Group, holdMeetings } from "./meetings";
import type { Organisations } from "./organisations";
import { type KeptPerson, keptPeople, organisationIds } from "./people-kept";
import type { Placed } from "./person-resources";
import { hasPlan, type Planned, planOperations, takesInsulin } from "./plan-content";
import { between, chance, stream } from "./random";
import { atWork, type Colleague, employStaff, staffOf } from "./staff";

const DAY = 86_400_000;

export type LivingCounts = { staff: number; plans: number; cases: number; contacts: number };

type Known = Planned & { sourceId: string; placed: Placed; livesAlone: boolean };

export async function makeLivingService(
  borough: Borough,
  organisations: Organisations,
  now: Date,
  onPlan: (done: number, of: number) => void = () => {},
): Promise<LivingCounts> {
  const ids = await organisationIds();
  await openPractices();
  await employStaff(organisations, ids, new Date(now.getTime() - 900 * DAY));
  const staff = staffOf(organisations);
  const { planned, frail, diabetic } = choosePeople(borough, organisations);
  const kept = await keptPeople([...planned, ...frail, ...diabetic].map(({ sourceId }) => sourceId));
  const plans = await writePlans(planned, kept, { borough, organisations, staff, now, onPlan });
  const cases = await meet(staff, { frail, diabetic, kept, organisations }, now);
  const contacts = await recordNights(forNights({ planned, frail }, kept), byKey(staff, "jo.parker"), now);
  return { staff: staff.length, plans, cases, contacts };
}

/** Practices answer Mon-Fri 08:00-18:30 (core hours of the GP contract) [M]; services that never close have no hours. */
function openPractices(): Promise<unknown> {
  const open = { opens: "08:00", closes: "18:30" };
  const hours = [open, open, open, open, open, null, null];
  return asViewer(systemViewer("borough", "opening hours of the demo practices"), "command", (db) =>
    db.organisation.updateMany({ where: { kind: "practice", odsCode: { startsWith: "ZZP" } }, data: { hours } }),
  );
}

const byKey = (staff: readonly Colleague[], key: string) => staff.find((one) => one.key === key) as Colleague;

/** Who has a plan, and whom the first two practices would put on an agenda, most in need first. */
function choosePeople(borough: Borough, organisations: Organisations) {
  const [first, second] = organisations.practices;
  const planned: Known[] = [];
  const frail: Known[] = [];
  const diabetic: Known[] = [];
  const onInsulin: Known[] = [];
  for (const { household, placed } of boroughPeople(borough, organisations)) {
    for (const [place, one] of placed.entries()) {
      if (one.person.diedDaysAgo !== undefined) continue;
      const inCareHome = household.careHome !== undefined;
      const { id: sourceId, health } = one;
      const livesAlone = household.kind === "alone";
      const known: Known = { sourceId, placed: one, health, age: one.person.age, inCareHome, livesAlone };
      if (hasPlan(known, stream(borough.seed, household.index, place, 41))) planned.push(known);
      if (one.practice === first && known.age >= 50 && takesInsulin(health)) onInsulin.push(known);
      if (one.practice === first && (health.band === "severe" || health.band === "moderate")) frail.push(known);
      if (one.practice === second && health.registers.has("type2Diabetes")) diabetic.push(known);
    }
  }
  // The first practice always has a plan for somebody on insulin, which a call handler must know of.
  const insulin = onInsulin[0];
  if (insulin && !onInsulin.some((one) => planned.includes(one))) planned.unshift(insulin);
  frail.sort((a, b) => b.health.deficits.size - a.health.deficits.size);
  diabetic.sort((a, b) => highestHba1c(b) - highestHba1c(a));
  return { planned, frail: frail.slice(0, MOST_CASES), diabetic: diabetic.slice(0, MOST_CASES) };
}
const MOST_CASES = 24;

const highestHba1c = ({ health }: Known) =>
  Math.max(0, ...health.facts.results.filter(({ code }) => code === "hba1c").map(({ value }) => value));

type Writing = {
  borough: Borough;
  organisations: Organisations;
  staff: readonly Colleague[];
  now: Date;
  onPlan: (done: number, of: number) => void;
};

async function writePlans(
  people: readonly Known[],
  kept: ReadonlyMap<string, KeptPerson>,
  writing: Writing,
): Promise<number> {
  let written = 0;
  for (const [index, person] of people.entries()) {
    const row = kept.get(person.sourceId);
    if (row && !row.planned && (await writePlan(person, row, index, writing))) {
      written++;
      row.planned = true;
    }
    writing.onPlan(index + 1, people.length);
  }
  return written;
}

/** Three in ten are stale: signed seven to fourteen months ago and not confirmed since [P]. */
const STALE = 0.3;

async function writePlan(
  person: Known,
  row: KeptPerson,
  index: number,
  { borough, organisations, staff, now }: Writing,
): Promise<boolean> {
  const random = stream(borough.seed, index, 51);
  const practice = organisations.practices.find(({ code }) => code === person.placed.practice.code);
  const gp = staff.find(({ posts }) => posts[0]?.role === "gp" && posts[0].at === practice?.code);
  if (!practice || !gp || !row.practiceId) return false;
  const stale = chance(random, STALE);
  const at = new Date(now.getTime() - between(random, stale ? 215 : 6, stale ? 430 : 110) * DAY);
  at.setUTCHours(between(random, 9, 16), between(random, 0, 59), 0, 0);
  const viewer = await atWork(gp, at, `borough: plan ${row.id}`);
  const practicePhone = `020 7946 09${String(organisations.all.indexOf(practice) % 100).padStart(2, "0")}`;
  const operations = planOperations(
    {
      ...person,
      ring: row.ring,
      practice: { name: practice.name, phone: practicePhone, gp: gp.name },
      ...(row.language ? { language: row.language } : {}),
      organisationId: row.practiceId,
    },
    {
      published: londonDate(at),
      review: londonDate(new Date(at.getTime() + 183 * DAY)),
      actionDue: londonDate(new Date(at.getTime() + ACTION_DAYS * DAY)),
    },
    random,
  );
  const saved = await saveDraft(viewer, { personId: row.id, operations, at });
  if (!saved.ok) throw new Error(`The draft of ${person.sourceId} was refused: ${JSON.stringify(saved)}`);
  const published = await publishPlan(viewer, {
    personId: row.id,
    key: `borough plan ${row.id}`,
    reason: "First plan",
    render: renderPublishedTexts,
    at,
  });
  if (!published.ok) throw new Error(`The plan of ${person.sourceId} was refused: ${JSON.stringify(published)}`);
  if (!stale && chance(random, 0.4)) await confirmHandler(gp, row.id, new Date((at.getTime() + now.getTime()) / 2));
  if (chance(stream(borough.seed, index, 52), DONE_IN_TIME)) await finishActions(gp, row.id, { at, now });
  return true;
}

/** Days that the action of a plan has; the share of those whose days are over that was done in time [P]. */
const ACTION_DAYS = 28;
const DONE_IN_TIME = 0.9;

/** A few actions stay late, as in any service; a wall of them is what nobody looks through. */
async function finishActions(gp: Colleague, personId: string, { at, now }: { at: Date; now: Date }) {
  const doneAt = new Date(at.getTime() + (ACTION_DAYS - 7) * DAY);
  if (at.getTime() + ACTION_DAYS * DAY > now.getTime()) return;
  const viewer = await atWork(gp, doneAt, `borough: done ${personId}`);
  const actions = await asViewer(viewer, "read", (db) =>
    db.action.findMany({ where: { personId, origin: "plan" }, select: { id: true } }),
  );
  for (const { id: actionId } of actions) {
    const note = "Done; see the record.";
    const done = await takeStep(viewer, { actionId, kind: "done", note, key: `borough done ${actionId}` });
    if (!done?.ok) throw new Error(`An action of ${personId} was not done: ${JSON.stringify(done)}`);
  }
}

/** Some fresh plans had their first line confirmed since. */
async function confirmHandler(gp: Colleague, personId: string, at: Date) {
  const viewer = await atWork(gp, at, `borough: confirm ${personId}`);
  await confirmLine(viewer, {
    personId,
    key: `borough confirm ${personId}`,
    unit: "handler",
    version: 1,
    render: renderPublishedTexts,
    at,
  });
}

type Choice = {
  frail: readonly Known[];
  diabetic: readonly Known[];
  kept: ReadonlyMap<string, KeptPerson>;
  organisations: Organisations;
};

async function meet(
  staff: readonly Colleague[],
  { frail, diabetic, kept, organisations }: Choice,
  now: Date,
): Promise<number> {
  const idsOf = (people: readonly Known[]) => people.flatMap(({ sourceId }) => kept.get(sourceId)?.id ?? []);
  const [first, second] = organisations.practices;
  const member = (...keys: string[]) => keys.map((key) => byKey(staff, key));
  const groups: Group[] = [
    {
      name: `${first?.name} frailty MDG`,
      chair: byKey(staff, "amir.khan"),
      scribe: byKey(staff, "priya.shah"),
      members: member("grace.mensah", "tom.hughes", "siobhan.byrne", "helen.osei", "niamh.kelly"),
      people: idsOf(frail),
      place: `${first?.name}, meeting room`,
      time: "14:00",
      questions: FRAILTY_QUESTIONS,
    },
    {
      name: `${second?.name} diabetes MDG`,
      chair: byKey(staff, "sarah.bennett"),
      scribe: byKey(staff, "siobhan.byrne"),
      members: member("helen.osei", "tom.hughes"),
      people: idsOf(diabetic),
      place: "By video",
      time: "12:30",
      questions: DIABETES_QUESTIONS,
    },
  ];
  let cases = 0;
  for (const group of groups) cases += await holdMeetings(group, now);
  return cases;
}

/** Of the first practice, whose GP is the first sign-in; the second night is of somebody on insulin, the fourth has no plan. */
function forNights({ planned, frail }: Pick<Choice, "frail"> & { planned: readonly Known[] }, kept: Choice["kept"]) {
  const first = frail[0]?.placed.practice.code;
  const atFirst = [...planned].sort(
    (a, b) => Number(b.placed.practice.code === first) - Number(a.placed.practice.code === first),
  );
  const insulin = atFirst.find(({ health }) => takesInsulin(health));
  const dying = atFirst.find((one) => one !== insulin && one.health.registers.has("palliative"));
  const others = atFirst.filter((one) => one !== insulin && one !== dying);
  const unplanned = frail.find((one) => kept.get(one.sourceId)?.planned === false);
  const order = [others[0], insulin ?? others[1], others[2], unplanned, others[3], dying];
  return order.flatMap((one): Visited[] => {
    const row = one && kept.get(one.sourceId);
    return row?.practiceId ? [{ id: row.id, practiceId: row.practiceId, planned: row.planned }] : [];
  });
}
