/**
 * Every route × every role. The table says what a route asks for; the test calls it as everybody. A route that is
 * missing from the table, or a loader or action that the table does not state, fails.
 */
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../app/data/identity.server";
import { may, type Permission, ROLES, type Role } from "../../app/domain/permissions";
import { testDatabase } from "../support/database";

type Asks = Permission | readonly Permission[] | "open" | "signed in" | "person";
const both = (asks: Asks) => ({ loader: asks, action: asks });

const ROUTES: Record<string, { loader?: Asks; action?: Asks }> = {
  "_index.tsx": { loader: "signed in" },
  "actions.$actionId.tsx": both("own actions"),
  "actions._index.tsx": { loader: "own actions" },
  "assignment.tsx": both("signed in"),
  "c.$token.tsx": both(["look up urgently", "read record"]),
  "cohorts.$cohortId._index.tsx": both("use the registry"),
  "cohorts.$cohortId.edit.tsx": both("use the registry"),
  "cohorts._index.tsx": { loader: "use the registry" },
  "cohorts.new.tsx": both("use the registry"),
  "drafts.$personId.tsx": both("edit plan"),
  "drafts._index.tsx": both("edit plan"),
  "equity.tsx": { loader: ["use the registry", "see aggregates"] },
  "equity[.]csv.tsx": { loader: ["use the registry", "see aggregates"] },
  "filing._index.tsx": { loader: "file plan" },
  "mdgs.$mdgId._index.tsx": both("take part in MDG"),
  "mdgs.$mdgId.harm-watch.tsx": { loader: "take part in MDG" },
  "mdgs.$mdgId.propose.tsx": both("refer to MDG"),
  "mdgs.$mdgId.step-down.tsx": both("take part in MDG"),
  "mdgs._index.tsx": { loader: "take part in MDG", action: "run MDG" },
  "join.tsx": both("open"),
  "meetings.$meetingId._index.tsx": both("take part in MDG"),
  "meetings.$meetingId.cases.$caseId.tsx": both("take part in MDG"),
  "meetings.$meetingId.minutes.tsx": both("take part in MDG"),
  "meetings.refer.tsx": both("refer to MDG"),
  "mine._index.tsx": both("person"),
  "mine.in.$accessId.tsx": both("open"),
  "mine.openings.tsx": { loader: "person" },
  "mine.plan.tsx": { loader: "person" },
  "mine.signed-out.tsx": { action: "open" },
  "overrides.tsx": both("review access"),
  "people.$personId._index.tsx": { loader: "read record" },
  "people.$personId.care.$process.tsx": both("add to record"),
  "people.$personId.care._index.tsx": { loader: "read record" },
  "people.$personId.nominate.tsx": both("refer to MDG"),
  "people.$personId.packages.tsx": both("edit plan"),
  "people.$personId.plan._index.tsx": { loader: "read record", action: "edit plan" },
  "people.$personId.plan.card.tsx": both("edit plan"),
  "people.$personId.plan.cards.tsx": both("edit plan"),
  "people.$personId.plan.copy.$audience.tsx": { loader: "read record" },
  "people.$personId.plan.compare.tsx": { loader: "read record" },
  "people.$personId.plan.draft.tsx": both("edit plan"),
  "people.$personId.plan.edit.$section.tsx": both("edit plan"),
  "people.$personId.plan.filing.tsx": both("file plan"),
  "people.$personId.plan.history.tsx": { loader: "read record" },
  "people.$personId.plan.invite.tsx": both("invite person"),
  "people.$personId.plan.key-safe.tsx": both("edit plan"),
  "people.$personId.plan.live.tsx": { loader: "read record" },
  "people.$personId.plan.print.tsx": { loader: "read record" },
  "people.$personId.plan.propose.tsx": both("edit plan"),
  "people.$personId.plan.publish.tsx": both("edit plan"),
  "people.$personId.plan.restrict.tsx": both("edit plan"),
  "people.$personId.plan.settle.tsx": both("edit plan"),
  "people.$personId.plan.versions.$version.tsx": { loader: "read record", action: "edit plan" },
  "people.$personId.refer.tsx": both("refer to MDG"),
  "people.$personId.why.tsx": { loader: "read record" },
  "protocols.$protocolId.tsx": { loader: "read record" },
  "protocols._index.tsx": { loader: "read record" },
  "registry.rows.tsx": both("use the registry"),
  "registry.tsx": both("use the registry"),
  "reviews._index.tsx": { loader: "edit plan" },
  "settings.$name.tsx": both("sign settings"),
  "settings._index.tsx": both("sign settings"),
  "sign-in.tsx": both("open"),
  "sign-out.tsx": both("open"),
  "stratification.$runId.tsx": { loader: "see aggregates" },
  "stratification._index.tsx": { loader: "see aggregates" },
  "tasks.$taskId.tsx": both("close tasks"),
  "urgent._index.tsx": both("look up urgently"),
  "urgent.people.$personId.contact.tsx": both("record contact"),
  "urgent.people.$personId.receipt.tsx": { loader: "record contact" },
  "urgent.people.$personId.wrong.tsx": both("record contact"),
  "withheld-openings.tsx": both("review access"),
};

/** Pages that a role does not have although it has their permission: residents' nurses see no reasons to count by. */
const NOT_FOR: Readonly<Record<string, readonly Role[]>> = {
  cohorts: ["care_home_nurse"],
  equity: ["care_home_nurse"],
};

const folder = join(import.meta.dirname, "../../app/routes");
const roles = Object.keys(ROLES) as Role[];
const cookies = new Map<Role, string>();

beforeAll(async () => {
  const { sql } = await testDatabase();
  const organisationId = newId();
  await sql("insert into organisation (id, ods_code, name, kind) values ($1, 'T1', 'Test practice', 'practice')", [
    organisationId,
  ]);
  for (const role of roles) {
    const [accountId, assignmentId] = [newId(), newId()];
    await sql("insert into account (id, email, name, password_hash) values ($1::uuid, $1::text, $2, '')", [
      accountId,
      role,
    ]);
    await sql(
      "insert into assignment (id, account_id, organisation_id, role, permissions, starts_at) values ($1, $2, $3, $4, '{}', '2020-01-01')",
      [assignmentId, accountId, organisationId, role],
    );
    await sql(
      "insert into session (id, user_id, expires_at, assignment_id) values ($1, $2, now() + interval '1 hour', $3)",
      [createHash("sha256").update(`token-of-${role}`).digest("hex"), accountId, assignmentId],
    );
    cookies.set(role, `confer_session=token-of-${role}`);
  }
});

/** The status of the answer, returned or thrown: 200 for plain data, 302 to sign-in becomes "sign in". */
async function statusAs(
  cookie: string | undefined,
  file: string,
  kind: "loader" | "action",
): Promise<number | "sign in" | "person's sign in"> {
  const route = await import(/* @vite-ignore */ join(folder, file));
  const params = {
    personId: newId(),
    mdgId: newId(),
    meetingId: newId(),
    cohortId: newId(),
    actionId: newId(),
    taskId: newId(),
    section: "about-me",
    process: "hba1c",
    version: "1",
    runId: newId(),
  };
  const init = kind === "loader" ? {} : { method: "POST", body: new FormData() };
  const request = new Request("http://localhost/somewhere", init);
  if (cookie) request.headers.set("Cookie", cookie);
  const answer = await Promise.resolve(route[kind]({ request, params, context: {} })).catch(
    (thrown: unknown) => thrown,
  );
  if (answer instanceof Response) {
    const to = answer.headers.get("Location");
    return to?.startsWith("/sign-in") ? "sign in" : to === "/mine/signed-out" ? "person's sign in" : answer.status;
  }
  if (answer instanceof Error) throw answer;
  return (answer as { init?: { status?: number } } | null)?.init?.status ?? 200;
}

const stated = Object.entries(ROUTES).flatMap(([file, { loader, action }]) => [
  ...(loader ? [[file, "loader", loader] as const] : []),
  ...(action ? [[file, "action", action] as const] : []),
]);

describe("every route is in the table, with what it asks for", () => {
  test("no route file is missing, and none is left over", () => {
    expect(readdirSync(folder).sort()).toEqual(Object.keys(ROUTES).sort());
  });

  test.each(Object.entries(ROUTES))("%s has the loader and action that the table states", async (file, asks) => {
    const route = await import(/* @vite-ignore */ join(folder, file));
    expect({ loader: "loader" in route, action: "action" in route }).toEqual({
      loader: "loader" in asks,
      action: "action" in asks,
    });
  });
});

describe.each(stated.filter(([, , asks]) => asks === "person"))("%s %s is for the person", (file, kind) => {
  test("nobody, and no role of staff, gets more than the way to sign in", async () => {
    for (const cookie of [undefined, ...cookies.values()])
      expect(await statusAs(cookie, file, kind)).toBe("person's sign in");
  });
});

describe.each(stated.filter(([, , asks]) => asks !== "open" && asks !== "person"))(
  "%s %s asks for: %s",
  (file, kind, asks) => {
    test("nobody signed in is sent to sign in", async () => {
      expect(await statusAs(undefined, file, kind)).toBe("sign in");
    });

    test.each(roles)("%s", async (role) => {
      const status = await statusAs(cookies.get(role), file, kind);
      const allowed =
        !NOT_FOR[file.split(/[.[]/)[0]!]?.includes(role) &&
        (asks === "signed in" || [asks].flat().some((one) => may({ role, permissions: [] }, one as Permission)));
      // 403 and nothing else is the answer to a role; what is beyond it (a person nobody knows) has its own.
      if (allowed && !(file === "assignment.tsx" && kind === "action")) expect(status).not.toBe(403);
      if (!allowed) expect(status).toBe(403);
      expect(typeof status === "string" ? 0 : status).toBeLessThan(500);
    });
  },
);
