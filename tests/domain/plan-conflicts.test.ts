import { describe, expect, test } from "vitest";
import { conflictsSeen } from "../../app/domain/plan-conflict";
import { findConflicts } from "../../app/domain/plan-conflict-finder";
import { withoutRestricted } from "../../app/domain/plan-restrictions";
import { aPlanDocument } from "../support/a-plan";
import {
  ATTEMPT,
  adrt,
  aRecord,
  at,
  child,
  cprCode,
  find,
  ITS_MEDICINES,
  kinds,
  line,
  medicine,
  NO_LIMITS,
  type Planted,
  put,
  set,
} from "../support/planted-conflicts";

describe("each kind, planted and found", () => {
  test.each<Planted>([
    ["blocks: cpr_adrt", [ATTEMPT, adrt()]],
    ["blocks: cpr_adrt", [ATTEMPT, adrt({ refuses: "As the document says" })]],
    ["marks: cpr_adrt", [ATTEMPT, adrt({ lifeSustaining: "informal" })]],
    ["blocks: cpr_adrt", [ATTEMPT, adrt({ refuses: "Refuses: CPR and ventilation", lifeSustaining: "no" })]],
    ["blocks: cpr_adrt", [ATTEMPT, adrt({ refuses: "CPR, except in theatre" })]],
    ["blocks: adrt_life_sustaining", [adrt({ refuses: "Refuses: CPR and ventilation", lifeSustaining: "no" })]],
    ["blocks: adrt_life_sustaining", [adrt({ refuses: "Ventilation", lifeSustaining: "no" })]],
    ["blocks: cpr_record", [ATTEMPT], aRecord([cprCode("not-recommended", "2026-10-01")])],
    ["blocks: cpr_record", [], aRecord([cprCode("attempt", "2026-10-01")])],
    ["asks: cpr_record", [ATTEMPT], aRecord([cprCode("not-recommended", "2025-10-01")])],
    ["marks: cpr_record", [ATTEMPT], aRecord([cprCode("not-recommended")])],
    ["marks: cpr_record", [{ unit: "cpr", values: null }], aRecord([cprCode("not-recommended", "2025-10-01")])],
    ["blocks: cpr_words", [ATTEMPT, set("handler", { second: "DNACPR form in the hall." })]],
    ["blocks: cpr_words", [ATTEMPT, set("contingency/hypo", { doNot: "start CPR", unless: "she asks" })]],
    ["asks: cpr_words", [ATTEMPT, set("contingency/hypo", { doNot: "start CPR", unless: "she chokes" })]],
    ["blocks: cpr_words", [set("contingency/hypo", { doFirst: "If she stops breathing start CPR." })]],
    ["blocks: cpr_modified_adult", [set("cpr", { decision: "modified" })]],
    ["marks: cpr_before_18", [], undefined, { ...at, today: "2031-06-01", bornOn: "2012-01-01" }],
    ["blocks: emergency_plan_elsewhere", [put("elsewhere", { system: "London Universal Care Plan" })]],
    [
      "blocks: emergency_plan_elsewhere",
      [put("elsewhere", { system: "London Universal Care Plan" }), { unit: "cpr", values: null }],
    ],
    ["blocks: adrt_under_18", [adrt({ dated: "2026-01-01" })], undefined, child],
    ["blocks: adrt_form", [adrt({ witnessed: "no" })]],
    ["marks: adrt_capacity", [adrt({ capableWhenMade: "no" })]],
    ["marks: adrt_later_attorney", [adrt({ laterLpa: "yes" })]],
    ["blocks: attorney_under_18", [], undefined, child],
    ["blocks: capacity_involvement", [set("cpr", { letter: "A", capacity: "lacks" })]],
    ["blocks: capacity_involvement", [set("cpr", { letter: "B" })]],
    ["blocks: capacity_involvement", [set("cpr", { letter: "C1" })]],
    ["marks: capacity_twice", [put("capacity/one", { decision: "cpr", has: "lacks", on: "2026-09-01" })]],
    ["asks: capacity_representative", [set("agreement", { agreed: "representative", name: "Ngozi" })]],
    ["marks: adrt_record", [], aRecord([line({ kind: "decision", words: "ADRT", sets: ["decision-adrt"] })])],
    [
      "marks: attorney_record",
      [put("attorney", { lpa: "none" })],
      aRecord([line({ kind: "decision", words: "LPA for health", sets: ["decision-lpa-health"] })]),
    ],
    [
      "asks: place_escalation",
      [put("preferences.deathPlace", { deathPlace: "hospital" }), set("escalation", { hospital: "Not to hospital." })],
    ],
    ["asks: balance_cpr", [ATTEMPT, put("understanding", { balance: "comfort" })]],
    ["marks: adrt_treatment", [adrt({ refuses: "Hospital admission, whatever happens" })]],
    ["marks: adrt_treatment", [adrt({ refuses: "Hospital admission, except for a fracture" })]],
    [
      "marks: adrt_treatment",
      [
        NO_LIMITS,
        adrt({ refuses: "CPR and antibiotics" }),
        set("contingency/hypo", { doFirst: "Start the antibiotics from the rescue pack." }),
      ],
    ],
    [
      "marks: adrt_treatment",
      [set("escalation", { hospital: "For full active treatment." }), adrt({ refuses: "CPR" })],
    ],
    [
      "blocks: allergy_medicine",
      [set("contingency/breathless", { medicines: "Amoxicillin capsules" })],
      aRecord([line({ kind: "allergy", words: "Penicillin: anaphylaxis", on: "2011-02-04" })]),
    ],
    ["blocks: allergy_medicine", [], aRecord([line({ kind: "allergy", words: "Allergy to morphine (finding)" })])],
    [
      "blocks: allergy_medicine",
      [set("contingency/hypo", { doFirst: "Give pabrinex at once." })],
      aRecord([line({ kind: "allergy", words: "Pabrinex: rash" })]),
    ],
    [
      "blocks: insulin_sick_day",
      [set("contingency/hypo", { trigger: "Not eating", doFirst: "If not eating stop insulin and ring." })],
    ],
    ["blocks: insulin_sick_day", [set("contingency/hypo", { doFirst: "Pause metformin, gliclazide and insulin." })]],
    [
      "blocks: steroid_stopped",
      [set("contingency/hypo", { doFirst: "Vomiting: omit prednisolone until better." })],
      aRecord([...ITS_MEDICINES, medicine("Prednisolone 10 mg tablets")]),
    ],
    [
      "marks: banner_not_on_record",
      [],
      aRecord([
        ...ITS_MEDICINES.filter(({ words }) => !words.startsWith("Apixaban")),
        medicine("Apixaban", { ended: true }),
      ]),
    ],
    ["asks: banner_not_on_record", [], aRecord(ITS_MEDICINES.filter(({ words }) => !words.startsWith("Apixaban")))],
    [
      "asks: banner_not_on_record",
      [],
      aRecord([
        ...ITS_MEDICINES.filter(({ words }) => !words.startsWith("Insulin")),
        medicine("Lantus SoloStar", { ended: true }),
      ]),
    ],
    ["asks: critical_medicine_unsaid", [], aRecord([...ITS_MEDICINES, medicine("Lithium carbonate 400 mg tablets")])],
    ["asks: medicine_not_on_record", [], aRecord(ITS_MEDICINES.filter(({ words }) => !words.startsWith("Midazolam")))],
    [
      "asks: sglt2_ketones",
      [set("contingency/hypo", { trigger: "High glucose, or ill" })],
      aRecord([...ITS_MEDICINES, medicine("Dapagliflozin 10 mg tablets")]),
    ],
    [
      "blocks: oxygen_target_twice",
      [
        put("critical/oxygen", {
          fact: "Oxygen alert",
          instruction: "Oxygen: target SpO2 88-92 %",
          kind: "oxygen_alert",
        }),
        set("contingency/hypo", { doFirst: "Oxygen to SpO2 94 to 98 %." }),
      ],
    ],
    [
      "blocks: oxygen_target_twice",
      [
        put("critical/oxygen", {
          fact: "Oxygen alert",
          instruction: "target SpO2 88–92 % unless this plan gives another",
        }),
        set("contingency/breathless", { doFirst: "Pulse 90-100. Oxygen to 85-88 %." }),
        set("contingency/hypo", { doFirst: "Oxygen to SpO2 94 to 98 %." }),
      ],
    ],
    [
      "asks: allergy_not_checked",
      [],
      aRecord([line({ kind: "allergy", words: "Hypersensitivity reaction caused by drug (disorder)" })]),
    ],
    ["asks: allergy_medicine", [], aRecord([line({ kind: "allergy", words: "Morphine: nausea" })])],
    ["asks: allergy_medicine", [], aRecord([line({ kind: "allergy", words: "Intolerance to opiates" })])],
    ["asks: allergy_medicine", [], aRecord([line({ kind: "allergy", words: "Allergy to morphine: constipation" })])],
    ["blocks: allergy_medicine", [], aRecord([line({ kind: "allergy", words: "Morphine: vomiting, rash" })])],
    ["blocks: allergy_medicine", [], aRecord([line({ kind: "allergy", words: "Opioid allergy" })])],
    [
      "blocks: allergy_medicine",
      [set("contingency/hypo", { doFirst: "Give pabrinex at once." })],
      aRecord([line({ kind: "allergy", words: "Drug allergy: hypersensitivity due to Pabrinex" })]),
    ],
    [
      "blocks: allergy_medicine",
      [set("contingency/hypo", { doFirst: "Allergic to penicillin: give clarithromycin." })],
      aRecord([line({ kind: "allergy", words: "Erythromycin" })]),
    ],
    [
      "asks: oxygen_target_copd",
      [put("critical/oxygen", { fact: "Oxygen", instruction: "Oxygen: target SpO2 94–98 %" })],
      aRecord([line({ kind: "problem", words: "COPD", sets: ["condition-copd"] })]),
    ],
    ["asks: two_key_workers", [set("people/ngozi", { keyWorker: "yes" }), set("people/hospice", { keyWorker: "yes" })]],
    ["asks: two_main_carers", [set("people/hospice", { carer: "main" })]],
    ["asks: key_worker_ended", [set("people/hospice", { keyWorker: "yes", until: "2026-08-01" })]],
    ["blocks: do_not_tell", [set("people/ngozi", { doNotTell: "do_not_tell" })]],
    [
      "blocks: do_not_tell",
      [
        put("people/son", { name: "Ike Obi", role: "son", doNotTell: "do_not_tell" }),
        set("contingency/hypo", { ring: "Ike Obi" }),
      ],
    ],
    [
      "blocks: do_not_tell",
      [put("people/son", { name: "Ike Obi", phone: "+44 20 7946 0958", doNotTell: "do_not_tell" })],
    ],
    ["marks: carer_ended", [set("people/ngozi", { ringId: "gone" })]],
    [
      "marks: carer_number",
      [],
      aRecord([
        line({
          kind: "carer",
          words: "Ngozi Obi, daughter",
          phone: "020 7946 0111",
          ring: { name: "Ngozi Obi", isCarer: true, livesWith: false },
        }),
      ]),
    ],
    ["marks: address_access", [], aRecord([], { address: { words: "2 High Street, W3 6LJ", since: "2026-09-01" } })],
    [
      "asks: access_postcode",
      [put("home.access", { access: "Flat 3, W12 8TT; ring twice" })],
      aRecord([], { address: { words: "2 High Street, W3 6LJ", since: "2020-09-01" } }),
    ],
    ["marks: care_home", [put("home.livingWith", { livingWith: "Lives alone" })], aRecord([], { careHome: true })],
    ["marks: care_home", [put("home.accommodation", { accommodation: "owned" })], aRecord([], { careHome: true })],
    ["asks: care_home", [put("home.accommodation", { accommodation: "nursing_home" })]],
    [
      "asks: care_home_preferred",
      [put("preferences.carePlace", { carePlace: "home" })],
      aRecord([], { careHome: true }),
    ],
    ["asks: practice_review", [], aRecord([], { practice: { id: "other", name: "Acre Lane Surgery" } })],
    ["asks: died", [], aRecord([], { died: "2026-11-20" })],
  ])("%s", (expected, operations, record, when) => {
    expect(kinds(operations, record, when)).toContain(expected);
  });
});

describe("a contradiction", () => {
  test("has both sides with their sources, and the same id until one of them changes", () => {
    const [found] = find([ATTEMPT], aRecord([cprCode("not-recommended", "2026-10-01")]));
    expect(found).toMatchObject({
      kind: "cpr_record",
      sides: [
        { source: "plan", unit: "cpr", words: "Attempt CPR", on: "2026-05-03", by: "Dr Amir Khan" },
        { source: "record", words: "CPR not-recommended", on: "2026-10-01", by: "GP record" },
      ],
    });
    const again = find([ATTEMPT], aRecord([cprCode("not-recommended", "2026-10-01")]));
    expect(again[0]!.id).toBe(found!.id);
    expect(find([ATTEMPT], aRecord([cprCode("not-recommended", "2026-10-02")]))[0]!.id).not.toBe(found!.id);
  });

  test("of a hidden line is shown to nobody who does not see the line, and is counted", () => {
    const plan = aPlanDocument([
      put("contingency/secret", { trigger: "x", doFirst: "Amoxicillin", ring: "Clinical desk", restriction: "hidden" }),
    ]);
    const record = aRecord([line({ kind: "allergy", words: "Penicillin" })]);
    const conflicts = findConflicts(plan, record, at);
    expect(conflicts).toHaveLength(1);
    expect(conflictsSeen(conflicts, withoutRestricted(plan).plan)).toEqual({ conflicts: [], withheld: 1 });
    expect(conflictsSeen(conflicts, plan)).toEqual({ conflicts, withheld: 0 });
    expect(conflictsSeen(conflicts, plan, new Set())).toEqual({ conflicts: [], withheld: 1 });
  });

  test("the most dangerous stands first", () => {
    const dangers = find([ATTEMPT, adrt({ capableWhenMade: "no" }), set("people/hospice", { carer: "main" })]).map(
      ({ danger }) => danger,
    );
    expect(dangers).toEqual(
      [...dangers].sort((a, b) => ["blocks", "marks", "asks"].indexOf(a) - ["blocks", "marks", "asks"].indexOf(b)),
    );
    expect(new Set(dangers).size).toBe(3);
  });
});
