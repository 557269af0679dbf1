/** One practice with its staff, and people of its list with and without a plan: for tests of the plan's commands. */
import { expect } from "vitest";
import { newId } from "../../app/data/identity.server";
import { saveDraft } from "../../app/data/plan-drafts.server";
import { type PublishPlan, publishPlan } from "../../app/data/plans.server";
import type { Role } from "../../app/domain/permissions";
import type { Operation } from "../../app/domain/plan";
import type { StaffViewer } from "../../app/domain/viewer";
import { renderPublishedTexts as render } from "../../app/rendering/published-texts";
import { PLAN_OPERATIONS } from "./a-plan";
import type { TestDatabase } from "./database";

/** When everything happens, unless a test says otherwise. */
export const AT = new Date("2026-11-22T10:00:00Z");

export const AGREED_TODAY = {
  unit: "agreement",
  values: { agreed: "person", on: "2026-11-22", copy: "yes", copyOn: "2026-11-22", copyHow: "Large print" },
};

export async function planScene({ sql, url }: TestDatabase) {
  const [practice, elsewhere] = [newId(), newId()];
  await sql(
    "insert into organisation (id, ods_code, name, kind) values ($1,'E00001','Churchfield Practice','practice'), ($2,'E00002','Other Practice','practice')",
    [practice, elsewhere],
  );
  const account = async (name: string) => {
    const id = newId();
    const values = [id, `${id}@example.org`, name];
    await sql("insert into account (id, email, name, password_hash) values ($1, $2, $3, '')", values);
    return id;
  };
  const of = {
    practice: { id: practice, name: "Churchfield Practice" },
    elsewhere: { id: elsewhere, name: "Other Practice" },
  };
  /** A member of staff; each call is a new request. */
  const staff = async (
    name: string,
    role: Role,
    permissions: StaffViewer["permissions"] = [],
    at: keyof typeof of = "practice",
  ) => {
    const accountId = await account(name);
    return (change: Partial<StaffViewer> = {}): StaffViewer => ({
      kind: "staff",
      accountId,
      assignmentId: newId(),
      role,
      permissions,
      organisationId: of[at].id,
      organisationName: of[at].name,
      organisationKind: "practice",
      name,
      holders: [accountId, of[at].id],
      ownPersonId: null,
      purpose: "direct care",
      requestId: newId(),
      requestedAt: new Date(),
      demo: false,
      ...change,
    });
  };
  /** A person of the practice, with a name and no plan. */
  const aPerson = async (): Promise<string> => {
    const id = newId();
    await sql(
      "insert into person (id, born_on, practice_id, nhs_number, source, source_id) values ($1::uuid, '1942-03-12', $2, '9990123454', 'test', $1::text)",
      [id, practice],
    );
    await sql(
      "insert into person_name (person_id, id, given, family, prefix, search) values ($1, $2, 'Adaeze', 'Obi', 'Mrs', 'adaeze obi')",
      [id, newId()],
    );
    await sql(
      "insert into relationship (person_id, holder_kind, holder_id, source, source_id, starts_at) values ($1, 'organisation', $2, 'registered_practice', 'list', '2020-01-01')",
      [id, practice],
    );
    return id;
  };
  const asGp = await staff("Dr Amir Khan", "gp", ["sign emergency recommendation"]);
  const draft = (who: StaffViewer, personId: string, ...operations: Operation[]) =>
    saveDraft(who, { personId, operations, at: AT });
  const publish = (who: StaffViewer, personId: string, change: Partial<PublishPlan> = {}) =>
    publishPlan(who, { personId, key: newId(), reason: "Review at home", render, at: AT, ...change });
  return {
    ...{ sql, url, practice, elsewhere, staff, aPerson, draft, publish, asGp },
    asNurse: await staff("Sr Mensah", "practice_nurse"),
    asSocialWorker: await staff("Leila Aziz", "social_worker"),
    asStranger: await staff("Dr Other", "gp", [], "elsewhere"),
    /** What the point of contact sends. */
    text: async (personId: string, audience = "crew") =>
      (
        await sql<{ text: string; rendition: number; version: number }>(
          "select text, rendition, version from published_text where person_id = $1 and audience = $2",
          [personId, audience],
        )
      )[0],
    aLivePlan: async (change: readonly Operation[] = []) => {
      const personId = await aPerson();
      await draft(asGp(), personId, ...PLAN_OPERATIONS, AGREED_TODAY, ...change);
      expect(await publish(asGp(), personId)).toEqual({ ok: true, version: 1 });
      return personId;
    },
  };
}
export type PlanScene = Awaited<ReturnType<typeof planScene>>;
