/** The urgent contact: opened after a safe match, recorded with its outcome, followed by the practice's task. */
import type { ContactReport, WrongThing } from "../domain/contact";
import { followUpHeadline, reviewHeadline, wrongHeadline } from "../domain/contact";
import { calendarDateOf, familyFirst, nameAt } from "../domain/person";
import { isUuid } from "../domain/uuid";
import type { StaffViewer } from "../domain/viewer";
import { recordAccess } from "./access-records.server";
import { onceOnly, postNews } from "./commands.server";
import { asViewer, type Db } from "./database.server";
import { finishOwnFollowUps, openFollowUp } from "./follow-ups.server";
import { NIL_ID, newId } from "./identity.server";
import { linkedRecords } from "./linked-records.server";
import { inUrgentTransaction, isOutage, type UrgentCaller } from "./point-of-contact.server";
import { readSetting } from "./settings.server";
import { raiseTask } from "./tasks.server";

/** In an open contact the account itself stands in the relationship; work for its organisation shows too. */
export const inContact = (viewer: StaffViewer): StaffViewer => ({
  ...viewer,
  holders: [viewer.accountId, viewer.organisationId],
});

export type OpenContact = { lookUpId: string; identifiersChecked: boolean; attending: boolean };
export type Opened =
  | { ok: true; personId: string }
  | { ok: false; refused: "signed out" | "not your role" | "no look-up" | "identifiers not checked" | "outage" };

/** Opens the contact of a safe match, or finds the one that is open. The database decides (confer_open_contact). */
export async function openContact(caller: UrgentCaller, contact: OpenContact): Promise<Opened> {
  const { lookUpId, identifiersChecked, attending } = contact;
  const ids = [newId(), newId()];
  try {
    const { rows } = await inUrgentTransaction((db) =>
      db.query<{ opened: { person: string; refused?: Extract<Opened, { ok: false }>["refused"] } }>({
        name: "open contact",
        text: "select confer_open_contact($1, $2, $3, $4, $5, $6, $7) as opened",
        values: [caller.sessionKey, lookUpId, ...ids, caller.requestId, identifiersChecked, attending],
      }),
    );
    const { person, refused } = rows[0]!.opened;
    return refused ? { ok: false, refused } : { ok: true, personId: person };
  } catch (error) {
    if (isOutage(error)) return { ok: false, refused: "outage" };
    throw error;
  }
}

/** The viewer's contacts that are still open, newest first. */
export function openContacts(viewer: StaffViewer) {
  return asViewer(inContact(viewer), "read", async (db) => {
    const contacts = await db.contact.findMany({
      where: { openedBy: viewer.accountId, closedAt: null },
      select: { personId: true, openedAt: true },
      orderBy: { openedAt: "desc" },
      take: 20,
    });
    const shown = [...new Set(contacts.map(({ personId }) => personId))];
    const people = await db.person.findMany({
      where: { id: { in: shown } },
      select: { id: true, names: true, bornOn: true },
    });
    if (shown.length) await recordAccess(db, viewer, { did: "list own open contacts", shown });
    return contacts.flatMap(({ personId, openedAt }) => {
      const person = people.find(({ id }) => id === personId);
      return person ? [{ personId, openedAt, ...identityOf(person, viewer.requestedAt) }] : [];
    });
  });
}

type PersonRow = { names: Parameters<typeof nameAt>[0][number][]; bornOn: Date | null };

function identityOf({ names, bornOn }: PersonRow, at: Date) {
  const name = nameAt(names, at);
  return { name: name ? familyFirst(name) : "Name not known", bornOn: calendarDateOf(bornOn) };
}

/** What somebody typed into an address is nobody's id. */
const idFrom = (typed: string) => (isUuid(typed) ? typed : NIL_ID);

const latestContact = (db: Db, viewer: StaffViewer, personId: string, closed: boolean) =>
  db.contact.findFirst({
    where: { personId: idFrom(personId), openedBy: viewer.accountId, closedAt: closed ? { not: null } : null },
    orderBy: { openedAt: "desc" },
  });

/** What the form asks about: who, whether there was a plan, whom one may ask to follow up. Undefined: not open. */
export function readContactForm(viewer: StaffViewer, personId: string) {
  return asViewer(inContact(viewer), "read", async (db) => {
    const contact = await latestContact(db, viewer, personId, false);
    const person = contact && (await findPerson(db, personId));
    if (!contact || !person) {
      await recordAccess(db, viewer, { did: "record contact", personId, outcome: "refused" });
      return undefined;
    }
    await recordAccess(db, viewer, { did: "open contact form", personId });
    return {
      ...identityOf(person, viewer.requestedAt),
      openedAt: contact.openedAt,
      hadPlan: await hasPlan(db, personId),
      desks: await followUpDesks(db, viewer),
    };
  });
}

const findPerson = (db: Db, id: string) =>
  db.person.findUnique({
    where: { id: idFrom(id) },
    select: { names: true, bornOn: true, practiceId: true, practice: { select: { name: true, hours: true } } },
  });

/** Under any of the person's records: crews read it whichever of them they came by. */
export async function hasPlan(db: Db, personId: string): Promise<boolean> {
  const plans = await db.plan.findMany({
    where: { personId: { in: await linkedRecords(db, personId) } },
    select: { status: true, elsewhere: true },
  });
  return plans.some(({ status, elsewhere }) => status === "live" || Boolean(elsewhere));
}

/** The viewer's own desk, and the services that are awake when practices are not. */
export async function followUpDesks(db: Db, viewer: StaffViewer) {
  const desks = await db.organisation.findMany({
    where: { OR: [{ kind: "nhs111" }, { id: viewer.organisationId }] },
    select: { id: true, name: true, phone: true },
    orderBy: { name: "asc" },
    take: 8,
  });
  return desks.map((desk) => ({ ...desk, own: desk.id === viewer.organisationId }));
}

/** `report` is null when the form was sent for a contact that is no longer open: only a key used before answers it. */
export type RecordContact = { personId: string; key: string; report: ContactReport | null };
export type Recorded = { ok: true; contactId: string } | { ok: false; refused: "no open contact" };

/** Closes the viewer's contact with its outcome, and raises what follows from it: all of it or nothing. */
export function recordContact(viewer: StaffViewer, { personId, key, report }: RecordContact): Promise<Recorded> {
  return asViewer(inContact(viewer), "command", (db) =>
    onceOnly<Recorded>(db, viewer, "record contact", key, async () => {
      const contact = await latestContact(db, viewer, personId, false);
      const person = contact && (await findPerson(db, personId));
      if (!contact || !person || !report) {
        await recordAccess(db, viewer, { did: "record contact", personId, outcome: "refused" });
        return { ok: false, refused: "no open contact" };
      }
      const { followUp, ...said } = report;
      const { count } = await db.contact.updateMany({
        where: { personId, id: contact.id, closedAt: null },
        data: {
          ...said,
          closedAt: viewer.requestedAt,
          urgentFollowUp: followUp !== null,
          acceptedBy: followUp?.acceptedBy ?? null,
        },
      });
      if (count === 0) return { ok: false, refused: "no open contact" };
      await endLater(db, viewer, contact.id);
      await finishOwnFollowUps(db, viewer, personId);
      const { openedAt } = contact;
      const about = { personId, contactId: contact.id, openedAt, practiceId: person.practiceId, report };
      const organisationId = await raiseReview(db, viewer, about);
      if (report.planFeedback === "wrong") await markWrong(db, viewer, about);
      if (followUp) {
        const headline = followUpHeadline(followUp.what, viewer.organisationName, viewer.requestedAt);
        await openFollowUp(db, viewer, { personId, contactId: contact.id, headline, ...followUp });
      }
      await postNews(db, "contact recorded", { personId, contactId: contact.id, organisationId }, viewer.requestedAt);
      await recordAccess(db, viewer, {
        did: "record contact",
        personId,
        detail: { contact: contact.id, outcome: report.outcome, followUp: followUp !== null },
      });
      return { ok: true, contactId: contact.id };
    }),
  );
}

/** The crew may still read what it acted on, for as long as the setting says. */
async function endLater(db: Db, viewer: StaffViewer, contactId: string) {
  const hours = await readSetting(db, "contact.open-after-hours");
  const endsAt = new Date(viewer.requestedAt.getTime() + hours.value * 3_600_000);
  await db.relationship.updateMany({
    where: { source: "contact", sourceId: contactId, holderId: viewer.accountId },
    data: { endsAt },
  });
}

type Review = { personId: string; contactId: string; openedAt: Date; practiceId: string | null; report: ContactReport };

/** "Is the plan still right?" goes to the practice; without one to whoever owns the plan, else to whoever came: answered. */
async function raiseReview(db: Db, viewer: StaffViewer, review: Review): Promise<string> {
  const { personId, contactId, openedAt, practiceId, report } = review;
  const organisationId = practiceId ?? (await planOwner(db, personId)) ?? viewer.organisationId;
  const { organisationName, requestedAt } = viewer;
  const about = { organisation: organisationName, at: openedAt, hadPlan: await hasPlan(db, personId) };
  const days = await readSetting(db, "contact.review-within-days");
  const died = report.outcome === "died";
  await raiseTask(db, {
    personId,
    kind: died ? "death_reported" : "review_plan_after_contact",
    cause: contactId,
    organisationId,
    headline: reviewHeadline(report, about),
    at: requestedAt,
    dueAt: new Date(requestedAt.getTime() + (died ? 0 : days.value * 86_400_000)),
  });
  return organisationId;
}

/** Who says so only at the end has said so: the live page is marked from now on, as by "This is wrong". */
async function markWrong(db: Db, viewer: StaffViewer, { personId, contactId, practiceId, report }: Review) {
  const organisationId = (await planOwner(db, personId)) ?? practiceId ?? viewer.organisationId;
  const at = viewer.requestedAt;
  const headline = wrongHeadline("other", report.note, viewer.organisationName);
  const kind = "plan_reported_wrong";
  await raiseTask(db, { personId, kind, cause: contactId, organisationId, headline, at, dueAt: at });
}

/** Of the live plan where there is one. */
export async function planOwner(db: Db, personId: string): Promise<string | null> {
  const plans = await db.plan.findMany({
    where: { personId: { in: await linkedRecords(db, personId) }, ownerOrganisationId: { not: null } },
    select: { status: true, ownerOrganisationId: true },
    orderBy: { personId: "asc" },
  });
  return (plans.find(({ status }) => status === "live") ?? plans[0])?.ownerOrganisationId ?? null;
}

/** What follows from the viewer's last recorded contact with this person, as it stands now. */
export function readReceipt(viewer: StaffViewer, personId: string) {
  return asViewer(inContact(viewer), "read", async (db) => {
    const contact = await latestContact(db, viewer, personId, true);
    const person = contact && (await findPerson(db, personId));
    if (!contact || !person) {
      await recordAccess(db, viewer, { did: "read receipt", personId, outcome: "refused" });
      return undefined;
    }
    const followUp = await db.task.findFirst({
      where: { personId, kind: "follow_up_contact", cause: contact.id },
      select: {
        dueAt: true,
        openedAt: true,
        openedByName: true,
        organisation: { select: { name: true, phone: true } },
      },
    });
    const opens = await db.relationship.findFirst({
      where: { personId, source: "contact", sourceId: contact.id, holderId: viewer.accountId },
      select: { endsAt: true },
    });
    await recordAccess(db, viewer, { did: "read receipt", personId });
    return {
      ...identityOf(person, viewer.requestedAt),
      outcome: contact.outcome,
      closedAt: contact.closedAt!,
      acceptedBy: contact.acceptedBy,
      practice: person.practice,
      followUp,
      readableUntil: opens?.endsAt ?? null,
    };
  });
}

export type ReportWrong = { personId: string; key: string; what: WrongThing; note: string | null };

/** "This is wrong": a task for whoever owns the plan, at once; the live page says so from the next reading on. */
export function reportWrong(viewer: StaffViewer, { personId, key, what, note }: ReportWrong) {
  return asViewer(inContact(viewer), "command", (db) =>
    onceOnly(db, viewer, "report plan wrong", key, async () => {
      const person = await findPerson(db, personId);
      const organisationId = person && ((await planOwner(db, personId)) ?? person.practiceId ?? viewer.organisationId);
      if (!organisationId) {
        await recordAccess(db, viewer, { did: "report plan wrong", personId, outcome: "refused" });
        return { ok: false } as const;
      }
      const headline = wrongHeadline(what, note, viewer.organisationName);
      const at = viewer.requestedAt;
      // A number has a task of its own kind; anything else puts the whole page in doubt.
      const kind = what === "number" ? "number_did_not_answer" : "plan_reported_wrong";
      const task = { personId, kind, cause: newId(at), organisationId, headline } as const;
      await raiseTask(db, { ...task, at, dueAt: at });
      await postNews(db, "plan reported wrong", { personId, organisationId }, at);
      await recordAccess(db, viewer, { did: "report plan wrong", personId, detail: { what } });
      const to = await db.organisation.findUniqueOrThrow({ where: { id: organisationId }, select: { name: true } });
      return { ok: true, to: to.name, marked: kind === "plan_reported_wrong" } as const;
    }),
  );
}

/** Who the page "This is wrong" is about; undefined without a relationship. */
export function readForWrongReport(viewer: StaffViewer, personId: string) {
  return asViewer(inContact(viewer), "read", async (db) => {
    const person = await findPerson(db, personId);
    await recordAccess(db, viewer, { did: "open wrong report", personId, outcome: person ? "allowed" : "refused" });
    return person ? identityOf(person, viewer.requestedAt) : undefined;
  });
}
