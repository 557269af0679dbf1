/**
 * npm run codesets -- import FILE… | list | show ID | retire ID
 * Code sets that a site brings in over those that ship with Confer. Ends with 0 when it was done (also when nothing had
 * to be), 1 when something broke, 2 when it was asked wrongly or a file was refused; then nothing was changed.
 */
import { readFileSync, statSync } from "node:fs";
import { userInfo } from "node:os";
import { parseArgs } from "node:util";
import { importCodeSets, listCodeSets, retireCodeSet } from "../app/data/code-set-imports.server";
import { closeDatabase } from "../app/data/database.server";
import { systemViewer } from "../app/data/system-viewer.server";
import { type ListAnswer, readList } from "./codesets/list";
import { importInWords, listInWords, refusalsInWords, retiredInWords, setInWords } from "./codesets/report";
import { setsOf, unreadInWords } from "./codesets/sets";
import { isSystem, SYSTEM_NAMES } from "./codesets/systems";
import { withDatabase } from "./database/open";

const USAGE = `Usage: npm run codesets -- import FILE… [--set ID [--new]] [--name NAME] [--version VERSION] [--source TEXT] [--licence TEXT] [--system SYSTEM]
       npm run codesets -- list | show ID | retire ID
  FILE…              lists of codes, CSV with a line of column names; with --set all files together make that one set,
                     without it each makes a set that is called as its file
  --set ID           the set whose codes they are from now on, in place of all that it had ("list" shows the ids)
  --new              makes a set of an id that no rule reads, for cohorts of your own
  --version VERSION  else the manifest's (codelists.json or .txt beside the file), else a sum of the codes
  --system SYSTEM    ${SYSTEM_NAMES.join(", ")}: where columns and codes do not tell
  retire ID          the set that ships with Confer stands again`;

class Misuse extends Error {}

function readArguments(args: string[]) {
  const text = { type: "string" } as const;
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        set: text,
        name: text,
        version: text,
        source: text,
        licence: text,
        system: text,
        new: { type: "boolean" },
      },
    });
    const [command = "", ...rest] = positionals;
    const { system } = values;
    if (system !== undefined && !isSystem(system))
      throw new Misuse(`There is no system "${system}"; there are ${SYSTEM_NAMES.join(", ")}.`);
    const wanted = { import: [1, Number.POSITIVE_INFINITY], list: [0, 0], show: [1, 1], retire: [1, 1] }[command];
    if (!wanted || rest.length < wanted[0]! || rest.length > wanted[1]!) throw new Misuse(USAGE);
    if (command !== "import" && Object.keys(values).length) throw new Misuse(`Only import takes options.\n${USAGE}`);
    const { new: mayBeNew, ...words } = values;
    checkWords(words, rest.length);
    const unread = values.set !== undefined && !mayBeNew && unreadInWords(values.set);
    if (unread) throw new Misuse(`${unread}\nNothing was brought in.`);
    return { command, rest, values: { ...values, system } };
  } catch (error) {
    throw error instanceof Misuse ? error : new Misuse(`${(error as Error).message}\n${USAGE}`);
  }
}

function checkWords({ set, ...words }: Record<string, string | undefined>, files: number): void {
  if (set !== undefined && !/^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/.test(set))
    throw new Misuse("--set is letters, digits, hyphens, points and underlines");
  const blank = Object.entries(words).find(([, value]) => value !== undefined && value.trim() === "");
  if (blank) throw new Misuse(`--${blank[0]} is empty`);
  if (files > 1 && set === undefined && (words.name ?? words.version) !== undefined)
    throw new Misuse("--name and --version are of one set: say which by --set, or bring one file");
}

type Arguments = ReturnType<typeof readArguments>;

async function run({ command, rest, values }: Arguments): Promise<void> {
  // Read and judged before a database is opened: a refused file has touched nothing.
  const sets = command === "import" ? setsOf(readFiles(rest, values.system), values) : [];
  const viewer = systemViewer("import", "code sets of this site");
  await withDatabase(() => answer({ command, rest, sets, viewer }).then(console.log).finally(closeDatabase));
}

type Asked = Pick<Arguments, "command" | "rest"> & {
  sets: ReturnType<typeof setsOf>;
  viewer: ReturnType<typeof systemViewer>;
};

async function answer({ command, rest: [id = ""], sets, viewer }: Asked): Promise<string> {
  if (command === "list") return listInWords(await listCodeSets(viewer));
  if (command === "show") {
    const versions = await listCodeSets(viewer, id);
    return versions.length ? setInWords(versions) : refuse(`There is no set "${id}".`);
  }
  if (command === "retire") {
    const retired = await retireCodeSet(viewer, id);
    return retired.ok ? retiredInWords(id, retired) : refuse(retired.refused);
  }
  const at = new Date();
  const done = await importCodeSets(
    viewer,
    sets.map(({ set }) => set),
    { by: userInfo().username, at },
  );
  return done.ok ? importInWords(done, sets) : refuse(`${done.refused} Nothing was brought in.`);
}

function refuse(reason: string): string {
  process.exitCode = 2;
  return reason;
}

function readFiles(files: readonly string[], system: Arguments["values"]["system"]) {
  const answers: ListAnswer[] = files.map((file) => readList(file, readText(file), system));
  const refused = answers.filter((one) => !one.ok);
  if (refused.length) throw new Misuse(`${refusalsInWords(refused)}\nNothing was brought in.`);
  return answers.flatMap((one) => (one.ok ? [one.list] : []));
}

function readText(file: string): string {
  try {
    if (statSync(file).isDirectory()) throw new Misuse(`${file} is a folder: name the files in it.`);
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Misuse) throw error;
    throw new Misuse(`${file} cannot be read: ${(error as Error).message}`);
  }
}

try {
  await run(readArguments(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof Misuse)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
