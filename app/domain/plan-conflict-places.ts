/** Contradictions about where the person lives and who looks after the plan: address, access notes, care home, practice. */
import type { PlanDocument } from "./plan";
import type { FoundConflict, JudgedAt } from "./plan-conflict";
import { ofPlan } from "./plan-conflict-words";
import { ageOfUnit } from "./plan-freshness";
import type { PlanRecord } from "./plan-record";

export const placeConflicts = (plan: PlanDocument, record: PlanRecord, at: JudgedAt): FoundConflict[] => [
  ...access(plan, record, at),
  ...careHome(plan, record),
  ...practice(plan, record),
  ...death(plan, record),
];

const POSTCODE = /\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\b/gi;
const postcodesIn = (words: string) =>
  [...words.matchAll(POSTCODE)].map(([, out, inward]) => `${out}${inward}`.toUpperCase());

/** Notes on how to get in are of one door. */
function access(plan: PlanDocument, { address }: PlanRecord, { confirmations = [] }: JudgedAt): FoundConflict[] {
  const words = plan.sections.home.fields.access;
  if (!words || !address) return [];
  const lives = { source: "record", words: address.words, ...(address.since && { on: address.since }) } as const;
  const there = postcodesIn(address.words);
  const [other] = postcodesIn(words).filter((one) => !there.includes(one));
  if (other && there.length)
    return [
      {
        kind: "access_postcode",
        // The text may name a neighbour's or a key-holder's postcode.
        danger: "asks",
        says: "“Arriving” names another postcode than that of the address on the record",
        sides: [ofPlan(plan, "home.access", words), lives],
      },
    ];
  const written = ageOfUnit(plan, "home.access", confirmations);
  if (!written || !address.since || written.since >= address.since) return [];
  return [
    {
      kind: "address_access",
      danger: "marks",
      says: "The address changed since “Arriving” was last written or confirmed: it may be of the old door",
      sides: [{ ...ofPlan(plan, "home.access", words), on: written.since, by: written.byName }, lives],
    },
  ];
}

const OWN_HOME = ["owned", "rented", "with_family", "temporary"];
const LIVES_SO =
  /\b(?:alone|nobody|no one|own (?:home|flat|house)|with (?:her|his|their) (?:wife|husband|partner|son|daughter|family))\b/i;

function careHome(plan: PlanDocument, record: PlanRecord): FoundConflict[] {
  const { accommodation, livingWith, access: door } = plan.sections.home.fields;
  const home = { source: "record", words: "Lives in a care home" } as const;
  if (!record.careHome) {
    const looked = !record.notShown?.includes("finding");
    if (!looked || (accommodation !== "care_home" && accommodation !== "nursing_home")) return [];
    return [
      {
        kind: "care_home",
        danger: "asks",
        says: "The plan says that the person lives in a care home, and the record does not",
        sides: [
          ofPlan(plan, "home.accommodation", "Care home"),
          { source: "record", words: record.address?.words ?? "No care home recorded" },
        ],
      },
    ];
  }
  const found: FoundConflict[] = [];
  const notes = [
    OWN_HOME.includes(accommodation ?? "") && { unit: "home.accommodation", words: "A home of their own" },
    livingWith && LIVES_SO.test(livingWith) && { unit: "home.livingWith", words: livingWith },
    door && /key[- ]?safe/i.test(door) && { unit: "home.access", words: door },
  ];
  for (const note of notes)
    if (note)
      found.push({
        kind: "care_home",
        danger: "marks",
        says: "The record says that the person lives in a care home, and the plan describes a home of their own",
        sides: [ofPlan(plan, note.unit, note.words), home],
      });
  if (plan.sections.preferences.fields.carePlace === "home")
    found.push({
      kind: "care_home_preferred",
      danger: "asks",
      says: "The person lives in a care home, and the preferred place of care is their home: is the care home meant?",
      sides: [ofPlan(plan, "preferences.carePlace", "At home"), home],
    });
  return found;
}

/** Whoever was to review the plan may have been left behind with the old practice. */
function practice(plan: PlanDocument, record: PlanRecord): FoundConflict[] {
  const { by, byRole = "" } = plan.sections.review.fields;
  const stamp = plan.stamps.review;
  if (!by || !record.practice || !stamp || !/\bGP\b|practice|general practitioner/i.test(byRole)) return [];
  const wroteThere = stamp.organisationId ? stamp.organisationId === record.practice.id : undefined;
  if (wroteThere ?? stamp.organisation === record.practice.name) return [];
  // Written by a colleague elsewhere on the practice's behalf is no move: only a practice leaves a reviewer behind.
  if (!/surgery|practice|medical cent|health cent|doctors/i.test(stamp.organisation)) return [];
  return [
    {
      kind: "practice_review",
      danger: "asks",
      says: "The practice changed since the reviewer was named: who reviews the plan now?",
      sides: [
        ofPlan(plan, "review", [by, byRole].filter(Boolean).join(", ")),
        { source: "record", words: `Registered with ${record.practice.name}` },
      ],
    },
  ];
}

function death(plan: PlanDocument, { died }: PlanRecord): FoundConflict[] {
  if (!died) return [];
  return [
    {
      kind: "died",
      danger: "asks",
      says: "The record says that the person has died: withdraw the plan when that is so",
      sides: [
        { source: "record", words: "Died", on: died },
        { source: "plan", words: `Planned review by ${plan.sections.review.fields.by ?? "nobody"}` },
      ],
    },
  ];
}
