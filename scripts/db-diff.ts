/** npm run db:diff NAME: writes the next migration, from the committed schema.prisma to the one in the working tree. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { diffSchemas, schemaFile } from "./database/engine";
import { withDatabase } from "./database/open";

const name = process.argv[2] ?? "";
if (!/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error("Usage: npm run db:diff NAME, where NAME says what changes in lower case: add_phone_of_practice");
  process.exit(2);
}

await withDatabase(async ({ ownerUrl }) => {
  const sql = await diffSchemas(ownerUrl, committedSchema(), readFileSync(schemaFile, "utf8"));
  if (/^(\s|--.*)*$/.test(sql)) {
    console.log("schema.prisma does not differ from the committed one: nothing was written.");
    return;
  }
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const file = path.join("prisma/migrations", `${stamp}_${name}`, "migration.sql");
  mkdirSync(path.dirname(file));
  writeFileSync(file, sql);
  console.log(`Wrote ${file}. Add by hand what Prisma cannot say: policies, grants, partitions, functions.`);
});

/** Undefined before the first commit of the schema: everything is new. */
function committedSchema(): string | undefined {
  try {
    return execFileSync("git", ["show", "HEAD:prisma/schema.prisma"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch {
    return undefined;
  }
}
