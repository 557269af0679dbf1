import { describe, expect, test } from "vitest";
import type { Span } from "../../../app/domain/calendar";
import { type CareProcess, type CareProtocol, type Context, carePersonOf } from "../../../app/domain/care-gap";
import { PROCESS_WORDS, ruleInWords } from "../../../app/domain/care-protocol-words/all";
import { commonExcuses, ownExcuses } from "../../../app/domain/care-protocol-words/excuses";
import { SOURCE_LINKS, sourceParts } from "../../../app/domain/care-protocol-words/source-links";
import { linesOf, settingsIn, type Words } from "../../../app/domain/care-protocol-words/words";
import { PROTOCOL_SETTINGS, PROTOCOLS, processOf } from "../../../app/domain/care-protocols/all";
import { CATALOGUE } from "../../../app/domain/setting-catalogue";
import { valueInWords } from "../../../app/domain/setting-value";

import { boroughCare } from "../../support/borough-features";

const PROCESSES = PROTOCOLS.flatMap((protocol) => protocol.processes.map((process) => [process.id, protocol] as const));
const shipped = (name: string) => PROTOCOL_SETTINGS[name]!.value;
/** Every number that is no choice, one higher: so none in the words may be a copy of it. */
const raised = (name: string) => shipped(name) + (PROTOCOL_SETTINGS[name]!.options ? 0 : 1);
const inWords = (of: (name: string) => number) => (name: string, alone: boolean) =>
  alone ? String(of(name)) : valueInWords(name, of(name));

const partsOf = (id: string): Words[] => {
  const { who, often, target = [] } = PROCESS_WORDS[id]!;
  return [who, often, target];
};
/** Numbers that are part of a name say nothing. */
const NAMES =
  /type [12]\b|CHA2DS2-VASc|NT-proBNP|FEV1|HbA1c|SGLT2|GLP-1|PHQ-9|GDS-15|UCLA-3|PRISMA-7|4AT|6CIT|COVID-19|\b[GA]\d[ab]?\b/g;
const numbersIn = (text: string): number[] =>
  (
    text
      .replace(/\{[^}]*\}/g, "")
      .replace(NAMES, "")
      .match(/\d+(?:\.\d+)?/g) ?? []
  ).map(Number);

describe("the words of care processes", () => {
  test("are there for every process and for nothing else", () => {
    expect(Object.keys(PROCESS_WORDS).sort()).toEqual(PROCESSES.map(([id]) => id).sort());
  });

  test.each(PROCESSES)(
    "%s: every number comes from a setting of its protocol or from a named source",
    (id, protocol) => {
      const fixed = new Set(Object.values(PROCESS_WORDS[id]!.fixed ?? {}).flat());
      const written = partsOf(id).flatMap((words) => linesOf(words).flatMap(numbersIn));
      expect([...new Set(written)].sort((a, b) => a - b)).toEqual([...fixed].sort((a, b) => a - b));
      const known = [...Object.keys(protocol.settings), ...COMMON];
      expect(
        partsOf(id)
          .flatMap(settingsIn)
          .filter((name) => !known.includes(name)),
      ).toEqual([]);
      expect(Object.keys(PROCESS_WORDS[id]!.fixed ?? {}).filter((source) => source.trim() === "")).toEqual([]);
    },
  );

  test("say a target exactly where there is one", () => {
    for (const [id] of PROCESSES)
      expect(PROCESS_WORDS[id]!.target !== undefined, id).toBe(processOf(id).process.target !== undefined);
  });

  test("leave no place open, whatever is in force", () => {
    for (const of of [shipped, raised])
      for (const [id] of PROCESSES) {
        const lines = Object.values(ruleInWords(processOf(id).process, inWords(of))).flat();
        expect(
          lines.filter((line) => /[{}]|undefined|NaN/.test(line)),
          id,
        ).toEqual([]);
      }
  });

  test("of a process that nobody wrote are an error, not silence", () => {
    const unknown = { ...processOf("CO2").process, id: "X9" };
    expect(() => ruleInWords(unknown, inWords(shipped))).toThrow("X9");
  });
});

const COMMON = Object.keys(CATALOGUE).filter((name) => name.startsWith("care."));

/** Settings that a row reads for something that its words leave to the list of numbers on the same page. */
test("every number of a protocol is in the words of one of its rows", () => {
  const told = new Set(PROCESSES.flatMap(([id]) => partsOf(id).flatMap(settingsIn)));
  const untold = PROTOCOLS.flatMap(({ settings }) => Object.keys(settings)).filter((name) => !told.has(name));
  expect(untold).toEqual([
    // How long an injection lasts.
    "bones.denosumab-covers-days",
    "bones.zoledronate-covers-days",
    // Of the three treatment targets, which are shown on the record and are no rows of their own.
    "diabetes.target-hba1c",
    "diabetes.target-blood-pressure",
    "diabetes.target-cholesterol",
    "diabetes.statin-from-age",
    // How an end is recognised.
    "diabetes.foot-better-by-class",
  ]);
});

// ── Held to the rules ─────────────────────────────────────────────────────────────────────────────────────

/** Spans that a rule works out day by day, so that no number of them stands in its words. */
const WORKED_OUT = ["BO1", "CK1", "CK2", "ST1", "EL5", "EL5-later", "CO6", "ME4"];
const spansOf = (span: Span | undefined): string[] =>
  Object.entries(span ?? {})
    .filter(([, count]) => count > 0)
    .map(([unit, count]) => `${count} ${unit === "workingDays" ? "working days" : unit}`.replace(/^1 (.*)s$/, "1 $1"));

describe("held to the rules, on a borough", () => {
  const people = [...boroughCare({ people: 1_000, seed: 3, asOf: "2026-11-22" })].map(({ person }) => person);
  const context = (of: (name: string) => number): Context => ({ asOf: "2026-11-22", setting: of });
  const asked = (process: CareProcess, of: (name: string) => number) => {
    const needs = people.map((person) => process.needed(person, context(of)));
    return new Set(
      needs.flatMap((need) => (need && "because" in need ? [...spansOf(need.within), ...spansOf(need.every)] : [])),
    );
  };

  test.each([
    ["as shipped", shipped],
    ["with every number one higher", raised],
  ] as const)("every span that a rule asks for stands in its words, %s", (_, of) => {
    let seen = 0;
    expect(people.length).toBeGreaterThan(900);
    for (const [id] of PROCESSES) {
      if (WORKED_OUT.includes(id)) continue;
      const { process } = processOf(id);
      const often = ruleInWords(process, inWords(of)).often.join("\n");
      for (const span of asked(process, of)) {
        seen++;
        expect(often, `${id} asks for ${span}`).toMatch(new RegExp(`\\b${span}\\b`));
      }
    }
    expect(seen).toBeGreaterThan(90);
  });

  test("nobody is a child where the words say from which age", () => {
    const child = carePersonOf({ ...people[0]!, bornOn: "2020-01-01" }, "2026-11-22");
    const adults = PROCESSES.filter(([id]) => /^(People|Everybody) from \d\d|^From \d\d/.test(firstLine(id)));
    expect(adults.length).toBeGreaterThan(70);
    for (const [id] of adults) expect(processOf(id).process.needed(child, context(shipped)), id).toBe(false);
  });
  const firstLine = (id: string) => ruleInWords(processOf(id).process, inWords(shipped)).who[0]!;
});

describe("what excuses", () => {
  test("names each kind once, with the months in force, and what excuses a payment only as no excuse", () => {
    const lines = commonExcuses(inWords(raised));
    expect(lines[0]).toBe(
      "Recorded here with who, when and why, for 13 months: declined, does not agree to this care, test or service not available",
    );
    expect(lines[1]).toContain("clinically unsuitable");
    expect(lines[2]).toMatch(/^Never: two invitations without a reply/);
  });
  test("of a process is what it says itself", () => {
    expect(ownExcuses(processOf("AF2").process)).toEqual([
      "The end of life: it is not asked for then",
      expect.stringMatching(/^Coded on the record: .*pacemaker/i),
    ]);
    expect(ownExcuses(processOf("EL2").process)).toEqual([]);
  });
});

describe("where sources can be read", () => {
  const addressed = ({ source, link }: Pick<CareProcess, "source" | "link">) =>
    link !== undefined || sourceParts(source).some(({ address }) => address !== undefined);

  test("every process has an address, but those of which none is known", () => {
    const without = PROTOCOLS.flatMap(({ processes }: CareProtocol) =>
      processes.filter((process) => !addressed(process)),
    );
    expect(without.map(({ id }) => id)).toEqual(NO_ADDRESS);
  });
  test("a sentence keeps its words, and each known source in it leads to its own place", () => {
    const sentence = "QOF 2026/27 DM037; National Diabetes Audit care processes; NICE NG28, STOPP/START version 3, D5";
    const parts = sourceParts(sentence);
    expect(parts.map(({ words }) => words).join("")).toBe(sentence);
    expect(parts.filter(({ address }) => address).map(({ words }) => words)).toEqual([
      "National Diabetes Audit",
      "NG28",
      "STOPP/START version 3",
    ]);
    expect(parts.find(({ words }) => words === "NG28")!.address).toBe("https://www.nice.org.uk/guidance/ng28");
  });
  test("addresses are whole, and each is for words that some source uses", () => {
    const sources = [
      ...PROTOCOLS.flatMap(({ source, processes }) => [source, ...processes.map((process) => process.source)]),
      ...Object.values(CATALOGUE).map(({ source }) => source),
    ].join("\n");
    for (const [words, address] of SOURCE_LINKS) {
      expect(new URL(address).protocol).toBe("https:");
      expect(sources, words).toContain(words);
    }
  });
});

/** From memory, proposed, a contract or a letter whose address is not known for certain. */
const NO_ADDRESS = [
  ...["EL5", "EL5-later", "FR1", "FR6", "CO6", "UC2-need", "SE1", "CA3", "DM7", "ME2", "VA1", "VA2", "VA3", "VA4"],
];
