import { describe, expect, test } from "vitest";
import type { Permission, Role } from "../../app/domain/permissions";
import { emptyPlan, type Values } from "../../app/domain/plan";
import {
  afterStep,
  agreementInWords,
  broughtBack,
  bySigner,
  EMERGENCY_PART,
  formIn,
  mayConfirm,
  type ProposalState,
  type ProposalStep,
  readCopy,
  stateOfVersion,
  wordsOfSection,
} from "../../app/domain/plan-life";
import { fieldsOf, mayWrite, SECTION_IDS, type SectionId, sectionOf } from "../../app/domain/plan-sections";
import { aPlanDocument } from "../support/a-plan";

const viewer = (role: Role, ...permissions: Permission[]) => ({ role, permissions, accountId: `the ${role}` });

describe("a version", () => {
  test.each([
    [3, false, { version: 3, status: "live" }, "in force"],
    [2, false, { version: 3, status: "live" }, "superseded"],
    [3, false, { version: 3, status: "withdrawn" }, "withdrawn"],
    [2, false, { version: 3, status: "withdrawn" }, "superseded"],
    [2, true, { version: 3, status: "live" }, "entered in error"],
  ] as const)("%s, in error: %s, of a plan %o is %s", (version, enteredInError, plan, state) =>
    expect(stateOfVersion({ version, enteredInError }, plan)).toBe(state),
  );
});

describe("a proposal", () => {
  const sections: SectionId[] = ["cpr"];
  const proposal = (state: ProposalState) => ({ state, sections, fromAccount: "the care_coordinator" });
  const signer = viewer("gp", "sign emergency recommendation");
  const author = viewer("care_coordinator");

  test.each<[ProposalState, ProposalStep, typeof signer, string]>([
    ["open", "take", signer, "taken"],
    ["open", "return", signer, "returned"],
    ["open", "withdraw", author, "withdrawn"],
    ["returned", "put back", author, "withdrawn"],
    ["open", "take", author, "not yours"],
    ["open", "withdraw", signer, "not yours"],
    ["open", "take", viewer("gp"), "may not sign"],
    ["open", "return", viewer("practice_nurse"), "may not sign"],
    ["open", "put back", author, "answered already"],
  ])("that is %s: %s gives %s", (state, step, who, gives) => {
    const after = afterStep(proposal(state), step, who);
    expect(after.ok ? after.state : after.why).toBe(gives);
  });

  test("of several sections is taken by whoever signs all of them", () => {
    const both = { ...proposal("open"), sections: ["handler", "cpr"] as SectionId[] };
    for (const step of ["take", "return"] as const) {
      expect(afterStep(both, step, viewer("gp"))).toEqual({ ok: false, why: "may not sign" });
      expect(afterStep(both, step, signer)).toMatchObject({ ok: true });
    }
  });

  test("is answered once: no step leads out of taken or withdrawn", () => {
    for (const state of ["taken", "withdrawn"] as const)
      for (const step of ["take", "return", "withdraw", "put back"] as const)
        for (const who of [signer, author])
          expect(afterStep(proposal(state), step, who)).toEqual({ ok: false, why: "answered already" });
  });

  test("comes apart by who may sign, and nothing of it is lost", () => {
    const groups = bySigner(SECTION_IDS);
    expect(groups.flatMap((group) => group.sections).sort()).toEqual([...SECTION_IDS].sort());
    expect(groups.map(({ permission }) => permission).sort()).toEqual([
      "edit plan",
      "sign clinical sections",
      "sign emergency recommendation",
    ]);
  });
});

describe("“still true” of a unit", () => {
  const unitIn = (id: SectionId) =>
    ({ section: id, field: `${id}.${Object.keys(fieldsOf(id))[0]}`, item: `${id}/one` })[sectionOf(id).unit];

  // One line, which holds where the medicines are.
  const HOLDS_MEDICINES = ["carer"];

  test("may be said by whoever may write it; of an emergency section also by whoever endorses", () => {
    for (const id of SECTION_IDS.filter((one) => !HOLDS_MEDICINES.includes(one))) {
      for (const who of [viewer("gp"), viewer("gp", "sign emergency recommendation"), viewer("social_worker")])
        expect(mayConfirm(who, unitIn(id)), `${id} ${who.role}`).toBe(mayWrite(who, id));
      const endorses = viewer("consultant", "endorse emergency recommendation");
      if (sectionOf(id).signing === "emergency") expect(mayConfirm(endorses, unitIn(id))).toBe(true);
    }
  });

  test("of medicines is a clinician's, whoever may write the section", () => {
    expect(mayConfirm(viewer("social_worker"), "home.access")).toBe(true);
    expect(mayConfirm(viewer("social_worker"), "home.medicines")).toBe(false);
    expect(mayConfirm(viewer("practice_nurse"), "home.medicines")).toBe(true);
    expect(mayConfirm(viewer("practice_nurse"), "palliative.anticipatory")).toBe(true);
    // Confirmed as one, its medicines are confirmed with it.
    expect(mayConfirm(viewer("social_worker"), "carer")).toBe(false);
    expect(mayConfirm(viewer("practice_nurse"), "carer")).toBe(true);
    expect(mayConfirm(viewer("social_worker"), "people/ngozi")).toBe(true);
    // Who may not edit plans says nothing of them.
    expect(mayConfirm(viewer("care_home_nurse"), "home.access")).toBe(false);
  });
});

describe("the words of a section", () => {
  test("are the same however their fields were ordered, and others when anything differs", () => {
    const plan = aPlanDocument();
    const turned = (values: object) => Object.fromEntries(Object.entries(values).reverse());
    const same = {
      ...plan,
      sections: { ...plan.sections, cpr: { fields: turned(plan.sections.cpr.fields), items: [] } },
    } as typeof plan;
    expect(wordsOfSection(same, "cpr")).toBe(wordsOfSection(plan, "cpr"));
    const changed = aPlanDocument([{ unit: "contingency/hypo", values: { trigger: "Drowsy" } }]);
    expect(wordsOfSection(changed, "contingency")).not.toBe(wordsOfSection(plan, "contingency"));
    expect(wordsOfSection(changed, "cpr")).toBe(wordsOfSection(plan, "cpr"));
  });
});

describe("the emergency part", () => {
  test("holds every section that is signed as one, and nothing of the person's own", () => {
    for (const id of SECTION_IDS) if (sectionOf(id).signing === "emergency") expect(EMERGENCY_PART).toContain(id);
    for (const id of ["aboutMe", "people", "contingency", "agreement", "actions"] as const)
      expect(EMERGENCY_PART).not.toContain(id);
  });

  test("comes back out of an older version only where that says what the newest does not", () => {
    const old = aPlanDocument();
    const cpr = (decision: string) => aPlanDocument([{ unit: "cpr", values: { decision } }]);
    const brought = (plan: typeof old, newest: typeof old) => broughtBack(plan, newest, [old], ["cpr", "escalation"]);
    expect(brought(old, cpr("attempt"))).toEqual(["cpr"]);
    expect(brought(old, old)).toEqual([]);
    expect(brought(cpr("none_recorded"), cpr("attempt"))).toEqual([]);
    expect(broughtBack(emptyPlan(), old, [emptyPlan()], ["cpr"])).toEqual([]);
  });
});

test.each<[Values, string | undefined]>([
  [{}, undefined],
  [{ agreed: "person", on: "2026-05-03" }, "Agreed with the person on 3 May 2026"],
  [
    { agreed: "representative", name: "Ngozi Obi", relation: "attorney", on: "2026-05-03", bestInterests: "At home" },
    "Agreed with Ngozi Obi, attorney on 3 May 2026, in the person's best interests",
  ],
  [{ agreed: "disagrees", because: "wants hospital" }, "Discussed; the person DISAGREES: wants hospital"],
  [
    { agreed: "not_discussed", notDiscussedBecause: "harm", discussBy: "2026-12-09" },
    "NOT DISCUSSED with the person (it would cause physical or psychological harm); will be by 9 December 2026",
  ],
  [{ agreed: "not_discussed" }, "NOT DISCUSSED with the person; no date set"],
])("the agreement %o in words", (values, words) =>
  expect(agreementInWords(aPlanDocument([{ unit: "agreement", values }]))).toBe(words),
);

describe("a copy", () => {
  const today = "2026-11-22";
  test.each<[Record<string, string>, string[]]>([
    [{ toWhom: "person", form: "print", on: today }, []],
    [{ toWhom: "carer", form: "print", on: today }, ["name"]],
    [{ toWhom: "everybody", form: "fax", on: "2026-02-30" }, ["toWhom", "form", "on"]],
    [{ toWhom: "person", form: "print", on: "2026-11-23" }, ["on"]],
    [{}, ["toWhom", "form", "on"]],
  ])("%o is short of %o", (typed, fields) => {
    const read = readCopy(typed, today);
    expect(read.ok ? [] : Object.keys(read.errors).sort()).toEqual([...fields].sort());
  });

  test.each([
    ["Large print, by post", "large_print"],
    ["easy-read leaflet", "easy_read"],
    ["e-mail", "email"],
    ["on paper", "print"],
    ["told over the phone", "other"],
  ])("“%s” is %s", (how, form) => expect(formIn(how)).toBe(form));
});
