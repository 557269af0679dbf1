/**
 * npm run import -- PATH… [--source NAME] [--practice ODS] [--assign-test-numbers]
 * Files and folders of FHIR R4, NDJSON or Bundles, plain or .gz. Ends with 0 when all was read (rejects are in the
 * report), 1 when something broke, 2 when it was asked wrongly; a stopped import goes on when it is called again.
 */
import { parseArgs } from "node:util";
import { holdsRealNhsNumbers } from "../app/data/accounts.server";
import { closeDatabase } from "../app/data/database.server";
import { ImportRefused, importResources } from "../app/data/imports.server";
import { assignTestNumbers } from "../app/data/imports-test-numbers.server";
import { systemViewer } from "../app/data/system-viewer.server";
import { fromFhirResource } from "../app/fhir/resource";
import { withDatabase } from "./database/open";
import { findSources, PathRefused } from "./import/files";
import { progressBar, reportInWords } from "./import/report";

const USAGE = `Usage: npm run import -- PATH… [--source NAME] [--practice ODS] [--assign-test-numbers]
  PATH                   files or folders of FHIR R4: .ndjson, .jsonl, .json (Bundles), each plain or .gz
  --source NAME          where it is from; the same people from the same source are the same people (fhir)
  --practice ODS         practice of people whose file names none
  --assign-test-numbers  NHS numbers of the 999 test range for people without one (demonstrations only)`;

class Misuse extends Error {}

function readArguments(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { source: { type: "string" }, practice: { type: "string" }, "assign-test-numbers": { type: "boolean" } },
    });
    const { source = "fhir", practice } = values;
    if (positionals.length === 0) throw new Misuse(`Say what to import.\n${USAGE}`);
    if (!/^[a-z][a-z0-9-]{0,39}$/.test(source))
      throw new Misuse("--source is a short name in lower case letters, digits and hyphens");
    return {
      paths: positionals,
      source,
      practice: practice?.toUpperCase(),
      assign: values["assign-test-numbers"] ?? false,
    };
  } catch (error) {
    throw error instanceof Misuse ? error : new Misuse(`${(error as Error).message}\n${USAGE}`);
  }
}

async function run({ paths, source, practice, assign }: ReturnType<typeof readArguments>): Promise<void> {
  const { sources, passed } = findSources(paths);
  if (sources.length === 0) throw new PathRefused(`There is nothing to import in ${paths.join(", ")}`);
  if (passed.length) console.error(`Passed over ${passed.length} files that are neither .ndjson, .jsonl nor .json`);
  await withDatabase(async () => {
    const viewer = systemViewer("import", "import of records");
    try {
      if (assign && (await holdsRealNhsNumbers()))
        throw new Misuse("--assign-test-numbers is refused: NHS numbers outside the 999 test range exist here");
      const begun = Date.now();
      const bar = progressBar(process.stderr);
      const report = await importResources(viewer, sources, { source, practice, read: fromFhirResource }, bar.draw);
      bar.clear();
      console.log(
        reportInWords(report, (Date.now() - begun) / 1000, (file) => (/\.json(\.gz)?$/i.test(file) ? "entry" : "line")),
      );
      if (assign) await assignNumbers(viewer, source);
    } catch (error) {
      if (!(error instanceof Misuse || error instanceof ImportRefused)) throw error;
      console.error(error.message);
      process.exitCode = 2;
    } finally {
      await closeDatabase();
    }
  });
}

async function assignNumbers(viewer: ReturnType<typeof systemViewer>, source: string): Promise<void> {
  const assigned = await assignTestNumbers(viewer, source);
  if (!assigned.ok) {
    console.error(`No test numbers were assigned: ${assigned.reason}`);
    process.exitCode = 1;
    return;
  }
  const without = assigned.without ? `; ${assigned.without} have none, the range is used up` : "";
  console.log(`Gave ${assigned.assigned} people an NHS number of the 999 test range${without}`);
}

try {
  await run(readArguments(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof Misuse || error instanceof PathRefused)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
