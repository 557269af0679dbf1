/**
 * What must stand before Confer's own code can run: packages, Prisma's client, the build. Each is done only when stale.
 * Plain JavaScript with nothing but Node's own modules, because on a fresh clone there is nothing else.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Ends with a sentence when this Node is too old for the packages. */
export function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(`Confer needs Node 20.19 or later; this is ${process.versions.node}. See https://nodejs.org.`);
}

/** One line: what is done, and how long it took. */
export async function step(what, work) {
  const begun = performance.now();
  process.stdout.write(`${what} … `);
  try {
    const result = await work();
    console.log(`${((performance.now() - begun) / 1000).toFixed(1)} s`);
    return result;
  } catch (error) {
    console.log("failed");
    throw error;
  }
}

export function fail(sentence) {
  console.error(`\n${sentence}`);
  process.exit(1);
}

/**
 * Runs a program to its end; its output is shown only when it fails, unless `shown`.
 * Rejects with what it said.
 */
export function run(program, parameters, { shown = false, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, {
      stdio: shown ? "inherit" : ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...env },
      // npm and npx are .cmd files on Windows.
      shell: process.platform === "win32" && !path.isAbsolute(program),
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (said += chunk));
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      if (code === 0) resolve(said);
      else reject(new Error(said.trim().slice(-4000) || `${path.basename(program)} ended with ${signal ?? code}`));
    });
  });
}

/** A program of a package, run by this Node. */
export const runPackaged = (file, parameters, options) =>
  run(process.execPath, [path.join("node_modules", file), ...parameters], options);

export async function ensurePackages() {
  const stamp = "node_modules/.confer-lock";
  const lock = hashOf(["package-lock.json"]);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  if (!packagesAgree()) await step("Installing packages (npm ci)", installPackages);
  writeFileSync(stamp, lock);
}

/** node_modules made by a plain `npm install` is as good, when it holds what the lock names. */
function packagesAgree() {
  const installed = "node_modules/.package-lock.json";
  if (!existsSync(installed)) return false;
  const have = JSON.parse(readFileSync(installed, "utf8")).packages;
  const wanted = JSON.parse(readFileSync("package-lock.json", "utf8")).packages;
  return Object.entries(wanted).every(
    ([name, { version, optional, devOptional, peer }]) =>
      name === "" || (have[name] ? have[name].version === version : optional || devOptional || peer),
  );
}

async function installPackages() {
  // No package's own install script is needed: esbuild's only saves milliseconds, Prisma's downloads engines that we
  // do not use, and the links of the bundled PostgreSQL are made when it starts (scripts/database/place.ts).
  // With NODE_ENV=production npm would leave out what the tests and benches need; one folder serves both commands.
  const parameters = ["ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const npm = process.env.npm_execpath;
  try {
    await (npm?.endsWith(".js") ? run(process.execPath, [npm, ...parameters]) : run("npm", parameters));
  } catch (error) {
    throw new Error(`npm could not install the packages (is the registry reachable?). It said:\n${error.message}`);
  }
}

export async function ensureClient() {
  const stamp = "app/data/generated/schema.sha256";
  const schema = hashOf(["prisma/schema.prisma", "node_modules/prisma/package.json"]);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === schema) return;
  await step("Generating the database client (Prisma)", generateClient);
  writeFileSync(stamp, schema);
}

export function generateClient() {
  const env = {
    // Naming any file that exists keeps Prisma from downloading an engine, which generating does not need.
    PRISMA_SCHEMA_ENGINE_BINARY: path.resolve("package.json"),
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    CHECKPOINT_DISABLE: "1",
  };
  return runPackaged("prisma/build/index.js", ["generate", "--config", "prisma/prisma.config.ts", "--no-hints"], {
    env,
  });
}

export async function ensureBuild() {
  const stamp = "build/sources.sha256";
  const sources = hashOf(["app", "public", "scripts", "remix.config.js", "tsconfig.json", "package-lock.json"]);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === sources) return;
  rmSync(stamp, { force: true });
  await step("Building", build);
  writeFileSync(stamp, sources);
}

/** Pages by Remix into build/client and build/server; the processes around them into build/process. */
async function build() {
  await runPackaged("@remix-run/dev/dist/cli.js", ["vite:build", "-c", "remix.config.js"], {
    env: { NODE_ENV: "production" },
  });
  await buildProcesses();
}

/** The processes that plain Node runs, so that a start need not translate TypeScript. */
export async function buildProcesses() {
  const { build: viteBuild } = await import("vite");
  await viteBuild({
    configFile: false,
    logLevel: "error",
    build: {
      ssr: true,
      target: "node20",
      outDir: "build/process",
      copyPublicDir: false,
      rollupOptions: { input: { run: "scripts/run.ts", web: "scripts/web.ts", work: "scripts/work.ts" } },
    },
  });
}

function hashOf(paths) {
  const hash = createHash("sha256");
  const add = (file) => {
    if (!existsSync(file) || file.startsWith(path.join("app", "data", "generated"))) return;
    hash.update(file).update("\0").update(readFileSync(file)).update("\0");
  };
  for (const start of paths) {
    const isFolder = existsSync(start) && !/\.\w+$/.test(start);
    if (!isFolder) add(start);
    else {
      const inside = readdirSync(start, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      for (const file of inside.map((entry) => path.join(entry.parentPath ?? entry.path, entry.name)).sort()) add(file);
    }
  }
  return hash.digest("hex");
}
