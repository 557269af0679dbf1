import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { INSTRUMENTS, type Instrument } from "../../../app/domain/risk/instruments";

const instruments: readonly Instrument[] = INSTRUMENTS;

test("LACE, PARR-30 and HFRS are for analysts, and no other is", () => {
  expect(instruments.filter(({ audience }) => audience === "analyst").map(({ id }) => id)).toEqual([
    "hfrs",
    "lace",
    "parr30",
  ]);
});

test("each is named once", () => expect(new Set(instruments.map(({ id }) => id)).size).toBe(instruments.length));

test.each(instruments.map((one) => [one.id, one] as const))("%s: citation and version are its file's", (id, one) => {
  const file = readFileSync(`app/domain/risk/${id}.ts`, "utf8");
  const header = file.slice(0, file.indexOf("*/"));
  const places = one.citation.match(/\d{4};[\w:()-]+/g) ?? ["2017"];
  expect(places.filter((place) => !header.includes(place))).toEqual([]);
  for (const version of one.version.split(", ")) expect(file).toContain(`"${version}"`);
});

test("the Clinical Frailty Scale is recorded, so the command reads nothing for it", () => {
  expect(instruments.filter(({ input }) => !input).map(({ id }) => id)).toEqual(["clinical-frailty-scale"]);
});
