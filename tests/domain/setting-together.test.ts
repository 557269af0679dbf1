import { describe, expect, test } from "vitest";
import { CATALOGUE, inForce } from "../../app/domain/setting-catalogue";
import { type SettingLine, ticksTogether } from "../../app/domain/setting-line";

const linesWith = (signed: readonly string[] = []): SettingLine[] =>
  Object.entries(CATALOGUE).map(([name, entry]) => {
    const setting = inForce(name, []);
    return {
      ...entry,
      name,
      setting: signed.includes(name) ? { ...setting, version: 1, signedBy: "Dr Khan" } : setting,
    };
  });
const together = (section: string, names: readonly string[], signed?: readonly string[]) => {
  const { ticked, others } = ticksTogether(linesWith(signed), section, names);
  return { ticked: ticked.map(({ name }) => name), others };
};

describe("settings that are looked at together", () => {
  test("are those that were ticked, in the order of their list", () => {
    expect(together("falls", ["falls.assess-weeks", "falls.ask-months"])).toEqual({
      ticked: ["falls.ask-months", "falls.assess-weeks"],
      others: 0,
    });
  });
  test("are of one section: what is of another is counted and not signed with them", () => {
    expect(together("falls", ["falls.ask-months", "bones.risk-months"])).toEqual({
      ticked: ["falls.ask-months"],
      others: 1,
    });
  });
  test("leave out what drives one person's treatment, its switch and its own signature alike", () => {
    expect(together("diabetes", ["diabetes.new-months", "row.DK2", "treatment.DK2"])).toEqual({
      ticked: ["diabetes.new-months"],
      others: 2,
    });
  });
  test("leave out what is signed already, what needs no signature and what is no setting", () => {
    const names = ["falls.ask-months", "diabetes.target-plain", "no.such"];
    expect(together("falls", names, ["falls.ask-months"])).toEqual({ ticked: [], others: 3 });
  });
  test("count each once, however often it was ticked", () => {
    expect(together("falls", ["falls.ask-months", "falls.ask-months"])).toEqual({
      ticked: ["falls.ask-months"],
      others: 0,
    });
  });
});
