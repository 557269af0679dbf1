/** People, sessions and plans for the tests of the point of contact, written by the owner of the database. */
import { createHash, randomUUID } from "node:crypto";
import { newId } from "../../app/data/identity.server";
import type { TestDatabase } from "./database";

export type APerson = {
  id?: string;
  prefix?: string;
  given?: string;
  family?: string;
  preferred?: string;
  bornOn?: string;
  diedOn?: string;
  postcode?: string;
  nhsNumber?: string;
  verified?: boolean;
  phones?: string[];
  /** Numbers of somebody to ring about the person. */
  ring?: string[];
  restriction?: string;
  mergedInto?: string;
  practiceId?: string;
  careHomeId?: string;
};

const without = (name: string) =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

export async function addPerson({ sql }: TestDatabase, person: APerson = {}): Promise<string> {
  const {
    id = newId(),
    given = "Adaeze",
    family = "Obi",
    prefix = "Mrs",
    preferred = null,
    postcode = "WU1 2QT",
  } = person;
  await sql(
    `insert into person (id, merged_into, born_on, died_on, sex, practice_id, care_home_id, nhs_number, nhs_number_verified, source, source_id, restriction)
     values ($1::uuid, $2, $3, $4, 'female', $5, $6, $7, $8, 'test', $1::uuid::text, $9)`,
    [
      ...[
        id,
        person.mergedInto ?? null,
        person.bornOn ?? "1942-03-12",
        person.diedOn ?? null,
        person.practiceId ?? null,
      ],
      ...[person.careHomeId ?? null, person.nhsNumber ?? null, person.verified ?? person.nhsNumber !== undefined],
      person.restriction ?? null,
    ],
  );
  await sql(
    "insert into person_name (person_id, id, prefix, given, family, preferred, search) values ($1, $2, $3, $4, $5, $6, $7)",
    [id, newId(), prefix, given, family, preferred, without(`${given} ${family} ${preferred ?? ""}`)],
  );
  await sql(
    "insert into person_address (person_id, id, lines, postcode, postcode_key) values ($1, $2, '{14 Acre Lane}', $3, $4)",
    [id, newId(), postcode, postcode.replaceAll(" ", "")],
  );
  for (const value of person.phones ?? [])
    await sql("insert into phone (person_id, id, value) values ($1, $2, $3)", [id, newId(), value]);
  for (const value of person.ring ?? [])
    await sql("insert into phone (person_id, id, value, ring_id) values ($1, $2, $3, $4)", [
      id,
      newId(),
      value,
      newId(),
    ]);
  return id;
}

export async function addOrganisation(
  { sql }: TestDatabase,
  kind: string,
  name: string,
  more: { phone?: string; hours?: unknown } = {},
) {
  const id = newId();
  await sql("insert into organisation (id, ods_code, name, kind, phone, hours) values ($1, $2, $3, $4, $5, $6)", [
    ...[id, id.slice(-8).toUpperCase(), name, kind, more.phone ?? null],
    more.hours ? JSON.stringify(more.hours) : null,
  ]);
  return id;
}

export type SignedIn = {
  token: string;
  sessionKey: string;
  accountId: string;
  assignmentId: string;
  organisationId: string;
};

/** Somebody signed in with a role; the token is what the cookie carries. */
export async function signIn(
  { sql }: TestDatabase,
  {
    role,
    organisationId,
    expires = "8 hours",
    ownPerson = null,
    name = "Sam Reid",
  }: { role: string; organisationId: string; expires?: string; ownPerson?: string | null; name?: string },
): Promise<SignedIn> {
  const [accountId, assignmentId] = [newId(), newId()];
  const token = randomUUID().replaceAll("-", "");
  const sessionKey = createHash("sha256").update(token).digest("hex");
  await sql("insert into account (id, email, name, password_hash, person_id) values ($1, $2, $3, 'none', $4)", [
    ...[accountId, `${accountId}@example.org`, name, ownPerson],
  ]);
  await sql(
    "insert into assignment (id, account_id, organisation_id, role, permissions, starts_at) values ($1, $2, $3, $4, '{}', now() - interval '1 day')",
    [...[assignmentId, accountId, organisationId, role]],
  );
  await sql("insert into session (id, user_id, assignment_id, expires_at) values ($1, $2, $3, now() + $4::interval)", [
    ...[sessionKey, accountId, assignmentId, expires],
  ]);
  return { token, sessionKey, accountId, assignmentId, organisationId };
}

export const HANDLER_TEXT = JSON.stringify({
  status: "live",
  version: 1,
  publishedAt: "2026-05-03T10:00:00Z",
  lines: ["Insulin-treated. If drowsy, send help at once."],
  numbers: [{ name: "Hospice", role: "advice line", phone: "020 7946 0321", hours: "24 hours", lastAnswered: null }],
  oldest: "2026-05-03",
  diedOn: null,
});
export const CREW_TEXT =
  '<!doctype html><html lang="en-GB"><head><title>Crisis plan</title></head><body><header><h1>OBI, Adaeze</h1>{{seen}}</header><main><h2>CPR: NOT RECOMMENDED</h2>{{viewer}}{{contact}}</main></body></html>';

export async function addPlan(
  { sql }: TestDatabase,
  personId: string,
  {
    status = "live",
    elsewhere = null,
    texts = true,
    ownerOrganisationId = null,
  }: { status?: string; elsewhere?: unknown; texts?: boolean; ownerOrganisationId?: string | null } = {},
) {
  await sql(
    "insert into plan (person_id, status, current_version, rendition, elsewhere, owner_organisation_id) values ($1, $2, 1, 1, $3, $4)",
    [personId, status, elsewhere ? JSON.stringify(elsewhere) : null, ownerOrganisationId],
  );
  if (!texts) return;
  for (const [audience, text] of [
    ["crew", CREW_TEXT],
    ["handler", HANDLER_TEXT],
  ])
    await sql(
      "insert into published_text (person_id, audience, version, rendition, text, published_at) values ($1, $2, 1, 1, $3, now())",
      [personId, audience, text],
    );
}
