/** Whether a practice has filed a plan in its own system: a tick, and the list of what is not filed. */
import { createHash } from "node:crypto";
import { calendarDateOf, familyFirst, nameAt, sourcesLeft, strictest } from "../domain/person";
import { blockContent, blockText, filingBlock } from "../domain/plan-filing";
import type { StaffViewer } from "../domain/viewer";
import { notTheirs, recordAccess } from "./access-records.server";
import { onceOnly } from "./commands.server";
import { asViewer, type Db } from "./database.server";
import { findInPlanScope, loadDocument } from "./plan-scope.server";
import { loadPublished } from "./published-plans.server";
import { restrictionOf } from "./relationships.server";

export type Filing = {
  status: "live" | "withdrawn";
  version: number;
  /** As it is pasted. */
  text: string;
  /** Names the entries: a tick is for these and no others. */
  mark: string;
  /** The practice's last tick, for these entries or for older ones. */
  last: { at: Date; byName: string; version: number; same: boolean } | null;
};

const markOf = (content: string) => createHash("sha256").update(content).digest("hex");

const WITHDRAWN = markOf(blockContent({ status: "withdrawn", head: "", lines: [], ends: [] }));

/** Undefined: no such person, or one who is not registered with the viewer's practice. Null: nothing to file. */
export function readFiling(viewer: StaffViewer, personId: string, at: Date): Promise<Filing | null | undefined> {
  return asViewer(viewer, "read", async (db) => {
    if (!(await findRegistered(db, viewer, personId))) return notTheirs(db, viewer, "read plan for filing", personId);
    await recordAccess(db, viewer, { personId, did: "read plan for filing" });
    return loadFiling(db, viewer, personId, at);
  });
}

async function findRegistered(db: Db, viewer: StaffViewer, personId: string): Promise<boolean> {
  const person = await findInPlanScope(db, viewer, personId, "plan versions");
  if (person?.practiceId !== viewer.organisationId) return false;
  return isLeftToPractice(await restrictionOf(db, personId));
}

const isLeftToPractice = (restriction: string | null) => sourcesLeft(["registered_practice"], restriction).length > 0;

/** Null: nothing was published, or what was withdrawn was never filed. */
async function loadFiling(db: Db, viewer: StaffViewer, personId: string, at: Date): Promise<Filing | null> {
  const published = await loadPublished(db, personId, at);
  const { organisationId } = viewer;
  const last = await db.planFiling.findFirst({ where: { personId, organisationId }, orderBy: { filedAt: "desc" } });
  if (!published || (published.status === "withdrawn" && !last)) return null;
  const { bornOn } = await db.person.findUniqueOrThrow({ where: { id: personId }, select: { bornOn: true } });
  const block = filingBlock(published, calendarDateOf(bornOn), last ? await filedDocument(db, last) : undefined);
  const mark = markOf(blockContent(block));
  return {
    status: block.status,
    version: published.version,
    text: blockText(block),
    mark,
    last: last && {
      at: last.filedAt,
      byName: last.filedByName,
      version: last.version,
      same: last.block === mark,
    },
  };
}

/** What stands in the practice's system by its last tick: nothing, when that tick was of a withdrawal. */
async function filedDocument(
  db: Db,
  { personId, version, block }: { personId: string; version: number; block: string },
) {
  return block === WITHDRAWN ? undefined : loadDocument(db, personId, version);
}

export type TickFiled = { personId: string; key: string; mark: string; at: Date };

/** The practice filed these entries. Refused when the plan changed since they were shown: others are to be filed now. */
export function tickFiled(viewer: StaffViewer, { personId, key, mark, at }: TickFiled) {
  return asViewer(viewer, "command", (db) =>
    onceOnly(db, viewer, "file plan", key, async () => {
      if (!(await findRegistered(db, viewer, personId))) return { ok: false, why: "not found" } as const;
      await db.$queryRaw`select 1 from plan where person_id = ${personId}::uuid for update`;
      const filing = await loadFiling(db, viewer, personId, at);
      if (!filing) return { ok: false, why: "nothing to file" } as const;
      if (filing.mark !== mark) return { ok: false, why: "changed" } as const;
      const { version } = filing;
      if (!filing.last?.same)
        await db.planFiling.create({
          data: {
            ...{ personId, version, organisationId: viewer.organisationId, block: mark, filedAt: at },
            ...{ filedBy: viewer.accountId, filedByName: viewer.name },
          },
        });
      await recordAccess(db, viewer, { personId, did: "file plan", detail: { version } });
      return { ok: true } as const;
    }),
  );
}

export type NotFiled = {
  personId: string;
  name: string;
  bornOn: string | undefined;
  version: number;
  publishedAt: Date;
  because: string;
};

/** Looked at in one go. */
const A_PAGE = 200;

/** Behind which plan a page begins: the last one that was looked at. */
export type FilingKey = { filed: boolean; publishedAt: Date; personId: string };

/**
 * Plans of people who are registered with the viewer's practice, without a tick for what stands now: those never filed
 * first, then the longest wait. Of one that was filed only its block says whether it changed, so that a page may show
 * fewer than it looked at; `next` begins the page behind it, whatever this one shows. `most`: looked at in one go.
 */
export function findNotFiled(
  viewer: StaffViewer,
  at: Date,
  { after, most = A_PAGE }: { after?: FilingKey; most?: number } = {},
): Promise<{ plans: NotFiled[]; next: FilingKey | undefined }> {
  return asViewer(viewer, "read", async (db) => {
    const rows = await candidates(db, viewer, after, most);
    const waiting: Candidate[] = [];
    for (const row of rows.slice(0, most)) {
      if (!isLeftToPractice(strictest(row.restrictions))) continue;
      // One that was never filed needs no look at what is in it.
      const filing = row.filed ? await loadFiling(db, viewer, row.person_id, at) : undefined;
      if (!row.filed || (filing && !filing.last?.same)) waiting.push(row);
    }
    const plans = await namedInList(db, waiting, at);
    await recordAccess(db, viewer, { did: "list plans not filed", shown: plans.map(({ personId }) => personId) });
    const last = rows.length > most ? rows[most - 1] : undefined;
    return {
      plans,
      next: last && { filed: last.filed, publishedAt: last.published_at, personId: last.person_id },
    };
  });
}

type Candidate = {
  person_id: string;
  status: string;
  version: number;
  published_at: Date;
  /** Of every row that stands for the person: a merge lifts no seal. */
  restrictions: string[];
  filed: boolean;
};

/** Those that changed in any way since the practice's last tick; whether the entries did is for the block to say. */
function candidates(
  db: Db,
  { organisationId }: StaffViewer,
  after: FilingKey | undefined,
  most: number,
): Promise<Candidate[]> {
  const { filed = false, publishedAt = new Date(0), personId = NO_ONE } = after ?? {};
  return db.$queryRaw<Candidate[]>`
    select l.person_id, l.status, l.current_version as version, v.published_at, restrictions_of(p.id) as restrictions, last.version is not null as filed
    from plan l join person p on p.id = l.person_id
    join plan_version v on v.person_id = l.person_id and v.version = l.current_version
    left join lateral (
      select f.version, f.filed_at from plan_filing f
      where f.person_id = l.person_id and f.organisation_id = ${organisationId}::uuid order by f.filed_at desc limit 1
    ) last on true
    where p.practice_id = ${organisationId}::uuid and p.merged_into is null and l.current_version > 0
      and (l.status = 'live' or last.version is not null)
      and (last.version is distinct from l.current_version
        or exists (select 1 from plan_event e where e.person_id = l.person_id and e.at > last.filed_at)
        or exists (select 1 from plan_restriction r where r.person_id = l.person_id and greatest(r.at, r.lifted_at) > last.filed_at))
      and (last.version is not null, v.published_at, l.person_id) > (${filed}, ${publishedAt}::timestamptz, ${personId}::uuid)
    order by last.version is not null, v.published_at, l.person_id limit ${most + 1}`;
}
const NO_ONE = "00000000-0000-0000-0000-000000000000";

async function namedInList(db: Db, rows: readonly Candidate[], at: Date): Promise<NotFiled[]> {
  const people = await db.person.findMany({
    where: { id: { in: rows.map(({ person_id }) => person_id) } },
    select: { id: true, names: true, bornOn: true },
  });
  return rows.flatMap(({ person_id, status, version, published_at, filed }) => {
    const person = people.find(({ id }) => id === person_id);
    if (!person) return [];
    const name = nameAt(person.names, at);
    const changed = status === "live" ? "changed since it was filed" : "withdrawn since it was filed";
    return [
      {
        personId: person_id,
        name: name ? familyFirst(name) : "Name not known",
        bornOn: calendarDateOf(person.bornOn),
        version,
        publishedAt: published_at,
        because: filed ? changed : "never filed",
      },
    ];
  });
}
