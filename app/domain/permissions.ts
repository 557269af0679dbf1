/**
 * What each role may do, and what it sees of a record that a relationship opens. Written as data and walked by
 * the tests. Where the access rules are silent, the narrower answer stands.
 */

export const PERMISSIONS = {
  "use the registry": "list and filter people in relationship",
  "read record": "banner, problems, medicines, contacts, scores, plan",
  "read results": "results in full",
  "add to record": "record findings, falls, frailty, carers",
  "edit plan": "write drafts of the plan's sections of the own profession",
  "sign clinical sections": "publish plans with clinical content",
  "sign emergency recommendation": "sign or change CPR and escalation; of the person, never of a role",
  "endorse emergency recommendation": "endorse or confirm one that another signed; of the person, never of a role",
  "restrict plan": "close or hide a part of the plan, name its readers, lift it again",
  "mark entered in error": "mark a version of a plan as entered in error",
  "invite person": "invite the person, a carer or a proxy to their own pages",
  "file plan": "tick a plan as filed in the practice's own system",
  "refer to MDG": "put a person on an agenda",
  "take part in MDG": "open meetings of own groups, record decisions and actions",
  "run MDG": "plan meetings, agenda, minutes",
  "own actions": "accept, decline and complete actions",
  "close tasks": "close the organisation's tasks",
  "look up urgently": "find any person at the point of contact",
  "read crisis page": "the crew's page and the whole plan after a safe match; of residents, by their care home",
  "read handler lines": "existence, call-handler instruction, numbers",
  "record contact": "record an urgent contact and its outcome",
  "see aggregates": "counts without people",
  "sign settings": "put a clinical setting in force",
  administer: "accounts, organisations, imports",
  "review access": "the record of access and break-glass",
} as const;
export type Permission = keyof typeof PERMISSIONS;

const CLINICAL_CORE = [
  "use the registry",
  "read record",
  "read results",
  "add to record",
  "edit plan",
  "refer to MDG",
  "take part in MDG",
  "own actions",
] as const satisfies readonly Permission[];
const URGENT = [
  "look up urgently",
  "read crisis page",
  "read handler lines",
  "record contact",
] as const satisfies readonly Permission[];

/** Role → what it may do. The key is stored; the label is shown. */
export const ROLES = {
  gp: {
    label: "GP",
    may: [
      ...CLINICAL_CORE,
      "sign clinical sections",
      "restrict plan",
      "mark entered in error",
      "invite person",
      "file plan",
      "run MDG",
      "close tasks",
    ],
  },
  practice_nurse: {
    label: "Practice nurse",
    may: [
      ...CLINICAL_CORE,
      "sign clinical sections",
      "restrict plan",
      "invite person",
      "file plan",
      "run MDG",
      "close tasks",
    ],
  },
  care_coordinator: {
    label: "Care coordinator",
    may: [...CLINICAL_CORE, "invite person", "file plan", "run MDG", "close tasks"],
  },
  social_worker: {
    label: "Social worker",
    may: [
      "use the registry",
      "read record",
      "edit plan",
      "restrict plan",
      "invite person",
      "refer to MDG",
      "take part in MDG",
      "own actions",
      "close tasks",
    ],
  },
  community_clinician: { label: "Community clinician", may: [...CLINICAL_CORE, "close tasks"] },
  consultant: {
    label: "Consultant",
    may: [...CLINICAL_CORE, "sign clinical sections", "restrict plan", "mark entered in error", "close tasks"],
  },
  call_handler: { label: "111 call handler", may: ["look up urgently", "read handler lines", "record contact"] },
  urgent_clinician: { label: "Urgent-care clinician", may: URGENT },
  clinical_desk: { label: "Ambulance clinical desk", may: URGENT },
  control_lead: { label: "Control-room lead", may: ["see aggregates"] },
  // The crisis page of residents only: without "look up urgently" it opens by residence (confer_crisis_page).
  care_home_nurse: {
    label: "Care-home nurse",
    may: ["use the registry", "read record", "read crisis page", "own actions"],
  },
  hospice: { label: "Hospice or urgent community response", may: [...CLINICAL_CORE, "close tasks"] },
  public_health: { label: "Public health", may: ["see aggregates"] },
  analyst: { label: "Analyst", may: ["see aggregates"] },
  governance_officer: { label: "Information-governance officer", may: ["review access"] },
  administrator: { label: "Administrator", may: ["administer"] },
} as const satisfies Record<string, { label: string; may: readonly Permission[] }>;
export type Role = keyof typeof ROLES;

export const isRole = (text: string): text is Role => text in ROLES;

type Asks = { role: Role; permissions: readonly Permission[] };

/** By the role, or granted to the person. Signing and endorsing emergency recommendations come only by grant. */
export function may(viewer: Asks, permission: Permission): boolean {
  const byRole: readonly Permission[] = ROLES[viewer.role].may;
  return byRole.includes(permission) || viewer.permissions.includes(permission);
}

/** Roles that never reach an identifiable person by browsing hold no relationships at all. */
export const reachesPeople = (role: Role): boolean => may({ role, permissions: [] }, "read record");

/** What the pages of a role without people let it do; a permission without a page yet has no words here. */
const PAGES_TODAY: Partial<Record<Permission, string>> = {
  "look up urgently": "Find any person at the point of contact",
  "read crisis page": "Read the crisis plan after a safe match, and accept follow-ups asked of your service",
  "read handler lines": "Read what to say and do, and the numbers that answer",
  "record contact": "Record the contact and its outcome",
  "see aggregates":
    "See what each stratification found, how people moved since, and what made its answers: counts, never people",
  "review access":
    "Review closed parts of plans that staff opened, and look again at openings of which people are not told",
  "sign settings": "Read the clinical settings, and put them in force",
};

/** Empty for roles whose pages are not built: their start page then says so and promises nothing. */
export const hasToday = (viewer: Asks): string[] =>
  (Object.keys(PAGES_TODAY) as Permission[])
    .filter((permission) => may(viewer, permission))
    .map((permission) => PAGES_TODAY[permission]!);

// ── What is seen of a record ──────────────────────────────────────────────────────────────────────────────

export const RECORD_PARTS = [
  "banner",
  "why",
  "problems",
  "medicines",
  "allergies",
  "results",
  "contacts",
  "carers",
  "care due",
  "plan",
  /** Versions, history and prints of the plan, and what in it is restricted. */
  "plan versions",
  "meetings",
] as const;
export type RecordPart = (typeof RECORD_PARTS)[number];

/** Why the viewer sees the person; the sources of the relationship table. */
export type RelationshipSource =
  | "registered_practice"
  | "pcn"
  | "care_home"
  | "caseload"
  | "meeting"
  | "action"
  | "contact"
  | "break_glass"
  | "referral";

const WHOLE: readonly RecordPart[] = RECORD_PARTS;
/** What a case's members see of its person (safety rule 14): no medicines, carers, contacts, results or old versions. */
const PACK: readonly RecordPart[] = ["banner", "why", "problems", "allergies", "care due", "plan", "meetings"];
const FOR_ACTION: readonly RecordPart[] = ["banner", "why", "plan", "meetings"];

/** Source of relationship → parts it opens; several relationships add up. */
const OPENED_BY: Record<RelationshipSource, readonly RecordPart[]> = {
  registered_practice: WHOLE,
  pcn: WHOLE,
  caseload: WHOLE,
  referral: WHOLE,
  break_glass: WHOLE,
  care_home: ["banner", "allergies", "carers", "plan"],
  meeting: PACK,
  action: FOR_ACTION,
  contact: ["banner", "allergies", "plan"],
};

/** Parts of the record for a role through its relationships; results need a permission of their own. */
export function partsSeen(viewer: Asks, sources: readonly RelationshipSource[]): ReadonlySet<RecordPart> {
  const parts = new Set<RecordPart>();
  if (!may(viewer, "read record")) return parts;
  for (const source of sources) for (const part of OPENED_BY[source]) parts.add(part);
  if (!may(viewer, "read results")) parts.delete("results");
  if (viewer.role === "care_home_nurse")
    for (const part of RECORD_PARTS) if (!OPENED_BY.care_home.includes(part)) parts.delete(part);
  return parts;
}

export const RELATIONSHIP_WORDS: Record<RelationshipSource, string> = {
  registered_practice: "registered with your practice",
  pcn: "in an active cohort of your network",
  care_home: "lives in your care home",
  caseload: "on your caseload",
  meeting: "on the agenda of your MDG, which opens the pack and no more",
  action: "you own an action",
  contact: "urgent contact in progress",
  break_glass: "break-glass, with your reason",
  referral: "referred to your team",
};
