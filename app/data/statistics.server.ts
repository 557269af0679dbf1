import type pg from "pg";

/**
 * Tells the planner how large the tables of people have grown. After a bulk load it would otherwise plan for the empty
 * database until autovacuum comes by, and one join takes minutes. In a short transaction: it locks out other analyses.
 */
export async function refreshStatistics(client: Pick<pg.ClientBase, "query">): Promise<void> {
  await client.query("select confer_refresh_statistics()");
}
