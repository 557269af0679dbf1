import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fieldsOf, isSectionId } from "../../app/domain/plan-sections";
import { PRSB_MODELS, type PrsbModel, prsbElements, prsbSummary, prsbTable } from "../../app/domain/prsb-elements";

const elements = prsbElements();
const REFERENCE = new URL("../../../shared/reference/prsb/", import.meta.url);

/** "  - Name [M 1..1 string]": depth, name and mark of each element of the standard's own list. */
function standard(model: PrsbModel): string[] {
  const above: string[] = [];
  return readFileSync(new URL(`${model}.md`, REFERENCE), "utf8")
    .split("\n")
    .flatMap((line) => {
      const [, indent, name, mark] = /^( *)- (.*?) \[\s*([MRO]?)\s*[\d.*]+\s*\w*\]/.exec(line) ?? [];
      if (indent === undefined) return [];
      above.length = indent.length / 2;
      above.push(name!.trim());
      const path = above.filter((one) => one !== "Coded value" && one !== "Free text");
      const once = path.filter((one, at) => one !== path[at - 1]);
      return mark === "M" || mark === "R" ? [`${mark} ${once.join(" / ")}`] : [];
    });
}

describe.each(Object.keys(PRSB_MODELS) as PrsbModel[])("%s", (model) => {
  const there = existsSync(new URL(`${model}.md`, REFERENCE));
  const ours = elements.filter((one) => one.model === model);

  test.skipIf(!there)(
    `every mandatory and required element of the standard is in the table${there ? "" : " (SKIPPED: the standard's list is not beside this checkout)"}`,
    () => {
      const wanted = standard(model);
      expect(wanted.length).toBeGreaterThan(30);
      const held = new Set(ours.flatMap(({ mark, path }) => [`${mark} ${path.join(" / ")}`]));
      // Where a coded value and a free text are marked differently, the element bears the stricter or the first.
      const either = (one: string) => held.has(one) || held.has(`M${one.slice(1)}`) || held.has(`R${one.slice(1)}`);
      expect(wanted.filter((one) => !either(one))).toEqual([]);
      const asked = new Set(wanted.map((one) => one.slice(2)));
      expect(ours.map(({ path }) => path.join(" / ")).filter((path) => !asked.has(path))).toEqual([]);
    },
  );

  test("is read whole", () => expect(ours.length).toBeGreaterThan(40));
});

test("every field that is named exists", () => {
  const missing = elements.flatMap(({ held, path }) => {
    if (held.by !== "plan") return [];
    const [section = "", field = ""] = held.field.split(".");
    return isSectionId(section) && Object.hasOwn(fieldsOf(section), field)
      ? []
      : [`${held.field}: ${path.join(" / ")}`];
  });
  expect(missing).toEqual([]);
});

test("no mandatory element of the plan or of palliative care is left out", () => {
  const out = elements.filter(
    ({ model, mark, held }) =>
      mark === "M" && held.by === "left out" && ["PersonalisedCSP", "PalliativeEOLC", "AboutMe"].includes(model),
  );
  expect(out).toEqual([]);
});

test("the table names each element once, with its place", () => {
  const table = prsbTable(elements);
  expect(table.split("\n")).toHaveLength(elements.length + 2);
  expect(table).toContain(
    "| Palliative and end of life care | Palliative and end of life care / Estimated prognosis | R | plan: palliative.prognosis |",
  );
  expect(prsbSummary(elements).split("\n")).toHaveLength(2 + Object.keys(PRSB_MODELS).length);
});
