/** The staff of the borough: invented people in every role, the first of each role offered for one-click sign-in. */
import { hashPassword } from "../../app/access/passwords.server";
import { findViewer } from "../../app/data/accounts.server";
import { asViewer, type Db } from "../../app/data/database.server";
import { idOf } from "../../app/data/identity.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import type { Permission, Role } from "../../app/domain/permissions";
import type { StaffViewer } from "../../app/domain/viewer";
import { ACUTE_TRUST, ICS, type Organisations } from "./organisations";
import { pick, stream } from "./random";

/** Works for every account of the borough: its people are synthetic, and it is refused beside real NHS numbers. */
export const DEMO_PASSWORD = "synthetic people only";

export type Post = { role: Role; at: string; permissions?: readonly Permission[]; demoOrder?: number };
export type Colleague = { key: string; name: string; title?: string; profession: string; posts: readonly Post[] };

const SIGNS: readonly Permission[] = ["sign emergency recommendation"];
/** Also endorses or confirms what a colleague signed. */
const ENDORSES: readonly Permission[] = [...SIGNS, "endorse emergency recommendation"];
/** The clinical lead puts settings in force and switches treatment rules. */
const LEADS: readonly Permission[] = [...ENDORSES, "sign settings"];

/** `first` and `second` are the two practices that the walk through the product uses. */
function named({ practices, careHomes }: Organisations): Colleague[] {
  const [first, second] = practices.map(({ code }) => code) as [string, string];
  const home = careHomes[0]?.code ?? "";
  return [
    {
      key: "amir.khan",
      name: "Dr Amir Khan",
      profession: "General practitioner, clinical lead",
      // Works some nights out of hours: two assignments, one chosen at each sign-in.
      posts: [
        { role: "gp", at: first, permissions: LEADS, demoOrder: 1 },
        { role: "urgent_clinician", at: "ZZ111" },
      ],
    },
    one("grace.mensah", "Grace Mensah", "Nurse", "practice_nurse", first, 2),
    one("priya.shah", "Priya Shah", "Care coordinator", "care_coordinator", first, 3),
    one("tom.hughes", "Tom Hughes", "Social worker", "social_worker", "ZZB", 4),
    one("siobhan.byrne", "Siobhan Byrne", "Community matron", "community_clinician", "ZZC", 5),
    {
      ...one("helen.osei", "Dr Helen Osei", "Consultant geriatrician", "consultant", ACUTE_TRUST, 6),
      posts: [{ role: "consultant", at: ACUTE_TRUST, permissions: ENDORSES, demoOrder: 6 }],
    },
    one("jo.parker", "Jo Parker", "Paramedic", "urgent_clinician", "ZZX", 7),
    one("marek.nowak", "Marek Nowak", "Health adviser", "call_handler", "ZZ111", 8),
    one("ruth.adeyemi", "Ruth Adeyemi", "Nurse", "clinical_desk", "ZZX", 9),
    one("blessing.okafor", "Blessing Okafor", "Nurse", "care_home_nurse", home, 10),
    one("niamh.kelly", "Dr Niamh Kelly", "Palliative care physician", "hospice", "ZZH01", 11),
    one("leon.grant", "Leon Grant", "Duty manager", "control_lead", "ZZX", 12),
    one("anita.desai", "Dr Anita Desai", "Public health consultant", "public_health", "ZZB", 13),
    one("wei.chan", "Wei Chan", "Analyst", "analyst", ICS, 14),
    one("judith.marsh", "Judith Marsh", "Information-governance officer", "governance_officer", ICS, 15),
    one("sam.fletcher", "Sam Fletcher", "Administrator", "administrator", ICS, 16),
    {
      ...one("sarah.bennett", "Dr Sarah Bennett", "General practitioner", "gp", second),
      posts: [{ role: "gp", at: second, permissions: SIGNS, demoOrder: 17 }],
    },
  ];
}

const one = (key: string, name: string, profession: string, role: Role, at: string, demoOrder?: number): Colleague => ({
  key,
  name,
  profession,
  posts: [{ role, at, demoOrder }],
});

/** A GP for each further practice, so that everybody's plan has an author. */
function furtherGps({ practices }: Organisations): Colleague[] {
  return practices.slice(2).map(({ code }, n) => {
    const random = stream(n, 91);
    const given = pick(random, [
      "Daniel",
      "Farah",
      "Rachel",
      "Nikhil",
      "Efua",
      "Owen",
      "Yasmin",
      "Laura",
      "Kwame",
      "Mei",
    ]);
    const family = pick(random, [
      "Hart",
      "Rahman",
      "Collins",
      "Mistry",
      "Boateng",
      "Lewis",
      "Karimi",
      "Novak",
      "Reid",
      "Lam",
    ]);
    const key = `gp.${code.toLowerCase()}`;
    return {
      key,
      name: `Dr ${given} ${family}`,
      profession: "General practitioner",
      posts: [{ role: "gp", at: code, permissions: SIGNS }],
    };
  });
}

export const staffOf = (organisations: Organisations): Colleague[] => [
  ...named(organisations),
  ...furtherGps(organisations),
];

export const accountIdOf = (key: string) => idOf("borough", "account", key);
const assignmentIdOf = (key: string, { role, at }: Post) => idOf("borough", "assignment", key, role, at);

/** Makes accounts and assignments, or leaves them as they are. Ids by ODS code must exist. Posts begin at `since`. */
export async function employStaff(organisations: Organisations, idByCode: ReadonlyMap<string, string>, since: Date) {
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  await asViewer(systemViewer("borough", "make the staff of the demo borough"), "batch", async (db) => {
    for (const colleague of staffOf(organisations)) await employ(db, colleague, { idByCode, since, passwordHash });
  });
}

type Terms = { idByCode: ReadonlyMap<string, string>; since: Date; passwordHash: string };

async function employ(db: Db, { key, name, profession, posts }: Colleague, { idByCode, since, passwordHash }: Terms) {
  const id = accountIdOf(key);
  const email = `${key}@demo.confer.example`;
  await db.account.upsert({
    where: { id },
    create: { id, email, name, profession, passwordHash, createdAt: since },
    update: {},
  });
  for (const post of posts) {
    const organisationId = idByCode.get(post.at);
    if (!organisationId) throw new Error(`The borough has no organisation ${post.at} for ${name}.`);
    const { role, permissions = [], demoOrder = null } = post;
    const assignment = {
      accountId: id,
      organisationId,
      role,
      permissions: [...permissions],
      demoOrder,
      startsAt: since,
    };
    const assignmentId = assignmentIdOf(key, post);
    await db.assignment.upsert({
      where: { id: assignmentId },
      create: { id: assignmentId, ...assignment },
      update: {},
    });
  }
}

/** The colleague at work at this moment, as if signed in to the first post. */
export async function atWork(colleague: Colleague, at: Date, request: string): Promise<StaffViewer> {
  const post = colleague.posts[0] as Post;
  const assignmentId = assignmentIdOf(colleague.key, post);
  const viewer = await findViewer(
    { accountId: accountIdOf(colleague.key), assignmentId, demo: true },
    { id: request, at },
  );
  if (!viewer) throw new Error(`${colleague.name} has no post at ${post.at} at ${at.toISOString()}.`);
  return viewer;
}
