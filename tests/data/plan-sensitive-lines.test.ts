/** Sensitive lines of the record: left out of plans by code, put back one by one with a reason, left out again. */
import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../app/data/identity.server";
import { findCards } from "../../app/data/plan-cards.server";
import { readFiling } from "../../app/data/plan-filings.server";
import { readHistory } from "../../app/data/plan-history.server";
import { readPlanLife } from "../../app/data/plan-life.server";
import { findSensitiveLines, leaveOutLine, putBackLine } from "../../app/data/plan-sensitive-lines.server";
import { renderPublishedTexts as render } from "../../app/rendering/published-texts";
import { testDatabase } from "../support/database";
import { AT as at, type PlanScene, planScene } from "../support/plan-scene";

let scene: PlanScene;
const later = new Date(at.getTime() + 60_000);

beforeAll(async () => {
  scene = await planScene(await testDatabase());
});

/** Words that say nothing: only the code gives it away. */
async function record(
  personId: string,
  code: string,
  display: string,
  sets: string[] | null,
  system = "http://snomed.info/sct",
) {
  const [row] = await scene.sql<{ id: number }>(
    "insert into code (system, code, display) values ($1, $2, $3) on conflict (system, code) do update set display = excluded.display returning id",
    [system, code, display],
  );
  if (sets)
    await scene.sql(
      "insert into code_feature (code_id, sets) values ($1, $2) on conflict (code_id) do update set sets = excluded.sets",
      [row!.id, sets],
    );
  await scene.sql(
    "insert into entry (person_id, id, kind, code_id, on_date, status, source) values ($1, $2, 'problem', $3, '2024-05-03', 'active', 'test')",
    [personId, newId(), row!.id],
  );
}

async function aPlan(): Promise<string> {
  const personId = await scene.aLivePlan();
  await record(personId, "86406008", "Zzline one", []);
  await record(personId, "local-7", "Zzline two", ["sensitive-gender"], "https://site.example/codes");
  await record(personId, "B20.1", "Zzline three", null, "http://hl7.org/fhir/sid/icd-10");
  await record(personId, "84114007", "Heart failure", []);
  return personId;
}

const everywhere = async (personId: string, who = scene.asGp()) =>
  JSON.stringify([
    await readPlanLife(who, personId, at),
    await findCards(who, personId),
    await readFiling(who, personId, at),
    await scene.sql("select text from published_text where person_id = $1", [personId]),
  ]);
const outOf = async (personId: string) =>
  (await findSensitiveLines(scene.asGp(), personId))!.map(({ words, back }) => [words, back?.reason]);
const lineOf = async (personId: string, words: string) => {
  const { kind, codeId } = (await findSensitiveLines(scene.asGp(), personId))!.find((one) => one.words === words)!;
  return { kind, codeId };
};
const putBack = async (personId: string, who = scene.asGp(), words = "Zzline one") =>
  putBackLine(who, {
    personId,
    ...(await lineOf(personId, words)),
    reason: "Zzreason",
    key: newId(),
    render,
    at: later,
  });

describe("a line that is sensitive by its code", () => {
  test("stands beside no plan, on no card, in no text and no block, for anybody; the others do", async () => {
    const personId = await aPlan();
    expect(await everywhere(personId)).not.toContain("Zzline");
    expect(await everywhere(personId)).toContain("Heart failure");
    expect((await outOf(personId)).map(([words]) => words).sort()).toEqual([
      "Zzline one",
      "Zzline three",
      "Zzline two",
    ]);
  });

  test("is put back alone, with a reason, for all who read the plan beside the record, and left out again", async () => {
    const personId = await aPlan();
    expect(await putBack(personId)).toEqual({ ok: true });
    expect(await everywhere(personId, scene.asNurse())).toContain("Zzline one");
    expect(await everywhere(personId)).not.toMatch(/Zzline t/);
    expect(await outOf(personId)).toContainEqual(["Zzline one", "Zzreason"]);
    expect(await putBack(personId)).toEqual({ ok: false });
    const id = (await findSensitiveLines(scene.asGp(), personId))!.flatMap(({ back }) => back ?? [])[0]!.id;
    const command = { personId, id, key: newId(), render, at: new Date(later.getTime() + 1_000) };
    expect(await leaveOutLine(scene.asGp(), command)).toEqual({ ok: true });
    expect(await everywhere(personId)).not.toContain("Zzline");
    const events = (await readHistory(scene.asGp(), personId))!.events.map(({ kind, byName, reason, version }) => ({
      kind,
      byName,
      reason,
      version,
    }));
    const byName = "Dr Amir Khan";
    expect(events.slice(0, 2)).toEqual([
      { kind: "left without a sensitive line of the record again", byName, reason: null, version: 1 },
      { kind: "given a sensitive line of the record", byName, reason: "Zzreason", version: 1 },
    ]);
    const recorded = await scene.sql(
      "select did, outcome from access_record where person_id = $1 and did like '%sensitive line %plan' and did not like 'read%' order by at",
      [personId],
    );
    expect(recorded).toEqual([
      { did: "put sensitive line into plan", outcome: "allowed" },
      { did: "put sensitive line into plan", outcome: "refused" },
      { did: "leave sensitive line out of plan", outcome: "allowed" },
    ]);
  });

  test("is put back by nobody who does not sign clinical sections, and they are not told that there is any", async () => {
    const personId = await aPlan();
    const coordinator = await scene.staff("Ms Lund", "care_coordinator");
    expect(await findSensitiveLines(coordinator(), personId)).toBeUndefined();
    expect(await putBack(personId, coordinator())).toEqual({ ok: false });
    const stranger = await scene.staff("Dr Far", "gp", [], "elsewhere");
    expect(await putBack(personId, stranger())).toEqual({ ok: false });
    await putBack(personId);
    expect(JSON.stringify(await readHistory(coordinator(), personId))).not.toMatch(/sensitive|Zzreason/);
  });

  test("of somebody else's record, or no sensitive one, is not put back", async () => {
    const [personId, other] = [await aPlan(), await scene.aLivePlan()];
    const line = await lineOf(personId, "Zzline one");
    const command = { reason: "x", key: newId(), render, at: later };
    expect(await putBackLine(scene.asGp(), { personId: other, ...line, ...command })).toEqual({ ok: false });
    expect(await putBackLine(scene.asGp(), { personId, ...line, kind: "medicine", ...command, key: newId() })).toEqual({
      ok: false,
    });
  });
});
