/** npm run db:migrate: applies the migrations that the database lacks. */
import { withDatabase } from "./database/open";

await withDatabase(async ({ applied }) => {
  for (const name of applied) console.log(`Applied ${name}`);
  if (!applied.length) console.log("Nothing to apply: the database is up to date.");
});
