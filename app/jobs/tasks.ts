/** What the job queue runs, by name, and when it runs by itself. */
import type { TaskList } from "graphile-worker";

export const tasks: TaskList = {
  /** The record of access has a partition a month; three are kept ready ahead. */
  async make_access_partitions(_payload, { query }) {
    await query(
      `select create_access_partition((date_trunc('month', now()) + make_interval(months => ahead))::date)
         from generate_series(0, 3) ahead`,
    );
  },
};

/** Minute, hour, day of month, month, day of week (UTC), task; ?fill catches up after the worker was away. */
export const crontab = "15 3 * * * make_access_partitions ?fill=2d";
