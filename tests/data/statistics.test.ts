/** Fresh statistics for the planner: of what changed, and of nothing else. */
import { expect, test } from "vitest";
import { asSystemConnection } from "../../app/data/database.server";
import { refreshChangedStatistics } from "../../app/data/statistics.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import { testDatabase } from "../support/database";

test("a table is looked at when it never was, or has changed by more than a twentieth, and otherwise not", async () => {
  const { sql } = await testDatabase();
  const refresh = () =>
    asSystemConnection(systemViewer("maintenance", "a test"), (client, inTransaction) =>
      inTransaction(() => refreshChangedStatistics(client)),
    );
  const looks = async () =>
    (
      await sql<{ looks: string }>(
        "select analyze_count::text as looks from pg_stat_user_tables where schemaname = 'public' and relname = 'code'",
      )
    )[0]!.looks;
  const addCodes = (from: number, to: number) =>
    sql(`insert into code (system, code, display) select 'https://confer.example/test', n::text, 'Test'
      from generate_series(${from}, ${to}) n; select pg_stat_force_next_flush()`);
  await addCodes(1, 1_000);
  await refresh();
  const first = Number(await looks());
  expect(first).toBeGreaterThan(0);
  await addCodes(1_001, 1_010);
  await refresh();
  expect(Number(await looks())).toBe(first);
  await addCodes(1_011, 2_000);
  await refresh();
  expect(Number(await looks())).toBe(first + 1);
});
