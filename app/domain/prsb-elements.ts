/**
 * The elements of the PRSB standards that a plan here is built to, and where each is held: in a field of the plan, in the
 * record, or left out for a reason that is said. Mandatory (M) and required (R) ones; element names carry over as facts.
 * A coded value and a free text of the same element stand as that element. An outline line is
 * `NAME MARK | NAME MARK = HOLDER`; without a holder the one above it holds.
 */
import { ABOUT_ME } from "./prsb/about-me";
import { DIABETES } from "./prsb/diabetes";
import { PALLIATIVE_CARE } from "./prsb/palliative-care";
import { PERSONALISED_PLAN } from "./prsb/personalised-plan";

export const PRSB_MODELS = {
  PersonalisedCSP: { title: "Personalised care and support plan", outline: PERSONALISED_PLAN },
  AboutMe: { title: "About Me", outline: ABOUT_ME },
  PalliativeEOLC: { title: "Palliative and end of life care", outline: PALLIATIVE_CARE },
  diabetes: { title: "Diabetes", outline: DIABETES },
} as const;
export type PrsbModel = keyof typeof PRSB_MODELS;

export const LEFT_OUT = {
  suffix: "systems that send names do not send it",
  gender: "pronouns are kept with the person; a former gender is never shown",
  alias: "former names find a person silently and are never shown",
  address: "the address of today is shown; others are kept with their dates",
  unused: "nobody who acts on a plan uses it",
  files: "files are not kept: the plan says where they lie",
  author: "the stamp names the author by name, role and organisation, which is enough to reach them",
  reaction: "the source’s entry is kept whole; the plan shows what the allergy is to, and since when",
  doses: "doses and courses stay on the signed chart and in the source: a plan that repeats them is wrong the next day",
  results: "results and measurements are read in the record, not written into a plan",
  device: "measurements and settings stay in the device’s own system",
  dates: "the stamp of the line dates it",
  death: "recorded with the death, not in a plan",
  reviewer: "name, role and number of whoever reviews are enough to reach them",
} as const;

/** plan: "cpr.decision". record: what of it. left out: because. */
export type Holder =
  | { by: "plan"; field: string }
  | { by: "record"; what: string }
  | { by: "left out"; because: keyof typeof LEFT_OUT };

export type PrsbElement = { model: PrsbModel; path: readonly string[]; mark: "M" | "R"; held: Holder };

/** Every element in the order of its standard. Throws on a line that cannot be read. */
export function prsbElements(): PrsbElement[] {
  return (Object.keys(PRSB_MODELS) as PrsbModel[]).flatMap(elementsOf);
}

function elementsOf(model: PrsbModel): PrsbElement[] {
  const above: { name: string; held: Holder | undefined }[] = [];
  const elements: PrsbElement[] = [];
  for (const line of PRSB_MODELS[model].outline.trim().split("\n")) {
    const [, indent = "", names = "", holder] = /^( *)(.+?)(?: = (.+))?$/.exec(line) ?? [];
    const depth = indent.length / 2;
    above.length = depth;
    const held = holder ? holderOf(holder) : above[depth - 1]?.held;
    for (const named of names.split(" | ")) {
      const [, name, mark] = /^(.+) ([MRO])$/.exec(named) ?? [];
      if (!name) throw new Error(`An element of ${model} cannot be read: "${line}"`);
      above[depth] = { name, held };
      // Optional elements stand only as the way to those below them.
      if (mark === "O") continue;
      if (!held) throw new Error(`Nothing holds "${name}" of ${model}`);
      elements.push({ model, path: above.map((one) => one.name), mark: mark as "M" | "R", held });
    }
  }
  return elements;
}

function holderOf(text: string): Holder {
  if (text.startsWith("record ")) return { by: "record", what: text.slice("record ".length) };
  if (!text.startsWith("- ")) return { by: "plan", field: text };
  const because = text.slice(2);
  if (!Object.hasOwn(LEFT_OUT, because)) throw new Error(`No reason "${because}" for leaving an element out`);
  return { by: "left out", because: because as keyof typeof LEFT_OUT };
}

export const holderInWords = (held: Holder): string =>
  held.by === "plan"
    ? `plan: ${held.field}`
    : held.by === "record"
      ? `record: ${held.what}`
      : `left out: ${LEFT_OUT[held.because]}`;

/** A Markdown table: every element with its place. */
export function prsbTable(elements: readonly PrsbElement[] = prsbElements()): string {
  const rows = elements.map(
    ({ model, path, mark, held }) =>
      `| ${PRSB_MODELS[model].title} | ${path.join(" / ")} | ${mark} | ${holderInWords(held)} |`,
  );
  return ["| Standard | Element | | Held by |", "|---|---|---|---|", ...rows].join("\n");
}

/** A Markdown table of how many of each standard are held where, and why the others are not. */
export function prsbSummary(elements: readonly PrsbElement[] = prsbElements()): string {
  const rows = (Object.keys(PRSB_MODELS) as PrsbModel[]).map((model) => {
    const ours = elements.filter((one) => one.model === model);
    const held = (by: Holder["by"]) => ours.filter((one) => one.held.by === by);
    const reasons = new Map<string, number>();
    for (const { held } of ours)
      if (held.by === "left out") reasons.set(held.because, (reasons.get(held.because) ?? 0) + 1);
    const why = [...reasons].map(([because, count]) => `${count}: ${LEFT_OUT[because as keyof typeof LEFT_OUT]}`);
    const counts = (["plan", "record", "left out"] as const).map((by) => held(by).length);
    return `| ${PRSB_MODELS[model].title} | ${counts.join(" | ")} | ${why.join("; ")} |`;
  });
  return ["| Standard | in the plan | in the record | left out | because |", "|---|---|---|---|---|", ...rows].join(
    "\n",
  );
}
