import { describe, expect, test } from "vitest";
import { carePersonOf } from "../../../app/domain/care-gap";
import { findAllCareGaps, PROTOCOLS } from "../../../app/domain/care-protocols/all";
import { CODE_SETS, codeSet, membershipOf } from "../../../app/domain/code-sets/all";
import { MEDICINES } from "../../../app/domain/code-sets/medicines";
import { AS_OF, aPerson } from "../../support/a-person";

const setsOf = membershipOf(MEDICINES);
const classesOf = (display: string) =>
  setsOf({ system: "https://example.org/product", code: "x", display })
    .map((set) => set.slice("medicine-".length))
    .sort();

describe("classes of medicine by the product's name", () => {
  test.each<[string, string[]]>([
    ["Amlodipine 5mg tablets", ["calcium-blocker"]],
    ["Bisoprolol 2.5mg tablets", ["beta-blocker", "beta-blocker-heart-failure"]],
    ["Timolol 0.25% eye drops", []],
    ["Aspirin 75mg dispersible tablets", ["antiplatelet", "aspirin"]],
    ["Aspirin 300mg tablets", ["antiplatelet", "aspirin", "aspirin-over-100"]],
    ["Digoxin 62.5microgram tablets", ["digoxin"]],
    ["Digoxin 125microgram tablets", ["digoxin", "digoxin-125"]],
    ["Apixaban 5mg tablets", ["anticoagulant", "doac", "factor-xa-inhibitor"]],
    ["Warfarin 3mg tablets", ["anticoagulant"]],
    ["Naproxen 250mg tablets", ["nsaid", "nsaid-not-cox2"]],
    ["Ibuprofen 5% gel", []],
    ["Celecoxib 100mg capsules", ["nsaid"]],
    ["Prednisolone 5mg tablets", ["steroid"]],
    ["Prednisolone 1% eye drops", []],
    ["Hydrocortisone 1% cream", []],
    ["Beclometasone 100micrograms/dose inhaler", []],
    ["Amitriptyline 10mg tablets", ["antidepressant", "tricyclic"]],
    ["Zopiclone 3.75mg tablets", ["z-drug"]],
    ["Midazolam 10mg/2ml solution for injection", []],
    ["Olanzapine 10mg tablets", ["antipsychotic", "antipsychotic-parkinsonism"]],
    ["Quetiapine 25mg tablets", ["antipsychotic"]],
    ["Tiotropium 18microgram inhalation powder capsules", ["lama"]],
    ["Glycopyrronium bromide 1mg tablets", []],
    ["Solifenacin 5mg tablets", ["bladder-antimuscarinic"]],
    ["Tamsulosin 400microgram modified-release capsules", ["alpha-blocker"]],
    ["Alendronic acid 70mg tablets", ["bisphosphonate", "bone-protection", "bone-protection-other"]],
    ["Denosumab 60mg/1ml solution for injection pre-filled syringes", ["bone-protection", "denosumab"]],
    ["Methotrexate 2.5mg tablets", ["immunosuppressant", "methotrexate"]],
    ["Co-amilofruse 5mg/40mg tablets", ["loop-diuretic", "potassium-sparing"]],
    ["Codeine 30mg tablets", ["opioid"]],
    ["Macrogol compound oral powder sachets", ["laxative"]],
    ["Spironolactone 25mg tablets", ["mra"]],
    ["Emollient cream", []],
    ["Paracetamol 500mg tablets", []],
  ])("%s", (name, classes) => expect(classesOf(name)).toEqual(classes));
});

describe("all protocols", () => {
  const processes = PROTOCOLS.flatMap((protocol) => protocol.processes.map((process) => ({ protocol, process })));

  test("no process has the id of another", () => {
    const ids = processes.map(({ process }) => process.id);
    expect(ids.filter((id, n) => ids.indexOf(id) !== n)).toEqual([]);
  });

  test("no set has the id of another", () => {
    const ids = CODE_SETS.map(({ id }) => id);
    expect(ids.filter((id, n) => ids.indexOf(id) !== n)).toEqual([]);
  });

  test("each can be recorded by its first set, or by a medicine's name", () => {
    const cannot = processes.filter(({ process }) => {
      const first = process.sets[0];
      if (!first) return true;
      const { members, substances } = codeSet(first);
      return members.length === 0 && !substances;
    });
    expect(cannot.map(({ process }) => process.id)).toEqual([]);
  });

  test("settings begin with their protocol's name", () => {
    for (const { id, settings } of PROTOCOLS)
      for (const name of Object.keys(settings)) expect(name.startsWith(`${id}.`), name).toBe(true);
  });

  test("somebody with nothing recorded and everything switched on does not break a rule", () => {
    const on = Object.fromEntries(processes.map(({ process }) => [`treatment.${process.id}`, 1]));
    expect(() => findAllCareGaps(carePersonOf(aPerson(), AS_OF), AS_OF, on)).not.toThrow();
    expect(() =>
      findAllCareGaps(carePersonOf(aPerson({ bornOn: undefined, sex: "unknown" }), AS_OF), AS_OF, on),
    ).not.toThrow();
  });
});
