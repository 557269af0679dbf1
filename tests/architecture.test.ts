/**
 * The architecture, written to be read: which room may import which, and the rules that hold everywhere.
 * Change the table on purpose, with a row in the README's decisions table.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";

const ROOMS = [
  "routes",
  "components",
  "domain",
  "data",
  "fhir",
  "rendering",
  "access",
  "outside",
  "jobs",
  "server",
] as const;
type Room = (typeof ROOMS)[number];

const REACT = ["react", "react-dom", "@remix-run/react", "@remix-run/node"];

/** Room → rooms of ours that it may import, and packages. "node" stands for node:*; "*" for anything. */
const MAY_IMPORT: Record<Room, { rooms: readonly (Room | "env" | "*")[]; packages: readonly string[] }> = {
  domain: { rooms: ["domain"], packages: ["zod"] },
  fhir: { rooms: ["fhir", "domain"], packages: ["fhir"] },
  components: {
    rooms: ["components", "domain"],
    packages: [...REACT, "d3", "ag-grid-react", "ag-grid-community", "nhsuk-react-components"],
  },
  rendering: { rooms: ["rendering", "domain", "fhir", "components"], packages: ["react", "react-dom", "node", "zod"] },
  data: {
    rooms: ["data", "domain", "env"],
    packages: [
      "node",
      "pg",
      "pg-copy-streams",
      "@prisma/client",
      "@prisma/adapter-pg",
      "@lucia-auth/adapter-postgresql",
      "zod",
    ],
  },
  access: {
    rooms: ["access", "domain", "data", "outside", "env"],
    packages: ["node", "lucia", "@node-rs/argon2", "@remix-run/node"],
  },
  outside: { rooms: ["outside", "domain", "env"], packages: ["node", "playwright-core"] },
  jobs: { rooms: ["jobs", "data", "domain", "fhir", "rendering", "outside"], packages: ["graphile-worker", "zod"] },
  routes: { rooms: ["*"], packages: [...REACT, "zod", "node", "nhsuk-frontend", "isbot"] },
  server: { rooms: ["*"], packages: ["*"] },
};

const root = resolve(import.meta.dirname, "..");
const isOurs = (path: string) => /\.tsx?$/.test(path) && !path.includes("app/data/generated/");

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = join(folder, name);
    return statSync(join(root, path)).isDirectory() ? filesIn(path) : isOurs(path) ? [path] : [];
  });
}

const text = (path: string) => readFileSync(join(root, path), "utf8");
/** Code without its comments, so that a word of explanation does not count as use. */
const code = (path: string) =>
  text(path)
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/(^|\s)\/\/.*$/gm, "$1");

/** root.tsx and the entries answer HTTP: they are bound as routes are. env belongs to no room. */
function roomOf(path: string): Room | "env" {
  const [, first = ""] = path.split("/");
  if (first === "env.server.ts") return "env";
  return (ROOMS as readonly string[]).includes(first) ? (first as Room) : "routes";
}

function importsOf(path: string): { room?: Room | "env"; package?: string; typeOnly: boolean; from: string }[] {
  const found = [
    ...code(path).matchAll(
      /(?:import|export)\s+(type\s+)?[^"';]*?from\s+"([^"]+)"|import\s+"([^"]+)"|import\("([^"]+)"\)/g,
    ),
  ];
  return found.map(([, type, named, bare, dynamic]) => {
    const from = (named ?? bare ?? dynamic)!;
    const typeOnly = Boolean(type);
    if (from.startsWith("."))
      return {
        from,
        typeOnly,
        room: roomOf(relative(root, resolve(root, dirname(path), from)) + (from.includes("env.server") ? ".ts" : "")),
      };
    if (from.startsWith("node:")) return { from, typeOnly, package: "node" };
    return {
      from,
      typeOnly,
      package: from
        .split("/")
        .slice(0, from.startsWith("@") ? 2 : 1)
        .join("/"),
    };
  });
}

const app = filesIn("app");

describe("who may import whom", () => {
  test.each(ROOMS)("%s", (room) => {
    const { rooms, packages } = MAY_IMPORT[room];
    const breaches = app
      .filter((path) => roomOf(path) === room)
      .flatMap((path) =>
        importsOf(path)
          .filter((one) =>
            one.room
              ? !rooms.includes("*") && !rooms.includes(one.room)
              : !packages.includes("*") && !packages.includes(one.package!),
          )
          .map(({ from }) => `${path} imports ${from}`),
      );
    expect(breaches).toEqual([]);
  });

  test("Prisma and pg stay in the data room; the generated client with them", () => {
    const elsewhere = app
      .filter((path) => !["data", "server"].includes(roomOf(path)))
      .filter((path) => /from "(pg|@prisma\/[^"]+|[^"]*generated[^"]*)"/.test(code(path)));
    expect(elsewhere).toEqual([]);
  });

  test("exactly one file knows lucia", () => {
    expect(app.filter((path) => /from "lucia"/.test(code(path)))).toEqual(["app/access/sessions.server.ts"]);
  });
});

describe("rules that hold in every room", () => {
  test("the domain has no clock and no chance: time is an argument", () => {
    const impure = app
      .filter((path) => roomOf(path) === "domain")
      .filter((path) => /Date\.now\(|new Date\(\)|Math\.random|crypto\./.test(code(path)));
    expect(impure).toEqual([]);
  });

  test("only env.server.ts reads the environment", () => {
    expect(app.filter((path) => /process\.env/.test(code(path)))).toEqual(["app/env.server.ts"]);
  });

  test("files of data and access never reach the browser: they end in .server.ts", () => {
    expect(app.filter((path) => ["data", "access"].includes(roomOf(path)) && !path.endsWith(".server.ts"))).toEqual([]);
  });

  test("a file is read in one sitting: at most 300 lines", () => {
    const long = [...app, ...filesIn("scripts")].filter((path) => text(path).trimEnd().split("\n").length > 300);
    expect(long).toEqual([]);
  });

  test("no room or file without a noun", () => {
    expect(
      app.filter((path) =>
        /\b(utils?|helpers?|services?|misc|common|lib|managers?|handlers?)\b/.test(path.replace(/-/g, " ")),
      ),
    ).toEqual([]);
  });

  test("every loader and action first says who may call it", () => {
    /** Pages without a viewer: signing in and out, of staff and of people, and the header's own look at who is there. */
    const open = [
      "app/root.tsx",
      "app/routes/sign-in.tsx",
      "app/routes/sign-out.tsx",
      "app/routes/join.tsx",
      "app/routes/mine.in.$accessId.tsx",
      "app/routes/mine.signed-out.tsx",
    ];
    const unguarded = app
      .filter((path) => roomOf(path) === "routes" && !open.includes(path))
      .flatMap((path) =>
        [...code(path).matchAll(/export (?:async function|const) (loader|action)\b[^{]*?(?:\{|=>)[^\n]*\n?([^\n]*)/g)]
          .filter(([whole]) => !/require(Viewer|SignedIn|Person)\(/.test(whole))
          .map(([, name]) => `${path} ${name}`),
      );
    expect(unguarded).toEqual([]);
  });

  test("SQL stays in the data room", () => {
    const elsewhere = app
      .filter((path) => !["data", "server"].includes(roomOf(path)))
      .filter((path) => /\$queryRaw|\$executeRaw|\bselect [\w*, ]+ from [a-z_]+ /.test(code(path)));
    expect(elsewhere).toEqual([]);
  });
});
