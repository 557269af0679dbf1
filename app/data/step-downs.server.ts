/** Step-down: who on a group's list meets its conditions, as far as the viewer's own view of the record shows them. */
import { londonDate } from "../domain/dates";
import { proposalSetting } from "../domain/mdg-proposal-settings";
import { partsSeen, type RecordPart } from "../domain/permissions";
import { calendarDateOf, sourcesLeft } from "../domain/person";
import { withoutRestricted } from "../domain/plan-restrictions";
import {
  answerStepDown,
  type FrailtyRecord,
  type StepDownLimits,
  type StepDownRecord,
  safetyNet,
  wayBackUntil,
} from "../domain/step-down";
import { isUuid } from "../domain/uuid";
import type { StaffViewer } from "../domain/viewer";
import { notTheirs, recordAccess } from "./access-records.server";
import { known } from "./action-lists.server";
import { onceOnly } from "./commands.server";
import { asViewer, type Db } from "./database.server";
import { findFeatures, type PersonFeatures, readSetsOfCodes } from "./features.server";
import { emergencyContacts, listOf, proposalSettings, stepDownId } from "./mdg-lists.server";
import { comingMeetings, type Done, findMdg, refused } from "./mdgs.server";
import { namesOf } from "./names.server";
import { planFor as seeingPlan } from "./plan-restrictions.server";
import { loadConfirmations, loadPlan } from "./plan-scope.server";
import { type Referred, readyToRefer } from "./referrals.server";
import { relationshipsWithEach } from "./relationships.server";

type Listed = Awaited<ReturnType<typeof listOf>>[number];

/** The group's list, each person with the conditions, those proposed first. Undefined for who is not in the group. */
export function findStepDowns(viewer: StaffViewer, mdgId: string) {
  return asViewer(viewer, "read", async (db) => {
    const mdg = await findMdg(db, viewer, mdgId);
    if (!mdg?.isMember) return notTheirs(db, viewer, "list step-downs");
    const limits = await limitsOf(db);
    const list = await peopleReached(db, viewer, await listOf(db, mdgId));
    const on = list.filter(({ steppedDown }) => !steppedDown);
    const answers = await answersFor(db, viewer, on, limits);
    const today = londonDate(viewer.requestedAt);
    const off = list.flatMap(({ steppedDown, ...one }) => {
      const until = steppedDown && wayBackUntil(steppedDown.at, limits);
      return until && today < until ? [{ ...one, steppedDown, until }] : [];
    });
    await recordAccess(db, viewer, { did: "list step-downs", shown: list.map(({ personId }) => personId) });
    return {
      mdg: { id: mdg.id, name: mdg.name, mayRun: mdg.mayChange },
      limits,
      today,
      on: answers.sort((a, b) => Number(b.proposed) - Number(a.proposed) || a.from.localeCompare(b.from)),
      off,
      coming: await comingMeetings(db, [mdgId]),
    };
  });
}

async function limitsOf(db: Db): Promise<StepDownLimits> {
  const settings = await proposalSettings(db);
  return {
    quietMonths: proposalSetting(settings, "step-down.quiet-months"),
    wayBackMonths: proposalSetting(settings, "step-down.way-back-months"),
  };
}

type Reached = Listed & { name: string; bornOn: string | undefined; parts: ReadonlySet<RecordPart> };

/** Living people of the list whom the viewer still has business with. */
async function peopleReached(db: Db, viewer: StaffViewer, list: readonly Listed[]): Promise<Reached[]> {
  const ids = list.map(({ personId }) => personId);
  const names = await namesOf(db, viewer, ids);
  const sources = await relationshipsWithEach(db, viewer, ids);
  const living = await db.person.findMany({ where: { id: { in: ids }, deceased: false }, select: { id: true } });
  return list.flatMap((one) => {
    const person = names.get(one.personId);
    if (!person || !living.some(({ id }) => id === one.personId)) return [];
    const parts = partsSeen(viewer, sourcesLeft(sources.get(one.personId) ?? [], person.restriction));
    return parts.has("banner") ? [{ ...one, name: person.name, bornOn: person.bornOn, parts }] : [];
  });
}

async function answersFor(db: Db, viewer: StaffViewer, list: readonly Reached[], limits: StepDownLimits) {
  const today = londonDate(viewer.requestedAt);
  const ids = list.map(({ personId }) => personId);
  const query = <Row>(text: string, values: readonly unknown[]) => db.$queryRawUnsafe<Row[]>(text, ...values);
  const features = await findFeatures(query, ids, today, await readSetsOfCodes(query));
  const emergencies = await lastEmergencies(db, ids);
  const feeds = await hospitalsReachUs(db, viewer.requestedAt, limits);
  const open = await db.action.findMany({
    where: await known(db, viewer, { personId: { in: ids }, status: { in: ["offered", "accepted", "declined"] } }),
    select: { personId: true },
  });
  const answers = [];
  for (const one of list) {
    const { personId, parts, discussedAt, caseId, name, bornOn } = one;
    const person = features.find((found) => found.personId === personId);
    const plan = await planFor(db, viewer, personId, parts);
    const record: StepDownRecord = {
      discussedOn: londonDate(discussedAt),
      plan,
      emergencies: feeds && parts.has("contacts") ? { lastOn: emergencies.get(personId) } : undefined,
      openActions: open.filter((action) => action.personId === personId).length,
      frailty: parts.has("problems") ? frailtyOf(person) : [],
      hasCarer: person?.hasCarer ?? false,
    };
    // It stands with a decision, which the pack opens to the whole group.
    const net = plan && safetyNet(withoutRestricted(plan.document).plan, wayBackUntil(viewer.requestedAt, limits));
    answers.push({ personId, caseId, name, bornOn, discussedAt, net, ...answerStepDown(record, today, limits) });
  }
  return answers;
}

/** As the viewer reads the plan elsewhere: without what is restricted, unless its versions are open. */
async function planFor(
  db: Db,
  viewer: StaffViewer,
  personId: string,
  parts: ReadonlySet<RecordPart>,
): Promise<StepDownRecord["plan"]> {
  if (!parts.has("plan")) return undefined;
  const { status, document } = await loadPlan(db, personId);
  if (status !== "live") return null;
  const see = await seeingPlan(db, viewer, personId, { whole: parts.has("plan versions") });
  const seen = see(document);
  return { document: seen.plan, confirmations: await loadConfirmations(db, personId) };
}

async function lastEmergencies(db: Db, personIds: string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db.$queryRaw<{ personId: string; on: Date }[]>`
    select c.person_id as "personId", max((c.at at time zone 'Europe/London')::date) as on from (${emergencyContacts}) c
    where c.person_id = any (${personIds}::uuid[]) and c.kind in ('emergency_admission', 'ae') group by c.person_id`;
  return new Map(rows.map(({ personId, on }) => [personId, calendarDateOf(on)!]));
}

/** Without anybody's use of a hospital in these months, that one person has none says nothing. */
async function hospitalsReachUs(db: Db, at: Date, { quietMonths }: StepDownLimits): Promise<boolean> {
  const [row] = await db.$queryRaw<[{ reach: boolean }]>`
    select exists (select from encounter where kind in ('emergency_admission', 'ae') and removed_at is null
      and starts_at > ${at}::timestamptz - make_interval(months => ${quietMonths}::int) and starts_at <= ${at}) as reach`;
  return row.reach;
}

const LEVELS = ["frailty-none", "frailty-mild", "frailty-moderate", "frailty-severe"];
const frailtyOf = (person: PersonFeatures | undefined): FrailtyRecord[] =>
  LEVELS.flatMap(
    (set, level) => person?.facts.get(set)?.entries.flatMap(({ on }) => (on ? [{ level, on }] : [])) ?? [],
  );

export type ConfirmStepDown = { mdgId: string; caseId: string; reason: string; key: string };

/**
 * Takes a person off the list, by whoever runs the group, with the safety net in words. Refused unless every condition
 * is met at this moment. Undefined when the case is not the viewer's group's or the person not in reach.
 */
export function confirmStepDown(
  viewer: StaffViewer,
  { mdgId, caseId, reason, key }: ConfirmStepDown,
): Promise<Done | undefined> {
  return asViewer(viewer, "command", async (db) => {
    const found = await onList(db, viewer, mdgId, caseId);
    if (!found) return notTheirs(db, viewer, "step down");
    if (!found.mdg.mayChange)
      return refused("reason", "The chair, or who stands in for the chair, confirms a step-down");
    return onceOnly(db, viewer, "step down", key, async () => {
      if (!reason.trim()) return refused(`reason-${caseId}`, "Say why the person comes off the list");
      if (found.one.steppedDown)
        return refused("list", `${found.one.steppedDown.byName} stepped this person down already`);
      const [answer] = await answersFor(db, viewer, [found.one], await limitsOf(db));
      if (!answer?.proposed)
        return refused("list", "Not every condition is met any more: nothing was changed. Look at the list again");
      const { personId } = found.one;
      await db.$executeRaw`
        insert into case_decision (person_id, id, case_id, text, at, by, by_name) values (${personId}::uuid,
          ${stepDownId(caseId)}::uuid, ${caseId}::uuid, ${`Stepped down: ${reason.trim()}. ${answer.net}`},
          ${viewer.requestedAt}, ${viewer.accountId}::uuid, ${viewer.name}) on conflict do nothing`;
      await recordAccess(db, viewer, { did: "step down", personId });
      return { ok: true } as const;
    });
  });
}

async function onList(db: Db, viewer: StaffViewer, mdgId: string, caseId: string) {
  if (!isUuid(mdgId) || !isUuid(caseId)) return undefined;
  const mdg = await findMdg(db, viewer, mdgId);
  if (!mdg?.isMember) return undefined;
  const list = (await listOf(db, mdgId)).filter((one) => one.caseId === caseId);
  const [one] = await peopleReached(db, viewer, list);
  return one && { mdg, one };
}

export type ComeBack = { mdgId: string; caseId: string; meetingId: string; key: string };

/** Back onto an agenda with what was asked before: no new referral while the way back is open. */
export function comeBack(
  viewer: StaffViewer,
  { mdgId, caseId, meetingId, key }: ComeBack,
): Promise<Referred | undefined> {
  return asViewer(viewer, "command", async (db) => {
    const found = await onList(db, viewer, mdgId, caseId);
    const steppedDown = found?.one.steppedDown;
    if (!found || !steppedDown) return notTheirs(db, viewer, "come back to MDG");
    const { personId } = found.one;
    if (londonDate(viewer.requestedAt) >= wayBackUntil(steppedDown.at, await limitsOf(db)))
      return refused("meetingId", "The way back has closed: refer the person again");
    const earlier = await db.mdgCase.findUniqueOrThrow({ where: { personId_id: { personId, id: caseId } } });
    const ready = await readyToRefer(db, viewer, {
      personIds: [personId],
      meetingId,
      question: `Back after step-down. Asked before: ${earlier.question}`,
      personTold: earlier.personTold as "told" | "not_told" | null,
      personToldDetail: earlier.personToldDetail ?? "",
    });
    return ready ? onceOnly(db, viewer, "come back to MDG", key, ready) : notTheirs(db, viewer, "come back to MDG");
  });
}
