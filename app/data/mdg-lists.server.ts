/**
 * A group's list: the people whose latest closed case of the group was not stepped down. A step-down is a decision of
 * that case, under an id that the case determines: there is one, whoever presses first.
 */
import { PROPOSAL_SETTINGS } from "../domain/mdg-proposal-settings";
import type { SettingValues } from "../domain/setting";
import type { Db } from "./database.server";
import { Prisma } from "./generated/client";
import { idOf } from "./identity.server";

export const stepDownId = (caseId: string): string => idOf("step-down", caseId);

/** The latest closed case of each person, with its step-down. Row-level security leaves whom the viewer may see. */
export async function listOf(db: Db, mdgId: string) {
  const cases = await db.$queryRaw<{ personId: string; caseId: string; discussedAt: Date }[]>`
    select distinct on (k.person_id) k.person_id as "personId", k.id as "caseId", m.starts_at as "discussedAt"
    from mdg_case k join meeting m on m.id = k.meeting_id
    where m.mdg_id = ${mdgId}::uuid and k.status = 'closed' order by k.person_id, m.starts_at desc`;
  const decisions = await db.caseDecision.findMany({
    where: {
      personId: { in: cases.map(({ personId }) => personId) },
      id: { in: cases.map(({ caseId }) => stepDownId(caseId)) },
    },
    select: { caseId: true, at: true, byName: true, text: true },
  });
  return cases.map((one) => ({ ...one, steppedDown: decisions.find(({ caseId }) => caseId === one.caseId) }));
}

/** Uses of emergency services, as imported and as recorded here at the point of contact: person_id, kind, at. */
export const emergencyContacts = Prisma.sql`
  select person_id, kind, starts_at as at from encounter
  where removed_at is null and kind in ('emergency_admission', 'ae', 'ambulance', 'nhs111')
  union all
  select person_id, case service when 'ed' then 'ae' else service end, opened_at from contact
  where service in ('ed', 'ambulance', 'nhs111')`;

/** Settings of proposing and stepping down that somebody changed; the others have what ships. */
export async function proposalSettings(db: Db): Promise<SettingValues> {
  const rows = await db.setting.findMany({
    where: { name: { in: Object.keys(PROPOSAL_SETTINGS) } },
    orderBy: { version: "asc" },
    select: { name: true, value: true },
  });
  return Object.fromEntries(rows.flatMap(({ name, value }) => (typeof value === "number" ? [[name, value]] : [])));
}
