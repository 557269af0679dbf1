/** Two groups, their past meetings with what was decided, and the next ones with cases waiting. */

import { takeStep } from "../../app/data/actions.server";
import { addAction, closeCase, noteCase, recordDecision } from "../../app/data/cases.server";
import { asViewer } from "../../app/data/database.server";
import { createMdg, planMeeting, setMember } from "../../app/data/mdgs.server";
import { approveMinutes, closeMeeting, setAttendance } from "../../app/data/meetings.server";
import { referToMeeting } from "../../app/data/referrals.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import { londonDate } from "../../app/domain/dates";
import { londonInstant } from "../../app/domain/meeting";
import type { StaffViewer } from "../../app/domain/viewer";
import { accountIdOf, atWork, type Colleague } from "./staff";

const DAY = 86_400_000;

export type Group = {
  name: string;
  chair: Colleague;
  scribe: Colleague;
  members: readonly Colleague[];
  /** Ids of people whom the chair may refer, most in need first. */
  people: readonly string[];
  place: string;
  time: string;
  questions: readonly string[];
};

export const FRAILTY_QUESTIONS = [
  "Third fall in two months: what else can be done at home?",
  "Carer at the end of their strength: what support is possible?",
  "Discharged twice this month: how do we keep them at home?",
  "Twelve medicines: which are still worth taking?",
  "More confused since the infection: memory clinic or wait?",
  "Would a plan for emergencies help?",
] as const;
export const DIABETES_QUESTIONS = [
  "HbA1c over 86 for a year: what stands in the way?",
  "Severe frailty and tight control: should we relax the target?",
  "Missed every review since spring: how do we reach them?",
  "Foot ulcer that heals badly: who leads?",
] as const;

const DECISIONS = [
  "Agreed: simplify and support at home.",
  "Agreed: one person leads, others report to them.",
  "Agreed: try for six weeks, then look again.",
  "Agreed: the family wants this, and so does the person.",
] as const;
const ACTIONS = [
  "Medicines review",
  "Home visit with the occupational therapist",
  "Ring the family and explain the decision",
  "Refer to the falls clinic",
  "Write the emergency part of the plan",
  "Carer's assessment",
] as const;

const CASES_PAST = 5;
const CASES_COMING = 3;

/** Weeks from today; the last is the next meeting. The newest past one still waits for its minutes. */
const WEEKS = [-6, -4, -2, 0] as const;

/** Makes the group with its meetings; one of this name that is there already is left alone. Returns cases made. */
export async function holdMeetings(group: Group, today: Date): Promise<number> {
  if (await isThere(group.name)) return 0;
  const founded = new Date(today.getTime() - 120 * DAY);
  const founder = await atWork(group.chair, founded, `borough: ${group.name}`);
  const made = await createMdg(founder, { name: group.name, key: `borough mdg ${group.name}` });
  if (!made.ok) throw new Error(`The group ${group.name} was refused: ${JSON.stringify(made.errors)}`);
  const { mdgId } = made;
  await join(founder, mdgId, group);

  const next = nextThursday(today);
  const planner = await atWork(group.chair, new Date(founded.getTime() + DAY), `borough: ${group.name}: plan`);
  const meetings: { id: string; startsAt: Date }[] = [];
  for (const weeks of WEEKS) {
    const date = londonDate(new Date(next.getTime() + weeks * 7 * DAY));
    const key = `borough meeting ${group.name} ${weeks}`;
    const planned = await planMeeting(planner, {
      mdgId,
      key,
      date,
      time: group.time,
      place: group.place,
      slots: 8,
      minutesPerCase: 10,
    });
    if (!planned?.ok)
      throw new Error(`The meeting of ${group.name} on ${date} was refused: ${JSON.stringify(planned)}`);
    meetings.push({ id: planned.meetingId, startsAt: londonInstant(date, group.time) as Date });
  }
  let cases = 0;
  for (const [index, meeting] of meetings.entries()) {
    const isPast = index < meetings.length - 1;
    const people = group.people.slice(index * CASES_PAST, index * CASES_PAST + (isPast ? CASES_PAST : CASES_COMING));
    for (const [n, personId] of people.entries())
      cases += await runCase(group, meeting, personId, index + n, isPast, today);
    if (isPast) await endMeeting(group, meeting, index < meetings.length - 2);
  }
  return cases;
}

const isThere = (name: string) =>
  asViewer(
    systemViewer("borough", "make the demo borough"),
    "read",
    async (db) => (await db.mdg.count({ where: { name } })) > 0,
  );

async function join(founder: StaffViewer, mdgId: string, group: Group) {
  for (const colleague of [group.chair, group.scribe, ...group.members]) {
    const done = await setMember(founder, {
      mdgId,
      accountId: accountIdOf(colleague.key),
      chair: colleague === group.chair,
      scribe: colleague === group.scribe,
    });
    if (!done?.ok) throw new Error(`${colleague.name} could not join ${group.name}: ${JSON.stringify(done)}`);
  }
}

/** At least two days ahead, so that there is something to prepare. */
function nextThursday(today: Date): Date {
  const day = new Date(today.getTime() + 2 * DAY);
  while (new Date(londonDate(day)).getUTCDay() !== 4) day.setTime(day.getTime() + DAY);
  return day;
}

async function runCase(
  group: Group,
  meeting: { id: string; startsAt: Date },
  personId: string,
  n: number,
  isPast: boolean,
  today: Date,
) {
  const referredAt = new Date(Math.min(meeting.startsAt.getTime() - 6 * DAY, today.getTime() - 3_600_000));
  const chair = await atWork(group.chair, referredAt, `borough: refer ${meeting.id} ${personId}`);
  const question = group.questions[n % group.questions.length] as string;
  const referred = await referToMeeting(chair, {
    personIds: [personId],
    meetingId: meeting.id,
    question,
    personTold: "told",
    personToldDetail: n % 3 === 0 ? "Carer told by phone, with the person's leave" : "By phone",
    key: `borough refer ${meeting.id} ${personId}`,
  });
  if (!referred?.ok) throw new Error(`A case of ${group.name} was refused: ${JSON.stringify(referred)}`);
  const caseId = referred.cases[0];
  if (isPast && caseId) await discuss(group, meeting, caseId, n, question);
  return referred.cases.length;
}

async function discuss(
  group: Group,
  meeting: { id: string; startsAt: Date },
  caseId: string,
  n: number,
  question: string,
) {
  const at = new Date(meeting.startsAt.getTime() + (10 + n * 9) * 60_000);
  const scribe = await atWork(group.scribe, at, `borough: discuss ${caseId}`);
  const which = { meetingId: meeting.id, caseId };
  await recordDecision(scribe, {
    ...which,
    text: DECISIONS[n % DECISIONS.length] as string,
    key: `borough decision ${caseId}`,
  });
  const noAction = n % 5 === 4;
  if (!noAction) {
    const owner = [group.scribe, ...group.members][n % (group.members.length + 1)] as Colleague;
    const dueOn = londonDate(new Date(meeting.startsAt.getTime() + (7 + (n % 4) * 7) * DAY));
    const added = await addAction(scribe, {
      ...which,
      dueOn,
      what: ACTIONS[n % ACTIONS.length] as string,
      owner: `account:${accountIdOf(owner.key)}`,
      key: `borough action ${caseId}`,
    });
    if (!added?.ok) throw new Error(`An action of ${group.name} was refused: ${JSON.stringify(added)}`);
    await follow(owner, added.actionId, at, n);
  }
  const noted = await noteCase(scribe, {
    ...which,
    revision: await revisionOf(caseId),
    notes: {
      ...{ question, personTold: "told", personToldDetail: "By phone", objection: "none", objectionDetail: "" },
      ...{ capacity: n % 3 === 2 ? "not_assessed" : "has", capacityDetail: "" },
    },
  });
  if (!noted || !("ok" in noted) || !noted.ok)
    throw new Error(`The notes of a case of ${group.name} were refused: ${JSON.stringify(noted)}`);
  const closed = await closeCase(scribe, {
    ...which,
    noActionBecause: noAction ? "Everything is in place; the practice keeps an eye." : "",
    revision: await revisionOf(caseId),
  });
  if (!closed || !("ok" in closed) || !closed.ok)
    throw new Error(`A case of ${group.name} did not close: ${JSON.stringify(closed)}`);
}

const revisionOf = (caseId: string) =>
  asViewer(
    systemViewer("borough", "make the demo borough"),
    "read",
    async (db) => (await db.mdgCase.findFirstOrThrow({ where: { id: caseId }, select: { revision: true } })).revision,
  );

/** Most owners accept, half of these finish; some have not looked yet. */
async function follow(owner: Colleague, actionId: string, at: Date, n: number) {
  if (n % 3 === 2) return;
  const accepts = await atWork(owner, new Date(at.getTime() + DAY), `borough: accept ${actionId}`);
  await takeStep(accepts, { actionId, kind: "accepted", key: `borough accept ${actionId}` });
  if (n % 2 === 1) return;
  const finishes = await atWork(owner, new Date(at.getTime() + 6 * DAY), `borough: done ${actionId}`);
  await takeStep(finishes, { actionId, kind: "done", note: "Done; see the record.", key: `borough done ${actionId}` });
}

async function endMeeting(group: Group, meeting: { id: string; startsAt: Date }, approved: boolean) {
  const end = new Date(meeting.startsAt.getTime() + 80 * 60_000);
  const chair = await atWork(group.chair, end, `borough: close ${meeting.id}`);
  const present = [group.chair, group.scribe, ...group.members.slice(0, 3)].map(({ key }) => accountIdOf(key));
  await setAttendance(chair, meeting.id, present);
  const closed = await closeMeeting(chair, {
    meetingId: meeting.id,
    carryOver: false,
    key: `borough close ${meeting.id}`,
  });
  if (!closed?.ok) throw new Error(`A meeting of ${group.name} did not close: ${JSON.stringify(closed)}`);
  if (!approved) return;
  const later = await atWork(group.chair, new Date(end.getTime() + 2 * DAY), `borough: approve ${meeting.id}`);
  await approveMinutes(later, meeting.id);
}
