import { describe, expect, test } from "vitest";
import { applyOperations, emptyPlan, type Operation, type Values } from "../../app/domain/plan";
import { lacksOfPublish, type Publishing, whatCrewsWouldMiss } from "../../app/domain/plan-readiness";
import { holdsCode } from "../../app/domain/plan-readiness-codes";
import { limitsCare, notForHandlers, setsLimit } from "../../app/domain/plan-readiness-limits";
import { crisisLength, FRONT_ITEMS, SCREEN_LINES } from "../../app/domain/plan-readiness-screen";
import { aPlanDocument } from "../support/a-plan";
import { FRONT_CARDS, onTheFront } from "../support/front-cards";

const today = "2026-11-22";
const lacksOf = (change: Operation[], bornOn: string | undefined = "1942-03-12") =>
  whatCrewsWouldMiss(aPlanDocument(change), { today, bornOn }).map(({ unit, field }) => `${unit} ${field}`);
const changed = (section: "cpr" | "advanceDecision" | "attorney" | "agreement", values: Values): Operation => ({
  unit: section,
  values: { ...(aPlanDocument().sections[section].fields as Values), ...values },
});

const adrt = (change: Values): Operation =>
  changed("advanceDecision", {
    ...{ adrt: "yes", refuses: "Ventilation", lifeSustaining: "formal", dated: "2020-01-05", location: "Hall" },
    ...change,
  });
const carer = (change: Values): Operation => ({
  unit: "carer",
  values: { doFirst: "Ring the stand-in", alone: "no", ring: "Ngozi Obi", ...change },
});
const NOT_YET = { agreed: "not_discussed", because: "", discussBy: "" };

describe("what a crew would miss", () => {
  test("nothing in a complete plan", () => expect(lacksOf([])).toEqual([]));

  test.each<[string, Operation, string]>([
    ["no call-handler instruction", { unit: "handler", values: null }, "handler first"],
    ["no word on CPR", { unit: "cpr", values: null }, "cpr decision"],
    ["CPR without its date", changed("cpr", { decidedOn: "" }), "cpr decidedOn"],
    ["CPR dated tomorrow", changed("cpr", { decidedOn: "2026-11-23" }), "cpr decidedOn"],
    ["CPR without a name", changed("cpr", { decidedBy: "" }), "cpr decidedBy"],
    ["CPR without a role", changed("cpr", { decidedByRole: "" }), "cpr decidedByRole"],
    ["CPR without capacity", changed("cpr", { capacity: "" }), "cpr capacity"],
    ["CPR without involvement", changed("cpr", { involvement: "" }), "cpr involvement"],
    ["CPR agreed with nobody named", changed("cpr", { involved: "" }), "cpr involved"],
    [
      "CPR not discussed, without a lawful reason",
      changed("cpr", { involvement: "not_discussed", discussBy: "2026-12-01" }),
      "cpr notDiscussedBecause",
    ],
    [
      "CPR not discussed, without when it will be",
      changed("cpr", { involvement: "not_discussed", notDiscussedBecause: "harm" }),
      "cpr discussBy",
    ],
    ["CPR without where the form lies", changed("cpr", { formLocation: "" }), "cpr formLocation"],
    ["no word on an ADRT", { unit: "advanceDecision", values: null }, "advanceDecision adrt"],
    [
      "an ADRT without its place",
      changed("advanceDecision", { adrt: "yes", refuses: "Ventilation", lifeSustaining: "formal" }),
      "advanceDecision location",
    ],
    ["no word on a health attorney", { unit: "attorney", values: null }, "attorney lpa"],
    ["an attorney without a name", changed("attorney", { name: "" }), "attorney name"],
    [
      "“do not” without “unless”",
      { unit: "contingency/falls", values: { trigger: "Fall", doFirst: "Look", doNot: "lift alone", ring: "Desk" } },
      "contingency/falls unless",
    ],
    [
      "a limit on hospital without “unless”",
      { unit: "escalation", values: { hospital: "Not for hospital." } },
      "escalation hospitalUnless",
    ],
    [
      "a contingency plan without whom to ring",
      { unit: "contingency/falls", values: { trigger: "Fall", doFirst: "Look" } },
      "contingency/falls ring",
    ],
    [
      "whom to ring that is only part of a name, without a number",
      { unit: "contingency/falls", values: { trigger: "Fall", doFirst: "Look", ring: "Ngo" } },
      "contingency/falls ring",
    ],
    [
      "whom to ring whose entry crews do not see",
      {
        unit: "people/hospice",
        values: { name: "Hospice advice line", phone: "020 7946 0321", restriction: "hidden" },
      },
      "contingency/breathless ring",
    ],
    [
      "an action without an owner",
      { unit: "actions/a", values: { what: "Visit", dueOn: "2026-12-01" } },
      "actions/a owner",
    ],
    ["no word on a copy", changed("agreement", { copy: "" }), "agreement copy"],
    ["no copy and no reason", changed("agreement", { copy: "no" }), "agreement copyNotBecause"],
    ["disagreement without words", changed("agreement", { agreed: "disagrees" }), "agreement because"],
    ["no planned review", { unit: "review", values: null }, "review on"],
    [
      "a key-safe code",
      { unit: "home.access", values: { access: "Key safe by the door, code 4711" } },
      "home.access access",
    ],
    [
      "a rival CPR line beside a plan elsewhere",
      { unit: "elsewhere", values: { system: "London Universal Care Plan", dated: "2026-06-01" } },
      "cpr decision",
    ],
    ["modified CPR of an adult", changed("cpr", { decision: "modified", modification: "Suction" }), "cpr decision"],
    ["modified CPR without how", changed("cpr", { decision: "modified" }), "cpr modification"],
    ["letter A without capacity", changed("cpr", { letter: "A", capacity: "lacks" }), "cpr letter"],
    ["letter B with capacity", changed("cpr", { letter: "B", capacity: "has" }), "cpr letter"],
    ["letter C of an adult", changed("cpr", { letter: "C1" }), "cpr letter"],
    ["letter D of what was discussed", changed("cpr", { letter: "D" }), "cpr letter"],
    ["letter A of what was not discussed", changed("cpr", { letter: "A", involvement: "not_discussed" }), "cpr letter"],
    ["consent of a child who is 18", { unit: "childConsent", values: { basis: "parental" } }, "childConsent basis"],
    ["a plan elsewhere without its date", { unit: "elsewhere", values: { system: "UCP" } }, "elsewhere dated"],
    ["a plan elsewhere without its system", { unit: "elsewhere", values: { dated: "2026-06-01" } }, "elsewhere system"],
    ["other systems looked at, no day", { unit: "elsewhere", values: { checkedNone: "UCP" } }, "elsewhere checkedOn"],
    ["a formal ADRT without its date", adrt({ dated: "" }), "advanceDecision dated"],
    ["an ADRT of tomorrow", adrt({ dated: "2026-11-23" }), "advanceDecision dated"],
    ["an ADRT taken back tomorrow", adrt({ withdrawnOn: "2026-11-23" }), "advanceDecision withdrawnOn"],
    ["an ADRT without what it refuses", adrt({ refuses: "" }), "advanceDecision refuses"],
    ["an ADRT without whether of life", adrt({ lifeSustaining: "" }), "advanceDecision lifeSustaining"],
    ["a formal ADRT whose witness was not seen", adrt({ witnessed: "unknown" }), "advanceDecision lifeSustaining"],
    [
      "an informal ADRT of which all was seen",
      adrt({ lifeSustaining: "informal", written: "yes", signed: "yes", witnessed: "yes", evenIfLifeAtRisk: "yes" }),
      "advanceDecision lifeSustaining",
    ],
    ["an attorney without registration", changed("attorney", { registered: "" }), "attorney registered"],
    ["two attorneys without how they decide", changed("attorney", { second: "Chidi" }), "attorney jointly"],
    [
      "a limit in the goal of care without “unless”",
      { unit: "escalation", values: { goal: "Comfort. Not for hospital." } },
      "escalation hospitalUnless",
    ],
    [
      "capacity assessed, nobody says by whom",
      { unit: "capacity/a", values: { decision: "hospital", has: "lacks", on: "2026-05-03" } },
      "capacity/a by",
    ],
    [
      "capacity assessed tomorrow",
      { unit: "capacity/a", values: { decision: "hospital", has: "lacks", on: "2026-11-23", by: "Dr Khan" } },
      "capacity/a on",
    ],
    ["capacity without a decision", { unit: "capacity/a", values: { has: "not_assessed" } }, "capacity/a decision"],
    ["capacity without an answer", { unit: "capacity/a", values: { decision: "cpr" } }, "capacity/a has"],
    ["somebody involved without a name", { unit: "involvement/a", values: { letter: "A" } }, "involvement/a name"],
    [
      "a call handler told to hold care back",
      { unit: "handler", values: { first: "Do not send an ambulance." } },
      "handler first",
    ],
    [
      "a contingency plan without its trigger",
      { unit: "contingency/falls", values: { doFirst: "Look", ring: "Clinical desk" } },
      "contingency/falls trigger",
    ],
    [
      "a contingency plan without a first act",
      { unit: "contingency/falls", values: { trigger: "Fall", ring: "Clinical desk" } },
      "contingency/falls doFirst",
    ],
    [
      "a first act that holds care back without “unless”",
      { unit: "contingency/falls", values: { trigger: "Fall", doFirst: "Do not convey.", ring: "Clinical desk" } },
      "contingency/falls unless",
    ],
    [
      "anticipatory medicines that nobody finds",
      {
        unit: "contingency/falls",
        values: { trigger: "Fall", doFirst: "Look", ring: "Clinical desk", medicines: "Morphine" },
      },
      "contingency/falls medicinesKept",
    ],
    [
      "agreed with a representative without a name",
      {
        unit: "contingency/falls",
        values: { trigger: "Fall", doFirst: "Look", ring: "Clinical desk", agreedWith: "representative" },
      },
      "contingency/falls agreedName",
    ],
    ["a carer plan without a first act", carer({ doFirst: "" }), "carer doFirst"],
    ["a carer plan without whether alone", carer({ alone: "" }), "carer alone"],
    ["a carer plan without whom to ring", carer({ ring: "" }), "carer ring"],
    ["a carer plan that rings nobody known", carer({ ring: "Ngo" }), "carer ring"],
    ["a carer plan with a limit", carer({ doFirst: "Do not take to hospital." }), "carer unless"],
    [
      "equipment that life depends on, without what to do",
      { unit: "equipment/a", values: { what: "Ventilator", power: "yes" } },
      "equipment/a ifItFails",
    ],
    ["equipment without a name", { unit: "equipment/a", values: { kind: "oxygen" } }, "equipment/a what"],
    ["a critical fact without a name", { unit: "critical/a", values: { instruction: "Check" } }, "critical/a fact"],
    [
      "a critical fact without its meaning",
      { unit: "critical/a", values: { fact: "Insulin" } },
      "critical/a instruction",
    ],
    [
      "a limit among critical facts",
      { unit: "critical/a", values: { fact: "Ceiling", instruction: "Not for intensive care" } },
      "critical/a instruction",
    ],
    ["a person to ring without a name", { unit: "people/a", values: { phone: "020 7946 0000" } }, "people/a name"],
    [
      "whom to ring that the person forbids to tell",
      {
        unit: "people/hospice",
        values: { name: "Hospice advice line", phone: "020 7946 0321", doNotTell: "do_not_tell" },
      },
      "contingency/breathless ring",
    ],
    ["a support plan without a name", { unit: "supportPlans/a", values: { content: "Walks" } }, "supportPlans/a name"],
    ["a document without a title", { unit: "documents/a", values: { location: "Drawer" } }, "documents/a title"],
    ["a document that nobody finds", { unit: "documents/a", values: { title: "Passport" } }, "documents/a location"],
    ["a goal without words", { unit: "goals/a", values: { status: "active" } }, "goals/a what"],
    ["a need without words", { unit: "needs/a", values: { restriction: "closed" } }, "needs/a what"],
    ["an adjustment without words", { unit: "adjustments/a", values: { kind: "time" } }, "adjustments/a what"],
    [
      "an impairment without its category",
      { unit: "impairments/a", values: { detail: "Deaf" } },
      "impairments/a category",
    ],
    ["an action without words", { unit: "actions/a", values: { dueOn: "2026-12-01" } }, "actions/a what"],
    ["an action without a day", { unit: "actions/a", values: { what: "Visit" } }, "actions/a dueOn"],
    ["no word on agreement", { unit: "agreement", values: null }, "agreement agreed"],
    ["agreement without its day", changed("agreement", { on: "" }), "agreement on"],
    ["a representative without a name", changed("agreement", { agreed: "representative" }), "agreement name"],
    ["a representative, nobody consulted", changed("agreement", { agreed: "representative" }), "agreement consulted"],
    ["best interests not said", changed("agreement", { agreed: "representative" }), "agreement bestInterests"],
    ["a plan not discussed, no lawful reason", changed("agreement", NOT_YET), "agreement notDiscussedBecause"],
    ["a plan not discussed, no day", changed("agreement", NOT_YET), "agreement discussBy"],
    ["a copy without its day", changed("agreement", { copyOn: "" }), "agreement copyOn"],
    ["a copy without how", changed("agreement", { copyHow: "" }), "agreement copyHow"],
    ["nobody responsible for the review", { unit: "review", values: { on: "2026-12-01" } }, "review by"],
    [
      "a code outside “Arriving”",
      { unit: "home.medicines", values: { medicines: "In the hall, key safe: 4711" } },
      "home.medicines medicines",
    ],
    [
      "a text that is too long",
      { unit: "critical/a", values: { fact: "Insulin".repeat(20), instruction: "Check" } },
      "critical/a fact",
    ],
  ])("%s", (_, change, expected) => expect(lacksOf([change])).toContain(expected));

  test("a child needs its consent, and may have modified CPR", () => {
    const child = "2012-03-12";
    const modified = changed("cpr", { decision: "modified", modification: "Rescue breaths only" });
    expect(lacksOf([modified], child)).toEqual(["childConsent basis"]);
    expect(lacksOf([modified, { unit: "childConsent", values: { basis: "parental" } }], child)).toEqual([]);
  });

  test("a number beside a word is no code", () => {
    for (const words of ["Pinewood Court 1204, ring 020 7946 0321", "Pin number: ask Ngozi, 020 7946 0958"])
      expect(lacksOf([{ unit: "home.livingWith", values: { livingWith: words } }])).toEqual([]);
  });

  test("what a crew reads first fits one screen", () => {
    const long = "Sit her up, open the window, give the inhaler with the spacer, wait with her. ".repeat(3).trim();
    const front = (n: number): Operation => ({
      unit: `contingency/z${n}`,
      values: { trigger: `Event ${n}`, doFirst: long, ring: "Clinical desk", onFront: "yes" },
    });
    const many = [1, 2, 3, 4, 5].map(front);
    expect(crisisLength(aPlanDocument()).lines).toBeLessThan(SCREEN_LINES);
    expect(lacksOf(many)).toEqual(["contingency onFront", "contingency items"]);
    expect(crisisLength(aPlanDocument(many)).front).toBe(FRONT_ITEMS + 1);
    expect(lacksOf(many.map((one) => ({ ...one, values: { ...one.values!, onFront: "no" } })))).toEqual([]);
  });

  test.each([
    ["Do not convey for breathlessness alone", true],
    ["Don’t admit", true],
    ["Never take him to hospital without his wife", true],
    ["Not for intensive care", true],
    ["no ambulance", true],
    ["Do not ring the bell at night", false],
    ["Never stop insulin", false],
    ["Do not take blood from the left arm", false],
    ["Take to hospital for a fracture", false],
  ])("“%s” holds care back: %s", (words, limit) => expect(setsLimit(words)).toBe(limit));

  test.each([
    ["Has no hospital bed", undefined],
    ["Insulin-treated: if drowsy or confused send help at once.", undefined],
    ["End-of-life care at home. Breathless: connect to the hospice line first.", undefined],
    ["Steroid dependent: 999 at once, no delay.", undefined],
    ["No known allergies. Ring 999 if she cannot wake.", undefined],
    ["If nobody answers ring 999 instead of 111", undefined],
    ["Not for CPR", "cpr"],
    ["DNACPR in place", "cpr"],
    ["Do not resuscitate", "cpr"],
    ["Has a DNAR form", "cpr"],
    ["Allow natural death", "cpr"],
    ["Ring the hospice instead of 999", "limit"],
    ["Ambulance only if she asks", "limit"],
    ["Only if she asks: ambulance", "limit"],
    ["Avoid hospital", "limit"],
    ["Try to avoid sending an ambulance", "limit"],
    ["Ambulance not needed for falls", "limit"],
    ["999 is not needed", "limit"],
    ["No ambulance", "limit"],
    ["No need for 999", "limit"],
    ["No hospital", "limit"],
    ["Hospital: no", "limit"],
    ["Do not send an ambulance", "limit"],
  ])("a call handler told “%s”: %s", (words, why) => {
    expect(notForHandlers(words)).toBe(why);
    expect(lacksOf([{ unit: "handler", values: { first: "Insulin-treated.", second: words } }])).toEqual(
      why ? ["handler second"] : [],
    );
  });

  test.each([
    ["Comfort only.", true],
    ["Keep at home.", true],
    ["Avoid hospital.", true],
    ["Comfort at home.", true],
    ["Symptom control only", true],
    ["Hospital only for a fracture", true],
    ["Stay in her own home", true],
    ["Live longer; all treatment", false],
    ["Home exercises, comfort and company", false],
    ["Go to hospital early for a fever", false],
  ])("the goal “%s” limits: %s", (goal, limits) => {
    expect(limitsCare(goal)).toBe(limits);
    expect(lacksOf([{ unit: "escalation", values: { goal } }])).toEqual(limits ? ["escalation hospitalUnless"] : []);
  });

  test("a first act that holds care back needs its “unless”, also in other words than “do not”", () => {
    const act = (values: Values): Operation => ({
      unit: "contingency/falls",
      values: { trigger: "Fall", ring: "Clinical desk", ...values },
    });
    const kept = { doFirst: "Keep at home; avoid 999." };
    expect(lacksOf([act(kept)])).toEqual(["contingency/falls unless"]);
    expect(lacksOf([act({ ...kept, call999: "Head hit, cannot stand" })])).toEqual(["contingency/falls unless"]);
    expect(lacksOf([act({ ...kept, unless: "She hit her head." })])).toEqual([]);
  });

  test("what is never to be done may have no exception: then what is an emergency stands beside it", () => {
    const fit = { trigger: "Fit", doFirst: "Time it", doNot: "put anything into the mouth", ring: "Clinical desk" };
    const lacks = (values: Values) => lacksOf([{ unit: "contingency/fit", values }]);
    expect(lacks(fit)).toEqual(["contingency/fit unless"]);
    expect(lacks({ ...fit, call999: "over 5 minutes" })).toEqual([]);
    expect(lacks({ ...fit, doNot: "convey", call999: "over 5 minutes" })).toEqual(["contingency/fit unless"]);
  });

  test.each([
    ["Front door, flat 204", false],
    ["Key with neighbour 020 7946 0321", false],
    ["Key with neighbour at 12, ring 101", false],
    ["Door entry: ring 101", false],
    ["204 Acre Lane, key safe left of the door", false],
    ["Key safe checked 3 May 2026", false],
    ["Second floor, lift; ring twice", false],
    ["Key safe by the door, code 4711", true],
    ["Keysafe C1234Y", true],
    ["Door code 12 34", true],
    ["4711 opens the key safe", true],
    ["Flat 204, door 4711#", true],
    ["Key with neighbour 020 7946 0321, safe 4711", true],
    ["Entry: ring 4711", true],
    ["Gate 1 4 7 1", true],
    ["Key safe in the bin room 4711", true],
    ["Door code 4711 by the back lane", true],
    ["Key safe code 471 High Street side", true],
    ["Door: ring 471 on the keypad", true],
    ["Pin 0321", true],
  ])("“%s” holds a code: %s", (access, code) => {
    expect(holdsCode(access, { arriving: true })).toBe(code);
    expect(lacksOf([{ unit: "home.access", values: { access } }])).toEqual(code ? ["home.access access"] : []);
  });

  test.each(FRONT_CARDS)("one card of %s may stand on the first screen", (card) =>
    // Besides that a clinical lead signs its words.
    expect(lacksOf([onTheFront(card)]).filter((one) => /unless|items|onFront|ring/.test(one))).toEqual([]),
  );

  test("a number whose last day has passed is none", () => {
    const until = (day: string) =>
      lacksOf([
        { unit: "people/ngozi", values: null },
        {
          unit: "people/hospice",
          values: { name: "Hospice advice line", phone: "020 7946 0321", until: day },
        },
      ]);
    expect(until("2026-11-22")).toEqual([]);
    expect(until("2026-11-21")).toEqual(["contingency/breathless ring", "people phone"]);
  });

  test("no number to ring", () => {
    const none = ["people/hospice", "people/ngozi"].map((unit) => ({ unit, values: null }));
    expect(lacksOf(none)).toEqual(["contingency/breathless ring", "people phone"]);
  });

  test("a restricted number does not count: crews do not see it", () => {
    const restricted = ["people/hospice", "people/ngozi"].map((unit) => ({
      unit,
      values: { name: "Somebody", phone: "020 7946 0000", restriction: "hidden" },
    }));
    expect(lacksOf(restricted)).toEqual(["contingency/breathless ring", "people phone"]);
  });

  test("no CPR line is needed where the emergency plan lies elsewhere, nor where none is recorded", () => {
    const elsewhere = { unit: "elsewhere", values: { system: "London Universal Care Plan", dated: "2026-06-01" } };
    expect(lacksOf([elsewhere, { unit: "cpr", values: null }])).toEqual([]);
    expect(lacksOf([{ unit: "cpr", values: { decision: "none_recorded" } }])).toEqual([]);
  });

  test("an ADRT is made at 18 or later", () => {
    const adrt = { adrt: "yes", refuses: "Ventilation", lifeSustaining: "formal", location: "Hall" };
    expect(lacksOf([changed("advanceDecision", { ...adrt, dated: "2026-11-21" })], "2008-11-22")).toContain(
      "advanceDecision adrt",
    );
    expect(lacksOf([changed("advanceDecision", { ...adrt, dated: "2026-11-22" })], "2008-11-22")).toEqual([]);
  });

  test("every sentence names what to do", () => {
    for (const { says } of whatCrewsWouldMiss(aPlanDocument([{ unit: "cpr", values: null }]), {
      today,
      bornOn: undefined,
    }))
      expect(says).toMatch(/^(Choose|Give|Name|Say|Write)/);
  });
});

describe("who answers for a lack", () => {
  const circumstances = { today, bornOn: "1942-03-12" };
  const publishing = (live: Operation[] | undefined, change: Operation[], more: Partial<Publishing> = {}) => {
    const before = live && aPlanDocument(live);
    const after = applyOperations(before ?? aPlanDocument(), change);
    const touched = change.map(({ unit }) => unit);
    const { blocking, standing } = lacksOfPublish(after, circumstances, { touched, live: before, ...more });
    const named = (lacks: typeof blocking) => lacks.map(({ unit, field }) => `${unit} ${field}`);
    return { blocking: named(blocking), standing: named(standing) };
  };
  const aboutMe: Operation = { unit: "aboutMe.wellness", values: { wellness: "Walks by the canal" } };
  const unready: Operation = { unit: "contingency/falls", values: { trigger: "Fall", doNot: "lift alone" } };
  const REST = ["contingency/falls doFirst", "contingency/falls ring", "contingency/falls unless"];

  test("what others left incomplete blocks nobody’s true edit, and is said", () =>
    expect(publishing([unready], [aboutMe])).toEqual({ blocking: [], standing: REST }));

  test("whoever touches it completes it", () =>
    expect(
      publishing([unready], [{ unit: "contingency/falls", values: { ...unready.values!, ring: "Clinical desk" } }]),
    ).toEqual({ blocking: ["contingency/falls doFirst", "contingency/falls unless"], standing: [] }));

  test("an entry beside it is not touched", () =>
    expect(publishing([unready], [changedItem("contingency/hypo", { coping: "Sit down" })]).blocking).toEqual([]));

  test("what was there before and is not any more blocks, wherever it stands", () =>
    expect(publishing([], [{ unit: "people/hospice", values: null }]).blocking).toEqual([
      "contingency/breathless ring",
    ]));

  test("a first publish answers for the whole; that nobody may sign CPR does not stop it", () => {
    expect(publishing(undefined, [unready]).blocking).toEqual(REST);
    const without = ["cpr", "advanceDecision"].map((unit) => ({ unit, values: null }));
    expect(publishing(undefined, without)).toEqual({
      blocking: [],
      standing: ["cpr decision", "advanceDecision adrt"],
    });
  });

  test("less than before never blocks; more does", () => {
    const people = Array.from(
      { length: 13 },
      (_, n): Operation => ({
        unit: `people/z${n}`,
        values: { name: `Person ${n}`, phone: "020 7946 0000" },
      }),
    );
    expect(aPlanDocument(people).sections.people.items).toHaveLength(15);
    const fewer = publishing(people, [{ unit: "people/z0", values: null }]);
    expect(fewer).toEqual({ blocking: [], standing: ["people items"] });
    const more = { unit: "people/new", values: { name: "New", phone: "020 7946 0000" } };
    expect(publishing(people, [more]).blocking).toEqual(["people items"]);
  });

  test("a screen that was too long may grow shorter, and no longer", () => {
    const long = "Sit her up, open the window, give the inhaler with the spacer, wait with her. ".repeat(3).trim();
    const front = (id: string, doFirst = long): Operation => ({
      unit: `contingency/${id}`,
      values: { trigger: `Event ${id}`, doFirst, ring: "Clinical desk", onFront: "yes" },
    });
    const live = [front("a"), front("b"), front("c")];
    expect(publishing(live, [front("a", "Sit her up.")])).toEqual({ blocking: [], standing: ["contingency items"] });
    expect(publishing(live, [front("d")]).blocking).toEqual(["contingency items"]);
  });

  test("taking CPR out of a plan that crews see needs a word", () =>
    expect(publishing([], [{ unit: "cpr", values: null }]).blocking).toEqual(["cpr decision"]));

  test("a planned review is still to come when it is written", () => {
    const review = { unit: "review", values: { on: "2026-11-21", by: "Dr Amir Khan" } };
    expect(publishing([], [review]).blocking).toEqual(["review on"]);
    expect(publishing([review], [aboutMe])).toEqual({ blocking: [], standing: [] });
  });

  describe("the emergency part alone", () => {
    const alone = (change: Operation[]) => {
      const ofIt = ["cpr", "advanceDecision", "attorney", "escalation"] as const;
      const whole = aPlanDocument();
      const written = ofIt.map((unit) => ({ unit, values: whole.sections[unit].fields as Values }));
      const plan = applyOperations(emptyPlan(), [...written, ...change]);
      return lacksOfPublish(plan, circumstances, { touched: [...ofIt], only: "emergency" }).blocking.map(
        ({ unit, field }) => `${unit} ${field}`,
      );
    };
    test("needs nothing of the rest", () => expect(alone([])).toEqual([]));
    test("is refused incomplete", () => {
      expect(alone([changed("cpr", { decidedBy: "" })])).toEqual(["cpr decidedBy"]);
      expect(alone([{ unit: "attorney", values: null }])).toEqual(["attorney lpa"]);
      expect(alone([{ unit: "cpr", values: null }])).toEqual(["cpr decision"]);
    });
    test("is refused with a text that could not be kept", () =>
      expect(alone([{ unit: "escalation", values: { goal: "Comfort ".repeat(60) } }])).toEqual(["escalation goal"]));
    test("must say something", () =>
      expect(
        alone([
          { unit: "cpr", values: { decision: "none_recorded" } },
          { unit: "escalation", values: null },
        ]),
      ).toEqual(["cpr decision"]));
  });
});

function changedItem(unit: string, change: Values): Operation {
  const [section, id] = unit.split("/") as ["contingency", string];
  const { id: _, ...values } = aPlanDocument().sections[section].items.find((item) => item.id === id) as Values;
  return { unit, values: { ...values, ...change } };
}
