/**
 * What OpenCodelists' manifests beside a file say of it: codelists.json (file name → id, address, day of download), and
 * codelists.txt, which `opensafely codelists` reads: "organisation/list/version", one a line.
 */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

export type Origin = { name: string; version: string; source: string };

export function originOf(file: string): Origin | undefined {
  const folder = path.dirname(file);
  const name = path.basename(file);
  return fromJson(path.join(folder, "codelists.json"), name) ?? fromText(path.join(folder, "codelists.txt"), name);
}

type Manifest = { files?: Record<string, { id?: string; url?: string; downloaded_at?: string } | undefined> };

function fromJson(place: string, name: string): Origin | undefined {
  if (!existsSync(place)) return undefined;
  const entry = (JSON.parse(readFileSync(place, "utf8")) as Manifest).files?.[name];
  const origin = entry?.id ? named(entry.id) : undefined;
  if (!origin) return undefined;
  const day = entry?.downloaded_at?.slice(0, 10);
  return { ...origin, source: [entry?.url ?? origin.source, day && `downloaded ${day}`].filter(Boolean).join(", ") };
}

function fromText(place: string, name: string): Origin | undefined {
  if (!existsSync(place)) return undefined;
  const ids = readFileSync(place, "utf8")
    .split(/\r?\n/)
    .map((line) => line.trim());
  const id = ids.find((one) => one && !one.startsWith("#") && `${partsOf(one).slice(0, -1).join("-")}.csv` === name);
  return id ? named(id) : undefined;
}

const partsOf = (id: string) => id.split("/").filter(Boolean);

/** "opensafely/dementia-complete/48c76cf8/": the last part is the version. */
function named(id: string): Origin | undefined {
  const parts = partsOf(id);
  const version = parts.at(-1);
  if (parts.length < 3 || !version) return undefined;
  const name = parts.slice(0, -1).join("/");
  return { name, version, source: `OpenCodelists ${name}/${version}` };
}
