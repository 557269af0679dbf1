/** Each deed that the record of access may keep of a person has its words for that person: no reading where one wrote. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { STEP_WORDS } from "../../app/domain/action";
import { DEEDS, deedInWords } from "../../app/domain/opening-deeds";

const filesIn = (folder: string, ends: RegExp): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = `${folder}/${name}`;
    if (name === "generated") return [];
    return statSync(path).isDirectory() ? filesIn(path, ends) : ends.test(name) ? [path] : [];
  });
const texts = ["data", "access", "server", "jobs", "routes"]
  .flatMap((room) => filesIn(`app/${room}`, /\.tsx?$/))
  .map((path) => readFileSync(path, "utf8"));

/** Functions that are given the deed as an argument of its own. */
const TAKE_A_DEED = [
  ...["notTheirs", "openPerson", "openMeeting", "onMeeting", "onCase", "inPlan"],
  // Of care-records.
  "change",
];

/** Deeds of these that name nobody: lists, settings and work of the system, and refusals before anybody is known. */
const OF_NOBODY = [
  ...["approve minutes", "close cohort", "close meeting", "count people of a rule", "create MDG", "end MDG membership"],
  ...["escalate action", "export aggregates", "fold old edits of drafts", "import", "list actions", "list cohorts"],
  ...["list follow-ups", "list overrides of plans", "list own drafts of plans", "list own open contacts"],
  ...[
    "list plans not filed",
    "list registry",
    "list reviews of plans",
    "list step-downs",
    "list whose plans were opened",
  ],
  ...[
    "list withheld openings",
    "open MDG",
    "open cohort",
    "plan meeting",
    "propose for MDG",
    "raise due reviews of plans",
  ],
  ...[
    "raise reviews of plan",
    "raise tasks of old drafts",
    "reach plan",
    "read agenda",
    "read minutes",
    "read my work",
  ],
  ...[
    "record attendance",
    "remind of action",
    "render outrun texts",
    "save cohort",
    "see aggregates",
    "set MDG member",
  ],
  ...["sign setting", "sign settings", "stratify population", "synchronise cohorts", "use cohorts", "watch harm"],
  ...["import code sets", "retire code set"],
];

/** How a line of a change is said: no deed. */
const OF_CHANGES = ["added", "changed", "taken out"];

/** The person is never told of these: confer_who_opened leaves them out. */
const UNTOLD = / opening of record/;

function deedsIn(text: string): string[] {
  const named = [...text.matchAll(/\bdid: *(?:\w+ \? )?"([^"]+)"(?: : "([^"]+)")?/g)].flatMap(([, ...said]) => said);
  const given = TAKE_A_DEED.flatMap((name) =>
    [...text.matchAll(new RegExp(`(?<!function )\\b${name}\\([^"\`=;]*"([a-z][^"]*)"`, "g"))].map(([, said]) => said),
  );
  return [...named, ...given].flatMap((one) => (one === undefined || OF_CHANGES.includes(one) ? [] : [one]));
}

const used = [...new Set(texts.flatMap(deedsIn))].sort();
const inSql = ["look up urgently", "open contact", "read handler lines", "read crisis page", "open key safe"];

describe("each deed has words of its own", () => {
  test("the scan finds them", () => {
    expect(used.length).toBeGreaterThan(100);
    for (const did of ["publish plan", "read record", "record decision", "restrict part of plan", "record care"])
      expect(used).toContain(did);
  });

  test.each(used.filter((did) => !OF_NOBODY.includes(did) && !UNTOLD.test(did)).map((did) => [did]))("%s", (did) =>
    expect(DEEDS).toHaveProperty([did]),
  );

  test.each(inSql)("%s, which a function of the database writes", (did) => {
    const sql = filesIn("prisma/migrations", /\.sql$/).map((path) => readFileSync(path, "utf8"));
    expect(sql.some((text) => text.includes(`'${did}'`))).toBe(true);
    expect(DEEDS).toHaveProperty([did]);
  });

  test("steps of actions, of proposals for signing and of packages, which are put together", () => {
    const kinds = Object.keys(STEP_WORDS).filter(
      (kind) => !["created", "offered", "changed", "plan_withdrawn"].includes(kind),
    );
    for (const kind of kinds) expect(DEEDS).toHaveProperty([`action: ${kind}`]);
    for (const step of ["take", "put back", "withdraw", "return"])
      expect(DEEDS).toHaveProperty([`${step} plan proposal`]);
    for (const step of ["take", "change", "decline", "reopen"])
      expect(DEEDS).toHaveProperty([`${step} package proposal`]);
  });

  test("and no words stand for a deed that nothing does", () => {
    const made = Object.keys(DEEDS).filter((did) => !/^action: | (?:plan|package) proposal$/.test(did));
    expect(made.filter((did) => !used.includes(did) && !inSql.includes(did))).toEqual([]);
  });
});

describe("what the person is told", () => {
  test.each([
    ["report plan wrong", "said that something in the plan is wrong"],
    ["confirm line of plan", "confirmed that a part of the plan is right"],
    ["restore version of plan", "took words of an older version of the plan up again"],
    ["file plan", "wrote into the practice’s record that there is a plan"],
    ["record decision", "noted what a meeting decided"],
    ["record copy of plan", "noted that a copy of the plan was given"],
    ["withdraw plan", "took the plan back"],
    ["open contact", "said that they are dealing with an urgent call"],
    ["record contact", "noted an urgent contact"],
    ["read crisis page", "read the emergency part of the plan"],
    ["a deed of years ago", "used the record"],
    ["toString", "used the record"],
  ])("%s: %s", (did, words) => expect(deedInWords(did)).toBe(words));

  test("nothing of what is restricted, sensitive or opened against a restriction", () => {
    for (const words of Object.values(DEEDS)) expect(words).not.toMatch(/restrict|hid|clos|sensitive|overrid|withh/i);
    for (const did of ["restrict part of plan", "lift restriction of plan", "put sensitive line into plan"])
      expect(deedInWords(did)).toBe("worked on the plan");
    expect(deedInWords("open closed part of plan")).toBe(deedInWords("read plan"));
  });
});
