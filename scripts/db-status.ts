/** npm run db:status: which migrations the database has. Ends with 1 when it is not up to date. */
import { isCurrent, migrationStatus } from "./database/migrate";
import { findServer } from "./database/open";

const server = await findServer();
try {
  const status = await migrationStatus(server.ownerUrl);
  for (const { name, state } of status.migrations) console.log(`${state}: ${name}`);
  for (const name of status.unknown) console.log(`applied, but not in prisma/migrations: ${name}`);
  console.log(`${status.queue}: job queue`);
  if (!isCurrent(status) || status.unknown.length) process.exitCode = 1;
} finally {
  await server.close();
}
