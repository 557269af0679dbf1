/** npm run work: the job queue's worker. It owns the queue's tables, so it uses the owner's login. */
import { Logger, run } from "graphile-worker";
import { crontab, tasks } from "../app/jobs/tasks";
import { findServer } from "./database/open";

const server = await findServer();
// Jobs reach people through the application's own pool.
process.env.DATABASE_URL = server.url;
const runner = await run({
  connectionString: server.ownerUrl,
  taskList: tasks,
  crontab,
  concurrency: 2,
  pollInterval: 2000,
  noHandleSignals: true,
  logger: new Logger(() => (level, message) => {
    if (level === "error" || level === "warning") console.error(`worker: ${message}`);
  }),
});

let stopping = false;
async function stop() {
  if (stopping) return;
  stopping = true;
  await runner.stop();
  await server.close();
  process.exit(0);
}
process.on("SIGINT", stop);
process.on("SIGTERM", stop);
// Started by `npm start`, which may be killed.
process.on("disconnect", stop);
