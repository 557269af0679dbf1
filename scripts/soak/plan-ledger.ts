/** What authors were told against what the database holds: nothing acknowledged is missing, nothing is overwritten unseen. */
import type { Operation, PlanDocument, Values } from "../../app/domain/plan";
import { emptyPlan, readUnit } from "../../app/domain/plan";
import { diffPlans } from "../../app/domain/plan-changes";
import type { Scratch } from "../database/scratch";
import { type Author, type Due, UNITS, wordsIn } from "./plan-authors";

type Version = { version: number; document: PlanDocument; published_by: string };
export type Verdict = { edits: number; versions: number; conflicts: number; faults: string[] };

/** All faults in words; none is the pass. */
export async function judge(
  { sql }: Pick<Scratch, "sql">,
  personId: string,
  authors: readonly Author[],
): Promise<Verdict> {
  const versions = await sql<Version>(
    "select version, document, published_by from plan_version where person_id = $1 order by version",
    [personId],
  );
  const log = await sql<{ id: string; unit: string; values: Values | null }>(
    "select id, unit, values from plan_draft_edit where person_id = $1",
    [personId],
  );
  const drafts = await sql<{ account_id: string; operations: Operation[] }>(
    "select account_id, operations from plan_draft where person_id = $1",
    [personId],
  );
  const faults = [
    ...authors.flatMap((author) => missing(author, versions, log, drafts)),
    ...authors.flatMap(({ unread }) => unread),
    ...overwrittenUnseen(authors, versions),
    ...(await halfPublished({ sql }, personId, versions)),
  ];
  return {
    edits: authors.reduce((sum, { saved }) => sum + saved.length, 0),
    versions: versions.length,
    conflicts: authors.reduce((sum, { conflicts }) => sum + conflicts, 0),
    faults,
  };
}

function missing(
  { account, saved, published, draft }: Author,
  versions: readonly Version[],
  log: readonly { id: string; unit: string; values: Values | null }[],
  drafts: readonly { account_id: string; operations: Operation[] }[],
): string[] {
  const logged = new Map(log.map((edit) => [edit.id, edit]));
  const unlogged = saved.filter(({ id, unit, words }) => wordsIn(unit, logged.get(id)?.values) !== words);
  // Words that were put back, and lines that were taken out, stood so before: only versions since then count. What
  // others published the same meanwhile is in the plan all the same.
  const isPublished = ([unit, due]: [string, Due]) =>
    versions.some(
      ({ version, document }) => version >= due.version && wordsIn(unit, readUnit(document, unit)) === due.words,
    );
  const lost = published.flatMap(({ words }) => [...words].filter((one) => !isPublished(one)));
  const operations = drafts.find(({ account_id }) => account_id === account.accountId)?.operations ?? [];
  const isDrafted = ([unit, due]: [string, Due]) =>
    operations.some((operation) => operation.unit === unit && wordsIn(unit, operation.values) === due.words);
  // Published without an answer that arrived, or still in the draft.
  const waiting = [...draft].filter((one) => !isPublished(one) && !isDrafted(one));
  return [
    ...unlogged.map(({ unit }) => `an acknowledged edit of ${unit} is not in the log`),
    ...lost.map(([unit]) => `published words of ${unit} stand in no version since they were written`),
    ...waiting.map(([unit]) => `words of ${unit} are neither published nor in their author's draft`),
  ];
}

/** From version to version only the publisher's own acknowledged words change, over words that the publisher was shown. */
function overwrittenUnseen(authors: readonly Author[], versions: readonly Version[]): string[] {
  const byAccount = new Map(authors.map((author) => [author.account.accountId, author]));
  let before: PlanDocument = versions[0]?.document ?? emptyPlan();
  const faults: string[] = [];
  for (const { version, document, published_by } of versions.slice(1)) {
    const author = byAccount.get(published_by);
    for (const change of diffPlans(before, document)) {
      const { unit } = change;
      if (!author || !UNITS.includes(unit)) {
        if (unit !== "agreement") faults.push(`version ${version} changed ${unit}, which nobody wrote`);
        continue;
      }
      const shown = author.shown.get(unit);
      if (!shown?.has(wordsIn(unit, change.before)))
        faults.push(
          `version ${version} put words over “${wordsIn(unit, change.before)}” of ${unit}, which its author was never shown`,
        );
      if (!author.saved.some((edit) => edit.unit === unit && edit.words === wordsIn(unit, change.after)))
        faults.push(`version ${version} says in ${unit} what its author never wrote`);
    }
    before = document;
  }
  return faults;
}

/** A version, its event, its texts and the plan's own row come together or not at all. */
async function halfPublished({ sql }: Pick<Scratch, "sql">, personId: string, versions: readonly Version[]) {
  const [plan] = await sql<{ current_version: number; events: number; texts: number; rendition: number }>(
    `select current_version, rendition,
       (select count(*)::int from plan_event e where e.person_id = p.person_id and e.kind = 'published') as events,
       (select count(*)::int from published_text t where t.person_id = p.person_id and t.version = p.current_version) as texts
     from plan p where person_id = $1`,
    [personId],
  );
  const last = versions.at(-1)?.version ?? 0;
  return [
    ...(plan?.current_version === last && last === versions.length ? [] : ["versions and the plan's row do not agree"]),
    ...(plan?.events === versions.length ? [] : [`${versions.length} versions and ${plan?.events} events`]),
    ...((plan?.texts ?? 0) >= 2 ? [] : ["the newest version has no texts"]),
  ];
}
