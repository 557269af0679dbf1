/** Two practices, a council and a community trust; one group that meets, one that has nothing to do with it. */
import { newId } from "../../app/data/identity.server";
import type { Role } from "../../app/domain/permissions";
import type { StaffViewer } from "../../app/domain/viewer";
import type { TestDatabase } from "./database";

export const DAY = 86_400_000;

export async function mdgScene({ sql }: Pick<TestDatabase, "sql">) {
  let made = 0;
  const organisation = async (name: string, kind: string) => {
    const id = newId();
    await sql("insert into organisation (id, ods_code, name, kind) values ($1, $2, $3, $4)", [
      id,
      `T${++made}-${id.slice(-6)}`,
      name,
      kind,
    ]);
    return id;
  };
  const mdg = async (name: string, organisationId: string) => {
    const id = newId();
    await sql("insert into mdg (id, name, organisation_id) values ($1, $2, $3)", [id, name, organisationId]);
    return id;
  };
  /** A member of staff who signed in; of these groups. */
  const staff = async (name: string, role: Role, organisationId: string, mdgs: string[] = []): Promise<StaffViewer> => {
    const [accountId, assignmentId] = [newId(), newId()];
    const since = new Date(Date.now() - 400 * DAY);
    await sql("insert into account (id, email, name, password_hash) values ($1, $2, $3, '')", [
      accountId,
      `${accountId}@example.nhs.uk`,
      name,
    ]);
    await sql(
      "insert into assignment (id, account_id, organisation_id, role, permissions, starts_at) values ($1, $2, $3, $4, '{}', $5)",
      [assignmentId, accountId, organisationId, role, since],
    );
    for (const id of mdgs)
      await sql("insert into mdg_member (mdg_id, account_id, starts_at) values ($1, $2, $3)", [id, accountId, since]);
    return {
      kind: "staff",
      accountId,
      assignmentId,
      role,
      permissions: [],
      organisationId,
      organisationName: "",
      organisationKind: "",
      name,
      holders: [accountId, organisationId, ...mdgs],
      ownPersonId: null,
      purpose: "direct care",
      requestId: newId(),
      requestedAt: new Date(),
      demo: false,
    };
  };
  const person = async (family: string, practiceId: string) => {
    const id = newId();
    await sql(
      "insert into person (id, practice_id, source, source_id, born_on) values ($1::uuid, $2, 'test', $1::uuid::text, '1942-03-12')",
      [id, practiceId],
    );
    await sql(
      "insert into person_name (person_id, id, given, family, search) values ($1, $2, 'Adaeze', $3, lower($3))",
      [id, newId(), family],
    );
    await sql(
      `insert into relationship (person_id, holder_kind, holder_id, source, source_id, starts_at)
       values ($1, 'organisation', $2::uuid, 'registered_practice', $2::uuid::text, now() - interval '1 year')`,
      [id, practiceId],
    );
    return id;
  };
  /** So many days from now, whatever the clock says. */
  const meeting = async (mdgId: string, inDays: number, slots = 3) => {
    const id = newId();
    await sql("insert into meeting (id, mdg_id, starts_at, place, slots) values ($1, $2, $3, 'Library', $4)", [
      id,
      mdgId,
      new Date(Date.now() + inDays * DAY),
      slots,
    ]);
    return id;
  };

  /** The meeting has begun and somebody is here: it may close. */
  const begun = async (meetingId: string) => {
    await sql("update meeting set starts_at = now() - interval '1 hour' where id = $1", [meetingId]);
    await sql(
      "insert into meeting_attendance (meeting_id, account_id, name, organisation_name) values ($1, $2, 'Dr Khan, GP', '') on conflict do nothing",
      [meetingId, newId()],
    );
  };
  /** Objection and capacity are recorded: the case may close. */
  const noted = (caseId: string) =>
    sql("update mdg_case set objection = 'none', capacity = 'not_assessed' where id = $1", [caseId]);

  const practice = await organisation("Churchfield Practice", "practice");
  const otherPractice = await organisation("Acre Lane Surgery", "practice");
  const council = await organisation("Borough council", "council");
  const trust = await organisation("Community trust", "trust");
  const group = await mdg("North MDG", practice);
  const otherGroup = await mdg("South MDG", otherPractice);
  return {
    organisations: { practice, otherPractice, council, trust },
    group,
    otherGroup,
    gp: await staff("Dr Khan", "gp", practice, [group]),
    socialWorker: await staff("Ms Lewis", "social_worker", council, [group]),
    nurse: await staff("Sr Mensah", "community_clinician", trust, [group]),
    stranger: await staff("Dr Else", "gp", otherPractice, [otherGroup]),
    staff,
    person,
    meeting,
    begun,
    noted,
  };
}

/** The same viewer in a request of its own, now or at another time. */
export const again = (viewer: StaffViewer, at: Date = new Date()): StaffViewer => ({
  ...viewer,
  requestId: newId(),
  requestedAt: at,
});

export const inDays = (days: number): string => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
