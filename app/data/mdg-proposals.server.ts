/** Whom to discuss: the proposal for a group's coming meeting, and what becomes of it. */
import type { FieldErrors } from "../domain/action";
import { londonDate } from "../domain/dates";
import { type Candidate, type Nomination, onAgendaAlready, questionFrom } from "../domain/mdg-candidate";
import { cutOffInWords, type Placed, type Proposal, propose } from "../domain/mdg-proposal";
import { proposalSetting } from "../domain/mdg-proposal-settings";
import { type CaseNotes, whyNotReferred } from "../domain/meeting";
import type { SettingValues } from "../domain/setting";
import type { StaffViewer } from "../domain/viewer";
import { notTheirs, recordAccess } from "./access-records.server";
import { onceOnly } from "./commands.server";
import { asViewer, type Db } from "./database.server";
import { newId } from "./identity.server";
import { findCandidates, restrictedAmong } from "./mdg-candidates.server";
import { proposalSettings } from "./mdg-lists.server";
import { comingMeetings, type Done, findMdg, refused } from "./mdgs.server";
import { type NamedPerson, namesOf } from "./names.server";
import { type OpenNomination, openNominations } from "./nominations.server";
import { readyToRefer } from "./referrals.server";

export type ProposalAsked = {
  mdgId: string;
  meetingId?: string;
  slots?: number;
  /** Said when the number of new cases is none: then nobody is listed. */
  slotsRefused?: string;
};

/** Undefined for who is not a member: the list is of people, and only members refer to the group. */
export function findProposal(viewer: StaffViewer, asked: ProposalAsked) {
  return asViewer(viewer, "read", async (db) => {
    const made = await makeProposal(db, viewer, asked);
    if (!made) return notTheirs(db, viewer, "propose for MDG");
    const { proposal, settings, nominations, ...rest } = made;
    const next = proposal?.leftOut.slice(0, proposalSetting(settings, "proposal.left-out-shown")) ?? [];
    const shown = [
      ...(proposal?.listed ?? []),
      ...next,
      ...(proposal?.heldBack ?? []),
      ...(proposal?.setAside ?? []),
      ...nominations,
    ];
    const ids = [...new Set(shown.map(({ personId }) => personId))];
    const names = await namesOf(db, viewer, ids);
    await recordAccess(db, viewer, { did: "propose for MDG", shown: ids });
    const share = (route: "change" | "need" | "random") => proposalSetting(settings, `proposal.${route}-share`);
    return {
      ...rest,
      slotsRefused: asked.slotsRefused,
      ageFrom: proposalSetting(settings, "proposal.age-from"),
      shares: { change: share("change"), need: share("need"), random: share("random") },
      nominations: nominations.flatMap((one) => named(names, one)),
      proposal: proposal && {
        ...proposal,
        listed: proposal.listed.flatMap((one) => onPage(names, one)),
        leftOut: next.flatMap((one) => onPage(names, one)),
        heldBack: proposal.heldBack.flatMap((one) => named(names, one)),
        leftOutInAll: proposal.leftOut.length,
        cutOff: cutOffInWords(proposal),
        setAside: proposal.setAside.flatMap((one) => named(names, one)),
      },
    };
  });
}

type Names = ReadonlyMap<string, NamedPerson>;
const named = <T extends { personId: string }>(names: Names, one: T): (T & { name: string })[] => {
  const person = names.get(one.personId);
  return person ? [{ ...one, name: person.name }] : [];
};

function onPage(names: Names, placed: Placed) {
  const { personId, rank, route, because } = placed;
  const person = names.get(personId);
  const { name, bornOn } = person ?? { name: "Name not known", bornOn: undefined };
  return [{ personId, rank, route, because, name, bornOn, question: questionFrom(placed) }];
}
export type OnPage = ReturnType<typeof onPage>[number];

type Made = NonNullable<Awaited<ReturnType<typeof makeProposal>>>;

async function makeProposal(db: Db, viewer: StaffViewer, asked: ProposalAsked) {
  const { mdgId, meetingId, slots: wanted, slotsRefused } = asked;
  const mdg = await findMdg(db, viewer, mdgId);
  if (!mdg?.isMember) return undefined;
  const settings = await proposalSettings(db);
  const places = await placesOf(db, viewer, { mdgId, meetingId }, settings);
  const slots = wanted ?? places.room;
  const run = await db.stratificationRun.findFirst({ where: { current: true, finishedAt: { not: null } } });
  const nominations = slotsRefused ? [] : await openNominations(db, viewer, { mdgId: { in: [mdgId] } });
  const base = {
    mdg: { id: mdg.id, name: mdg.name, mayRun: mdg.mayChange },
    ...places,
    slots,
    settings,
    nominations,
  };
  if (!run || slotsRefused)
    return { ...base, run: undefined, since: undefined, population: undefined, proposal: undefined };

  const since = await lastMet(db, viewer, mdgId, settings);
  const of = { mdg, run, since, settings };
  const found = await findCandidates(
    db,
    viewer,
    of,
    nominations.map(({ personId }) => personId),
  );
  const proposal = await proposeUnrestricted(db, found.candidates, {
    slots,
    nominated: nominations.map(asNomination),
    changes: found.changes,
    population: found.population,
    settings,
    randomSeed: `${run.id} ${places.meeting?.id ?? ""}`,
  });
  const setAside = [...proposal.setAside, ...(await notInPopulation(db, nominations, found.candidates))];
  const { population } = found;
  return { ...base, run: { id: run.id, asOf: run.asOf }, since, population, proposal: { ...proposal, setAside } };
}

/** The coming meetings, the one that the list is for, and how many new cases it takes. */
async function placesOf(
  db: Db,
  viewer: StaffViewer,
  { mdgId, meetingId }: Pick<ProposalAsked, "mdgId" | "meetingId">,
  settings: SettingValues,
) {
  const today = londonDate(viewer.requestedAt);
  const meetings = (await comingMeetings(db, [mdgId])).filter(({ startsAt }) => londonDate(startsAt) >= today);
  const meeting = meetings.find(({ id }) => id === meetingId) ?? meetings.find(({ free }) => free > 0) ?? meetings[0];
  const most = proposalSetting(settings, "proposal.new-cases");
  return { meetings, meeting, most, room: meeting ? Math.max(0, Math.min(most, meeting.free)) : most };
}

/** Again without whoever turns out to be restricted, until nobody does. */
async function proposeUnrestricted(
  db: Db,
  candidates: readonly Candidate[],
  asked: Parameters<typeof propose>[1],
): Promise<Proposal> {
  const proposal = propose(candidates, asked);
  const kept = proposal.leftOut.slice(0, proposalSetting(asked.settings, "proposal.left-out-kept"));
  const restricted = new Set(
    await restrictedAmong(
      db,
      [...proposal.listed, ...kept, ...proposal.heldBack].map(({ personId }) => personId),
    ),
  );
  if (!restricted.size) return proposal;
  const others = candidates.map((one) => (restricted.has(one.personId) ? { ...one, restricted: true } : one));
  return proposeUnrestricted(db, others, asked);
}

const asNomination = ({ personId, reason, byName, at }: OpenNomination): Nomination => ({
  ...{ personId, reason, byName },
  on: londonDate(at),
});

/** Every nomination is answered, also of people who have no line in the registry. */
async function notInPopulation(
  db: Db,
  nominations: readonly OpenNomination[],
  candidates: readonly { personId: string }[],
): Promise<Proposal["setAside"]> {
  const listed = new Set(candidates.map(({ personId }) => personId));
  const ids = [...new Set(nominations.map(({ personId }) => personId))].filter((id) => !listed.has(id));
  const people = await db.person.findMany({ where: { id: { in: ids } }, select: { id: true, deceased: true } });
  const waiting = await db.mdgCase.findMany({
    where: { personId: { in: ids }, status: "waiting", meeting: { closedAt: null } },
    select: { personId: true, meeting: { select: { startsAt: true } } },
  });
  return people.map(({ id, deceased }) => {
    const on = waiting.find(({ personId }) => personId === id);
    const elsewhere = "is not among the people of the group's practices whom you see: refer from the record";
    const because = deceased ? "has died" : on ? onAgendaAlready(londonDate(on.meeting.startsAt)) : elsewhere;
    return { personId: id, because, nominated: true };
  });
}

/** When the group met last; if it never did, the beginning of the days in which a change is new. */
async function lastMet(db: Db, viewer: StaffViewer, mdgId: string, settings: SettingValues): Promise<Date> {
  const last = await db.meeting.findFirst({
    where: { mdgId, closedAt: { not: null }, startsAt: { lte: viewer.requestedAt } },
    orderBy: { startsAt: "desc" },
    select: { startsAt: true },
  });
  const days = proposalSetting(settings, "proposal.change-days");
  return last?.startsAt ?? new Date(viewer.requestedAt.getTime() - days * 86_400_000);
}

export type TakeUp = Pick<CaseNotes, "personTold" | "personToldDetail"> & {
  mdgId: string;
  meetingId: string;
  slots: number;
  /** Of the stratification that the page showed. */
  runId: string;
  chosen: readonly { personId: string; question: string }[];
  key: string;
};

/**
 * Puts the chosen on the agenda, each with a question, and keeps the proposal with whom it listed and whom the cut-off
 * left out. Undefined when the group, the meeting or a person is not the viewer's business.
 */
export function takeUpProposal(viewer: StaffViewer, taken: TakeUp): Promise<Done | undefined> {
  return asViewer(viewer, "command", async (db) => {
    const { mdgId, meetingId, slots, chosen } = taken;
    const made = await makeProposal(db, viewer, { mdgId, meetingId, slots });
    if (!made) return notTheirs(db, viewer, "take up proposal");
    if (made.meeting?.id !== meetingId) return refused("meetingId", "Choose a coming meeting of this group");
    if (!made.proposal || made.run?.id !== taken.runId)
      return refused("list", "People were stratified anew meanwhile: nothing was changed. Look at the list again");
    const errors = whyNotTakenUp(taken);
    if (Object.keys(errors).length) return { ok: false, errors } as const;
    const ready = await readyToRefer(db, viewer, {
      personIds: chosen.map(({ personId }) => personId),
      questions: Object.fromEntries(chosen.map(({ personId, question }) => [personId, question])),
      question: "",
      ...{ meetingId, personTold: taken.personTold, personToldDetail: taken.personToldDetail },
    });
    if (!ready) return notTheirs(db, viewer, "take up proposal");
    return onceOnly(db, viewer, "take up proposal", taken.key, async () => {
      const referred = await ready();
      if (!referred.ok) return referred;
      await keepProposal(db, viewer, made, new Set(chosen.map(({ personId }) => personId)));
      return { ok: true } as const;
    });
  });
}

function whyNotTakenUp({ chosen, personTold, personToldDetail }: TakeUp): FieldErrors {
  const errors: FieldErrors = {};
  if (!chosen.length) errors.list = "Choose at least one person";
  for (const { personId, question } of chosen)
    if (!question.trim()) errors[`question-${personId}`] = "Write the question for the group";
  return { ...errors, ...whyNotReferred({ question: "asked for each", personTold, personToldDetail }) };
}

/** Who was left out and chosen all the same counts as listed: left out are those to whom nothing was offered. */
async function keepProposal(db: Db, viewer: StaffViewer, made: Made, chosen: ReadonlySet<string>): Promise<void> {
  const { proposal, run, mdg, meeting, settings, slots, since, population } = made;
  if (!proposal || !run) return;
  const id = newId(viewer.requestedAt);
  const at = viewer.requestedAt;
  const { considered, listed, leftOut, setAside } = proposal;
  const counts = {
    considered,
    listed: listed.length,
    leftOut: leftOut.length,
    setAside: setAside.length,
    chosen: chosen.size,
  };
  await db.mdgProposal.create({
    data: {
      ...{ id, mdgId: mdg.id, meetingId: meeting?.id ?? null, runId: run.id, slots, at },
      made: { settings, counts, people: population?.people ?? 0, since: since?.toISOString() ?? null },
      ...{ accountId: viewer.accountId, byName: viewer.name },
    },
  });
  const kept = leftOut.slice(0, proposalSetting(settings, "proposal.left-out-kept"));
  const taken = leftOut.filter(
    ({ personId }) => chosen.has(personId) && !kept.some((one) => one.personId === personId),
  );
  const cutOff = new Set(leftOut.map(({ personId }) => personId));
  await db.mdgListing.createMany({
    data: [...listed, ...kept, ...taken].map(({ personId, route, because, need, segment }) => ({
      ...{ personId, proposalId: id, mdgId: mdg.id, at, need, segment },
      route: cutOff.has(personId) && !chosen.has(personId) ? "left_out" : route,
      because: because.map(({ words }) => words).join("; "),
    })),
  });
  await recordAccess(db, viewer, { did: "take up proposal", shown: [...chosen] });
}
