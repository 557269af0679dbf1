import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Operation, Values } from "../../app/domain/plan";
import { SECTION_IDS, type SectionId, sectionOf } from "../../app/domain/plan-sections";
import { readCallLines, renderCallLines } from "../../app/rendering/call-lines";
import { renderCrisisPage, renderWithdrawnPage } from "../../app/rendering/crisis-page";
import { CRISIS_POLICY, CRISIS_STYLE } from "../../app/rendering/crisis-style";
import { fillSlots, type SlotValues } from "../../app/rendering/slots";
import { renderCannotTellPage } from "../../app/rendering/urgent-answers";
import { renderElsewherePage, renderHandlerPage, renderNoPlan, withLiveNews } from "../../app/rendering/urgent-pages";
import { aPlanDocument, aPublishedPlan, somePersonFacts } from "../support/a-plan";

const now = new Date("2026-11-22T02:11:00Z");
const desk = { name: "North Thames Ambulance", phone: "02079460100" };
const filled = (page: string, more: Partial<SlotValues> = {}) =>
  fillSlots(page, { now, viewerName: "Jo Reed, paramedic", contactId: "c-1", key: "k-1", desk, ...more });
const WHO = {
  personId: "p-1",
  name: { prefix: "Mrs", given: "Adaeze", family: "Obi", preferred: null },
  bornOn: "1942-03-12",
  diedOn: null,
  deceased: false,
};
const page = (change: Operation[] = [], person = somePersonFacts()) =>
  filled(renderCrisisPage(aPublishedPlan({ document: aPlanDocument(change) }), person));
/** What is read, without tags and runs of space. */
const wordsOf = (text: string) =>
  text
    .replace(/<style>.*?<\/style>/s, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    .replace(/\s+/g, " ");

const VOCABULARY =
  "breathless morning daughter kitchen settle window fan ring hospice nurse oxygen walks slowly stairs frame usual night pain tablets cupboard confused familiar voice music church lunch quiet stranger anxious hearing left glasses reading letters swelling ankles weight water cough sputum colour antibiotic rescue inhaler spacer glucose insulin breakfast evening juice biscuit drowsy sweating carer sister neighbour keys cat feeding garden radio prayer Sunday visit hospital fracture bleeding choking allergy rash mobile telephone office weekend doctor district catheter bag dressing pressure cushion mattress hoist lift ramp door bell".split(
    " ",
  );

/** The same words every time, in no order that compresses well. */
function wordsFor(length: number, seed: number): string {
  let state = seed * 2_654_435_761 + 1;
  let text = "";
  while (text.length < length) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    text += `${VOCABULARY[(state >> 8) % VOCABULARY.length]} `;
  }
  return text.slice(0, length).trim();
}

/** Every field of every section, full, and four of each list: fuller than any plan that is written. */
function theFullestPlan(): Operation[] {
  let seed = 0;
  const fill = (section: SectionId) =>
    Object.fromEntries(
      Object.entries(sectionOf(section).fields).map(([name, { kind, max, options }]) => {
        const fixed = { date: "2026-05-03", phone: "020 7946 0321", hours: "24 hours", owner: "" }[kind as string];
        return [name, fixed ?? (options && Object.keys(options)[0]!) ?? wordsFor(max, ++seed)];
      }),
    );
  return SECTION_IDS.filter((id) => !["cpr", "elsewhere", "advanceDecision"].includes(id)).flatMap((section) => {
    const { unit } = sectionOf(section);
    if (unit === "item") return [1, 2, 3, 4].map((n) => ({ unit: `${section}/full${n}`, values: fill(section) }));
    if (unit === "section") return [{ unit: section as string, values: fill(section) }];
    return Object.entries(fill(section)).map(([name, words]) => ({
      unit: `${section}.${name}`,
      values: { [name]: words },
    }));
  });
}

describe("the crisis page", () => {
  test("says who, CPR, goal, first act and number in that order", () => {
    const words = wordsOf(page());
    const order = [
      "OBI, Adaeze (Mrs)",
      "born 12 Mar 1942 (84) · 14 Acre Lane, W12",
      "NHS 999 012 3454 · seen live 02:11",
      "Oldest critical line 6 months ⚠ unconfirmed since May",
      "CPR: NOT RECOMMENDED",
      "3 May 2026, Dr Amir Khan, GP.",
      "ADRT: none",
      "Health LPA: Ngozi (daughter), registered",
      "Comfort at home.",
      "Breathless: Sit up",
      "Do not: convey for breathlessness alone Unless: SpO2 below 88 %",
      "Ring Hospice advice line 020 7946 0321 (24 h, last answered 9 Nov 2026); if none: clinical desk (North Thames Ambulance): 020 7946 0100",
      "Insulin: check glucose; do not omit",
      "Allergy: Penicillin: anaphylaxis (record, 4 Feb 2011)",
      "Takes: Apixaban 5 mg tablets (record, 2 Oct 2026)",
      "walks with frame",
      "If … then … (2)",
      "Medicines at home and signed chart",
      "Carer and stand-in",
      "Interpreter: Igbo (not the daughter)",
      "Safety for staff",
      "Equipment",
      "Whole plan",
      "Record contact",
      "This is wrong",
    ];
    let from = 0;
    for (const part of order) {
      const at = words.indexOf(part, from);
      expect(at, `“${part}” is missing or out of order in: ${words}`).toBeGreaterThanOrEqual(from);
      from = at;
    }
  });

  test("offers no button to who records no contacts", () => {
    const text = renderCrisisPage(aPublishedPlan({ document: aPlanDocument() }), somePersonFacts());
    const read = filled(text, { mayRecord: false });
    expect(read).not.toMatch(/<form|<button/);
    expect(wordsOf(read)).toContain("CPR: NOT RECOMMENDED");
  });

  test("is at most 14 KB compressed, also for a long plan", () => {
    expect(gzipSync(page()).length).toBeLessThan(5 * 1024);
    const fullest = page(theFullestPlan());
    expect(fullest.length).toBeGreaterThan(40_000);
    expect(gzipSync(fullest).length).toBeLessThanOrEqual(14 * 1024);
  });

  test("a plan of twelve items a list leaves out what crews do not act on, and says so", () => {
    const fullest = theFullestPlan();
    const more = [5, 6, 7, 8, 9].flatMap((n) =>
      fullest
        .filter(({ unit }) => unit.endsWith("/full1"))
        .map(({ unit, values }) => ({ unit: unit.replace("full1", `full${n}`), values })),
    );
    const text = page([...fullest, ...more]);
    expect(gzipSync(text).length).toBeLessThanOrEqual(14 * 1024);
    expect(wordsOf(text)).toContain("The plan is longer than this page holds. Left out:");
    expect(wordsOf(text)).toContain("If … then … (11)");
  });

  test("has no script and asks nothing of any other place", () => {
    const text = page();
    expect(text).not.toMatch(/<script|javascript:|\son\w+=|https?:|<link|<img|url\(|@import|\sstyle=/i);
    expect(text).toContain('name="viewport"');
  });

  test("its policy allows this style by its hash, and nothing else", () => {
    const hash = createHash("sha256").update(CRISIS_STYLE).digest("base64");
    expect(page().match(/<style>(.*?)<\/style>/s)?.[1]).toBe(CRISIS_STYLE);
    expect(CRISIS_POLICY).toContain(`style-src 'sha256-${hash}'`);
    expect(CRISIS_POLICY).toContain("default-src 'none'");
  });

  test("an author's words are words: no tag and no slot comes to life", () => {
    const text = page([
      { unit: "handler", values: { first: "{{viewer}}" } },
      { unit: "usual.mobility", values: { mobility: "<b onclick=x>{{viewer}}</b> & {{contact}}" } },
    ]);
    expect(wordsOf(text)).toContain("<b onclick=x>{{viewer}}</b> & {{contact}}");
    expect(text).not.toContain("<b onclick");
  });

  test("titles and addresses carry no name and no NHS number", () => {
    const text = page();
    expect(text.match(/<title>(.*?)<\/title>/)?.[1]).toBe("Crisis plan – Confer");
    for (const [, address] of text.matchAll(/(?:href|action)="([^"]*)"/g)) expect(address).not.toMatch(/OBI|999 ?012/i);
  });

  test("restricted items are left out; closed ones leave a word, hidden ones nothing", () => {
    const restricted = (restriction: string) =>
      wordsOf(page([{ unit: "needs/secret", values: { what: "Something private", restriction } }]));
    expect(restricted("closed")).not.toContain("Something private");
    expect(restricted("closed")).toContain("Something here is restricted (needs, concerns or problems)");
    expect(restricted("hidden")).not.toMatch(/Something private|restricted/);
  });

  test("a restricted line is not named where the oldest line is", () => {
    const hidden = { unit: "contingency/partner", values: { trigger: "Partner shouts", restriction: "hidden" } };
    const plan = aPlanDocument([hidden]);
    const old = { ...plan.stamps[hidden.unit]!, at: "2025-01-01T09:00:00.000Z" };
    const document = { ...plan, stamps: { ...plan.stamps, [hidden.unit]: old } };
    const published = aPublishedPlan({ document });
    expect(renderCrisisPage(published, somePersonFacts())).not.toContain("Partner");
    expect(JSON.parse(renderCallLines(published, somePersonFacts()))).toMatchObject({ oldest: "2026-05-03" });
  });

  test("no slot is blank in a plan that says little", () => {
    const little = renderCrisisPage(
      aPublishedPlan({
        document: aPlanDocument([
          { unit: "cpr", values: { decision: "none_recorded" } },
          { unit: "escalation", values: null },
          { unit: "contingency/breathless", values: null },
          { unit: "contingency/hypo", values: null },
        ]),
      }),
      somePersonFacts({ facts: [], nhsNumber: null }),
    );
    const words = wordsOf(filled(little));
    for (const sentence of [
      "NHS number not known",
      "CPR: NONE RECORDED: usual practice",
      "Goal None recorded: usual practice.",
      "Do first Not shown or not recorded here: usual practice, and ask the desk.",
      "Allergies: nothing recorded: ask",
    ])
      expect(words).toContain(sentence);
  });

  test("a death and an admission come before the CPR line", () => {
    const died = wordsOf(page([], somePersonFacts({ diedOn: "2026-11-20" })));
    expect(died.indexOf("died on 20 Nov 2026")).toBeLessThan(died.indexOf("CPR:"));
    expect(wordsOf(page([], somePersonFacts({ inHospitalSince: "2026-11-20" })))).toContain(
      "in hospital since 20 Nov 2026",
    );
  });
});

describe("limits on the crisis page", () => {
  const kept: Values = {
    trigger: "Fall",
    doFirst: "Keep at home.",
    call999: "999 if she hit her head",
    unless: "Unless she asks.",
    ring: "Clinical desk",
    onFront: "yes",
  };
  const pageWith = (values: Values) => wordsOf(page([{ unit: "contingency/falls", values }]));

  test("an “unless” reaches the crew without a “do not”, and the emergency stands before both", () => {
    const words = pageWith(kept);
    expect(words).toMatch(/Fall: Keep at home\. 999 if: she hit her head Unless: she asks\. Ring clinical desk/);
    expect(words).toMatch(/If Fall Do Keep at home\. 999 if she hit her head Unless she asks\./);
    const both = pageWith({ ...kept, doNot: "Do not lift alone" });
    expect(both).toMatch(/999 if: she hit her head Do not: lift alone Unless: she asks\./);
    expect(both).toMatch(/999 if she hit her head Do not lift alone UNLESS: she asks\./);
  });

  test("where nothing is allowed that is forbidden, the emergency is said, or that nothing is recorded", () => {
    const without: Values = { ...kept, doNot: "lift alone", unless: "" };
    expect(pageWith(without)).toMatch(/999 if: she hit her head Do not: lift alone Ring/);
    expect(pageWith({ ...without, call999: "" })).toMatch(/Do not: lift alone Unless: not recorded Ring/);
  });

  test("“CPR not recommended” never stands without what it does not mean", () => {
    const words = wordsOf(page());
    expect(words).toMatch(/CPR: NOT RECOMMENDED CPR alone: all other treatment is given\. Choking, a blocked tube/);
    const attempt = { ...aPlanDocument().sections.cpr.fields, decision: "attempt" } as Values;
    expect(wordsOf(page([{ unit: "cpr", values: attempt }]))).not.toContain("CPR alone");
  });

  test("a plan elsewhere says what to do when it cannot be opened", () => {
    const words = wordsOf(renderElsewherePage(WHO, { system: "UCP" } as never, desk, now));
    expect(words).toContain(
      "If you cannot open it: usual practice, look for the form and an ADRT, ring the clinical desk: 020 7946 0100",
    );
  });
});

describe("beside an emergency plan that lies elsewhere", () => {
  const adrt: Values = {
    ...{ adrt: "yes", refuses: "Ventilation", dated: "2024-03-01", location: "Hall drawer", lifeSustaining: "formal" },
    ...{ written: "yes", signed: "yes", witnessed: "yes", evenIfLifeAtRisk: "yes", capableWhenMade: "yes" },
  };
  const beside: Operation[] = [
    { unit: "cpr", values: null },
    { unit: "elsewhere", values: { system: "Universal Care Plan", dated: "2026-10-01" } },
    { unit: "advanceDecision", values: adrt },
    { unit: "attorney", values: { lpa: "yes", name: "Ngozi Obi", registered: "seen", lifeSustaining: "yes" } },
    { unit: "critical/insulin", values: { fact: "Insulin", instruction: "Never stop it", kind: "insulin" } },
  ];

  test("our ADRT, attorney and critical facts stand with their force, whose they are and how old", () => {
    const words = wordsOf(page(beside));
    expect(words).toContain("CPR: SEE Universal Care Plan");
    expect(words).toMatch(
      /ADRT: YES Refuses: Ventilation\. .*OUTRANKS any CPR line, also one in Universal Care Plan\./,
    );
    const ours =
      /Recorded in Confer (on \d+ \w+ \d{4} by [^;]+|on a day not known); it is no part of the plan in Universal Care Plan\./g;
    // The fourth is the critical fact that every plan of these tests has.
    expect(words.match(ours)).toHaveLength(4);
    expect(words).toMatch(/Insulin: Never stop it Recorded in Confer/);
    expect(words).toContain("Health LPA: Ngozi Obi, registered, may decide on life-sustaining treatment");
  });

  test("where ours is the plan to follow, nothing is said of another", () => {
    const words = wordsOf(page(beside.slice(2)));
    expect(words).toContain("OUTRANKS the CPR line above");
    expect(words).not.toContain("Recorded in Confer");
  });

  test("where no word of ours can be shown, the page does not say that there is none", () => {
    const words = wordsOf(renderElsewherePage(WHO, { system: "UCP" } as never, desk, now));
    expect(words).toContain("that does not mean that there are none. Look for the documents.");
  });
});

describe("numbers on the crisis page", () => {
  const falls = (values: Values) => ({
    unit: "contingency/falls",
    values: { trigger: "Fall", doFirst: "Look", onFront: "yes", ...values },
  });

  test("half a name gives nobody's number; a number among the words can be tapped", () => {
    const joanne = { unit: "people/joanne", values: { name: "Joanne", phone: "020 7946 0001" } };
    const front = (ring: string) => page([joanne, falls({ ring })]).split("Critical</h2>")[0]!;
    expect(front("Joanne")).toContain('href="tel:02079460001"');
    for (const ring of ["Ann", "Joanne Smith", "Jo"]) expect(front(ring)).not.toContain("tel:02079460001");
    expect(front("Ann, 07700900608")).toContain('Ann, <a class="tel" href="tel:07700900608">07700 900608</a>');
  });

  test("the clinical desk never stands without its number", () => {
    const words = wordsOf(page([falls({ ring: "Clinical desk" })]));
    expect(words.match(/clinical desk/gi)?.length).toBeGreaterThan(3);
    const bare = words.match(
      /(?:ring|none:|answer:) (?:the )?clinical desk(?! \(North Thames Ambulance\): 020 7946 0100)/gi,
    );
    expect(bare).toBeNull();
    const unknown = wordsOf(
      filled(renderCrisisPage(aPublishedPlan(), somePersonFacts()), { desk: { name: "NTA", phone: null } }),
    );
    expect(unknown).toContain("clinical desk (NTA): number not known to Confer");
  });

  test("a number drops out the day after its last, and comes before it, everywhere alike", () => {
    const until = (day: string): Operation[] => [
      {
        unit: "people/bo",
        values: { name: "Bo Li", role: "nurse", phone: "020 7946 0555", carer: "standIn", until: day },
      },
      falls({ ring: "Bo Li" }),
    ];
    const last = until("2026-11-22");
    for (const [day, operations] of [
      ["the last", last],
      ["a later", until("2027-01-01")],
    ] as const) {
      const words = wordsOf(page(operations));
      expect([day, words.match(/020 7946 0555/g)?.length]).toEqual([day, 4]);
      expect(words).toContain("Stand-in Bo Li, nurse");
    }
    // In London, where the day has begun.
    const after = { now: new Date("2027-06-22T23:30:00Z") };
    const text = renderCrisisPage(aPublishedPlan({ document: aPlanDocument(until("2027-06-22")) }), somePersonFacts());
    const gone = wordsOf(filled(text, after));
    expect(gone).not.toMatch(/020 7946 0555|Bo Li, nurse/);
    expect(gone).toContain("Stand-in Not shown or not recorded here: ask the desk.");
    expect(gone).toMatch(/Ring Bo Li ; if none: clinical desk/);
    expect(filled(text, after)).not.toContain("{{");
    const lines = renderCallLines(aPublishedPlan({ document: aPlanDocument(last) }), somePersonFacts());
    const namesOn = (at: Date) => readCallLines(lines, at).numbers.map(({ name }) => name);
    expect(namesOn(now)).toContain("Bo Li");
    expect(namesOn(new Date("2026-11-23T00:10:00Z"))).not.toContain("Bo Li");
  });

  test("a number reported dead is marked until it is checked, and no other is", () => {
    const report = {
      at: "2026-11-22T03:10:00Z",
      words: "LAS says … A number does not answer: hospice advice line",
      answeredAt: null,
    };
    const text = renderCrisisPage(aPublishedPlan(), somePersonFacts());
    const marked = wordsOf(filled(text, { reports: [report] }));
    expect(marked).toContain(
      "020 7946 0321 (24 h, REPORTED NOT ANSWERING 22 Nov 2026 03:10; last answered 9 Nov 2026 )",
    );
    expect(marked).toMatch(/020 7946 0958 \([^)]*never checked\)/);
    const checked = wordsOf(filled(text, { reports: [{ ...report, answeredAt: "2026-11-22T09:00:00Z" }] }));
    expect(checked).toContain("020 7946 0321 (24 h, last answered 22 Nov 2026)");
    expect(checked).not.toContain("REPORTED");
    const byDigits = { ...report, words: "dead: 020-7946 0958" };
    expect(wordsOf(filled(text, { reports: [byDigits] }))).toMatch(/020 7946 0958 \([^)]*REPORTED NOT ANSWERING/);
  });

  test("a report that names no number of the page stands above all of them", () => {
    const report = { at: "2026-11-22T03:10:00Z", words: "A number does not answer", answeredAt: null };
    const news = { diedOn: null, deceased: false, admittedOn: null, reportedWrongAt: null, numberReports: [report] };
    const live = (text: string) => wordsOf(withLiveNews(text, news));
    expect(live(filled(renderCrisisPage(aPublishedPlan(), somePersonFacts()), { reports: [report] }))).toContain(
      "22 November 2026 03:10 that a number in this plan does not answer",
    );
    const named = [{ ...report, words: "Ngozi Obi does not answer" }];
    const handler = renderHandlerPage(renderCallLines(aPublishedPlan(), somePersonFacts()), WHO, desk, now, named);
    expect(wordsOf(handler)).toMatch(/020 7946 0958 \([^)]*REPORTED NOT ANSWERING 22 Nov 2026 03:10/);
    expect(wordsOf(withLiveNews(handler, { ...news, numberReports: named }))).not.toContain("a number in this plan");
  });
});

describe("words that would be read wrongly", () => {
  test("nothing is said twice", () => {
    const words = wordsOf(
      page(
        [
          {
            unit: "contingency/hypo",
            values: {
              trigger: "Drowsy",
              doFirst: "Look",
              doNot: "Do not stop insulin.",
              unless: "Unless told",
              onFront: "yes",
            },
          },
          { unit: "cpr", values: { ...aPlanDocument().sections.cpr.fields, involved: "The person" } as Values },
        ],
        somePersonFacts({ facts: [{ kind: "allergy", text: "Allergy to penicillin", on: null }] }),
      ),
    );
    expect(words).toContain("Do not: stop insulin. Unless: told");
    expect(words).toContain("Do not stop insulin. UNLESS: told");
    expect(words).not.toMatch(/do not:? do not|allergy: allergy/i);
    expect(words).toContain("Agreed with the person");
  });

  test("“no known allergies” is said with its date, and gives way to an allergy", () => {
    const none = { kind: "allergy", text: "No known allergies", on: "2026-01-05" } as const;
    const latex = { kind: "allergy", text: "Latex", on: null } as const;
    expect(wordsOf(page([], somePersonFacts({ facts: [none] })))).toContain(
      "Allergies: No known allergies (record, 5 Jan 2026)",
    );
    const both = wordsOf(page([], somePersonFacts({ facts: [none, latex] })));
    expect(both).toContain("Allergy: Latex");
    expect(both).not.toContain("No known");
  });

  test("everything that is made when asked stands in a landmark", () => {
    const died = { ...WHO, diedOn: "2026-11-20", deceased: true };
    for (const text of [
      renderNoPlan(died, null, desk, now),
      renderHandlerPage(renderCallLines(aPublishedPlan(), somePersonFacts()), died, desk, now),
      renderElsewherePage(died, { system: "UCP" } as never, desk, now),
    ]) {
      const body = text.match(/<body>(.*)<\/body>/s)![1]!;
      expect(body.replace(/<(header|main|nav)\b.*?<\/\1>/gs, "").trim()).toBe("");
    }
  });
});

describe("when there is no live plan", () => {
  test("a withdrawn plan shows no word of the plan", () => {
    const withdrawn = { at: "2026-11-21T10:15:00.000Z", byName: "Dr Amir Khan", reason: "New decision" };
    const words = wordsOf(
      filled(renderWithdrawnPage(aPublishedPlan({ status: "withdrawn", withdrawn }), somePersonFacts())),
    );
    expect(words).toContain("WITHDRAWN 21 November 2026 by Dr Amir Khan");
    expect(words).not.toMatch(/NOT RECOMMENDED|hospice|Comfort/);
    expect(words).toContain("usual practice");
    expect(words).toContain("ends no advance decision (ADRT) and no power of attorney");
    expect(words).toContain("ring the clinical desk (North Thames Ambulance): 020 7946 0100");
  });

  test("cannot tell says why and what to do, and nothing of the person", () => {
    const words = wordsOf(filled(renderCannotTellPage("The records cannot be reached.", "020 7946 0100")));
    expect(words).toContain("Ring the clinical desk: 020 7946 0100");
    expect(words).not.toContain("OBI");
  });
});

describe("the call handler's lines", () => {
  test("existence, two lines, numbers that answer now; nothing of CPR", () => {
    const text = renderCallLines(aPublishedPlan(), somePersonFacts());
    expect(readCallLines(text, now)).toMatchObject({
      status: "live",
      lines: [expect.stringContaining("hospice line first"), expect.stringContaining("Insulin-treated")],
      age: "6 months ⚠ unconfirmed since May",
      numbers: [
        { name: "Hospice advice line", answers: "24 h" },
        { name: "Ngozi Obi", answers: "CLOSED NOW, opens 07:00" },
      ],
    });
    expect(text).not.toMatch(/CPR|not_recommended|Apixaban|Penicillin/);
  });

  test("a withdrawn plan has no lines", () => {
    const text = renderCallLines(aPublishedPlan({ status: "withdrawn" }), somePersonFacts());
    expect(readCallLines(text, now)).toMatchObject({ status: "withdrawn", lines: [], numbers: [], age: null });
  });
});
