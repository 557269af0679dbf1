/** PostgreSQL is killed (kill -9) under a web process and authors at work, and started again on the same data. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Bundled, startBundled } from "../database/bundled";
import { killing } from "./killed-standing";

export const killedDatabase = killing("killed-database", async (standing) => {
  execFileSync("kill", ["-9", postmaster(standing.database)]);
  standing.database = await startBundled({ base: standing.base, port: standing.port });
});

const postmaster = ({ folder }: Bundled) =>
  readFileSync(join(folder, "postgres/postmaster.pid"), "utf8").split("\n")[0]!;
