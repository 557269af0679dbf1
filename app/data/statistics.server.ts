import type pg from "pg";

type Client = Pick<pg.ClientBase, "query">;

/**
 * Tells the planner how large the tables of people have grown. After a bulk load it would otherwise plan for the empty
 * database until autovacuum comes by, and one join takes minutes. In a short transaction: it locks out other analyses.
 */
export async function refreshStatistics(client: Client): Promise<void> {
  await client.query("select confer_refresh_statistics()");
}

/** Of those tables only that changed by more than a twentieth since they were looked at last, as far as PostgreSQL knows. */
export async function refreshChangedStatistics(client: Client): Promise<void> {
  await client.query("select confer_refresh_changed_statistics()");
}
