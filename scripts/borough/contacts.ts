/** Contacts of the last nights, recorded as crews record them, so that practices find reviews on their lists. */
import { asViewer } from "../../app/data/database.server";
import { idOf } from "../../app/data/identity.server";
import { readSetting } from "../../app/data/settings.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import { raiseTask } from "../../app/data/tasks.server";
import { type ContactOutcome, type PlanFeedback, reviewHeadline } from "../../app/domain/contact";
import { atWork, type Colleague } from "./staff";

type Night = {
  nightsAgo: number;
  hour: number;
  minute: number;
  outcome: ContactOutcome;
  note: string;
  feedback: PlanFeedback;
};

const NIGHTS: readonly Night[] = [
  {
    nightsAgo: 0,
    hour: 2,
    minute: 10,
    outcome: "not_conveyed",
    note: "Fall in the bathroom, no injury, up with one person. Blood pressure low on standing.",
    feedback: "followed",
  },
  {
    nightsAgo: 0,
    hour: 4,
    minute: 35,
    outcome: "conveyed",
    note: "Glucose 2.9, slow to wake after treatment. Conveyed.",
    feedback: "followed",
  },
  {
    nightsAgo: 1,
    hour: 22,
    minute: 50,
    outcome: "not_conveyed",
    note: "Breathless, settled with own inhaler. Daughter staying the night.",
    feedback: "followed",
  },
  {
    nightsAgo: 1,
    hour: 3,
    minute: 5,
    outcome: "conveyed",
    note: "New confusion and fever. Number in the plan did not answer.",
    feedback: "could_not_follow",
  },
  {
    nightsAgo: 2,
    hour: 1,
    minute: 20,
    outcome: "referred",
    note: "Catheter blocked; community nurses coming this morning.",
    feedback: "not_needed",
  },
  {
    nightsAgo: 4,
    hour: 23,
    minute: 40,
    outcome: "not_conveyed",
    note: "Pain at the end of life, given from the box at home.",
    feedback: "followed",
  },
];

const DAY = 86_400_000;
const LASTED = 50 * 60_000;

export type Visited = { id: string; practiceId: string; planned: boolean };

/** One contact a person, newest night first; `people` are in the order of the nights. Returns how many were made. */
export async function recordNights(people: readonly Visited[], crew: Colleague, today: Date): Promise<number> {
  let made = 0;
  for (const [index, person] of people.slice(0, NIGHTS.length).entries()) {
    const night = NIGHTS[index] as Night;
    const openedAt = new Date(today.getTime() - night.nightsAgo * DAY);
    openedAt.setUTCHours(night.hour, night.minute, 0, 0);
    // Nothing of the night lies in the future, its end included.
    if (openedAt.getTime() + LASTED >= today.getTime()) openedAt.setTime(openedAt.getTime() - DAY);
    if (await recordNight(person, night, crew, openedAt)) made++;
  }
  return made;
}

/**
 * Written whole by the named job: the relationship that a crew's command stands on has ended by now. The review goes to
 * the practice in the same words and by the same clock as after a real contact.
 */
async function recordNight(
  { id: personId, practiceId, planned }: Visited,
  night: Night,
  crew: Colleague,
  openedAt: Date,
): Promise<boolean> {
  const id = idOf("borough", "contact", personId);
  const opener = await atWork(crew, openedAt, `borough: contact ${id}`);
  const closedAt = new Date(openedAt.getTime() + LASTED);
  const planFeedback = planned ? night.feedback : null;
  return asViewer(systemViewer("borough", "make contacts of the demo borough"), "command", async (db) => {
    if (await db.contact.findFirst({ where: { personId, id } })) return false;
    const plan = await db.plan.findUnique({ where: { personId }, select: { currentVersion: true } });
    await db.contact.create({
      data: {
        personId,
        id,
        service: "ambulance",
        organisationId: opener.organisationId,
        openedBy: opener.accountId,
        openedByName: opener.name,
        openedAt,
        matchedBy: "nhs_number",
        identifiersChecked: true,
        attending: true,
        planVersion: plan?.currentVersion || null,
        closedAt,
        outcome: night.outcome,
        note: night.note,
        planFeedback,
      },
    });
    const days = await readSetting(db, "contact.review-within-days");
    await raiseTask(db, {
      personId,
      kind: "review_plan_after_contact",
      cause: id,
      organisationId: practiceId,
      headline: reviewHeadline(
        { outcome: night.outcome, planFeedback },
        { organisation: opener.organisationName, at: openedAt, hadPlan: planned },
      ),
      at: closedAt,
      dueAt: new Date(closedAt.getTime() + days.value * DAY),
    });
    return true;
  });
}
