/**
 * The care plan of one person: one whole document for each version. A document is made of units, each with a stable
 * id: a section whose fields belong together ("cpr"), a field of a looser one ("usual.mobility"), or an item of a list
 * ("contingency/0193…"). Drafts, merging, ageing and history all work on units.
 */

import { z } from "zod";
import { readPhoneHours } from "./phone-hours";
import type { Field } from "./plan-fields";
import { fieldsOf, isSectionId, SECTION_IDS, type SECTIONS, type SectionId, sectionOf } from "./plan-sections";
import { isUuid } from "./uuid";

/** Field name → what stands in it. Absent and empty are the same. */
export type Values = Readonly<Record<string, string>>;
export type Item = Values & { readonly id: string };

type FieldName<S extends SectionId> = Extract<keyof (typeof SECTIONS)[S]["fields"], string> | "restriction";
type SectionContent<S extends SectionId> = {
  fields: { readonly [F in FieldName<S>]?: string };
  items: readonly ({ readonly id: string } & { readonly [F in FieldName<S>]?: string })[];
};

/** How the words of a unit came into the plan. Absent: an author wrote them. */
export const STAMP_SOURCES = ["author", "person", "package", "card", "record", "meeting"] as const;
export type StampSource = (typeof STAMP_SOURCES)[number];

/** Who last wrote a unit, and with which published version. `by`: the account; both ids are absent in old versions. */
export type Stamp = {
  at: string;
  version: number;
  byName: string;
  byRole: string;
  organisation: string;
  by?: string;
  organisationId?: string;
  source?: StampSource;
};

export type PlanDocument = {
  format: 1;
  sections: { readonly [S in SectionId]: SectionContent<S> };
  /** By unit id. Made at publishing; no author writes them. */
  stamps: Readonly<Record<string, Stamp>>;
};

export type Unit = { id: string; section: SectionId; field?: string; item?: string };

/** Puts values into one unit, or takes the unit out. */
export type Operation = { unit: string; values: Values | null };

/**
 * An operation of a draft. `from`: the version whose words its author saw in that unit, where it is not the one that
 * the draft as a whole stands on.
 */
export type Drafted = Operation & { from?: number };

export const ITEM_ID = /^[a-z0-9-]{1,40}$/;

const nothing = { fields: {}, items: [] };
export const emptyPlan = (): PlanDocument => ({
  format: 1,
  sections: Object.fromEntries(SECTION_IDS.map((id) => [id, nothing])) as unknown as PlanDocument["sections"],
  stamps: {},
});

// ── Units ─────────────────────────────────────────────────────────────────────────────────────────────────

/** The unit that an id names; undefined when no plan can have it. */
export function unitOf(id: string): Unit | undefined {
  const [, section = "", mark = "", rest = ""] = /^(\w+)(?:([./])(.+))?$/.exec(id) ?? [];
  if (!isSectionId(section)) return undefined;
  const { unit } = sectionOf(section);
  if (unit === "section" && !mark) return { id, section };
  if (unit === "field" && mark === "." && Object.hasOwn(fieldsOf(section), rest)) return { id, section, field: rest };
  if (unit === "item" && mark === "/" && ITEM_ID.test(rest)) return { id, section, item: rest };
  return undefined;
}

function needUnit(id: string): Unit {
  const unit = unitOf(id);
  if (!unit) throw new Error(`A care plan has no unit "${id}".`);
  return unit;
}

/** What stands in a unit; null when nothing does. */
export function readUnit(plan: PlanDocument, id: string): Values | null {
  const { section, field, item } = needUnit(id);
  const content = plan.sections[section] as { fields: Values; items: readonly Item[] };
  if (field) return content.fields[field] ? { [field]: content.fields[field] } : null;
  if (!item) return Object.keys(content.fields).length ? content.fields : null;
  const found = content.items.find((one) => one.id === item);
  if (!found) return null;
  const { id: _, ...values } = found;
  return values;
}

/** The same plan with the unit replaced, or taken out. Items stand in the order of their ids, which is that of birth. */
export function writeUnit(plan: PlanDocument, operation: Operation): PlanDocument {
  const { section, field, item } = needUnit(operation.unit);
  const values = operation.values && tidy(section, operation.values);
  const before = plan.sections[section] as { fields: Values; items: readonly Item[] };
  const content = { ...before };
  if (item) {
    const others = before.items.filter(({ id }) => id !== item);
    content.items = values ? [...others, { ...values, id: item }].sort((a, b) => (a.id < b.id ? -1 : 1)) : others;
  } else if (field) {
    const { [field]: _, ...others } = before.fields;
    content.fields = tidy(section, values?.[field] ? { ...others, [field]: values[field] } : others);
  } else content.fields = values ?? {};
  return { ...plan, sections: { ...plan.sections, [section]: content } };
}

export const applyOperations = (plan: PlanDocument, operations: readonly Operation[]): PlanDocument =>
  operations.reduce(writeUnit, plan);

/** Known fields in their order, without outer spaces and without empty ones. */
function tidy(section: SectionId, values: Values): Values {
  const kept = Object.keys(fieldsOf(section)).map((name) => [name, (values[name] ?? "").trim()] as const);
  return Object.fromEntries(kept.filter(([, value]) => value !== ""));
}

/** Ids of all units that hold something, in the order of the plan. */
export function unitsOf(plan: PlanDocument): string[] {
  return SECTION_IDS.flatMap((section) => {
    const { fields, items } = plan.sections[section];
    const { unit } = sectionOf(section);
    if (unit === "item") return items.map(({ id }) => `${section}/${id}`);
    const names = Object.keys(fieldsOf(section)).filter((name) => Object.hasOwn(fields, name));
    if (unit === "field") return names.map((name) => `${section}.${name}`);
    return names.length ? [section] : [];
  });
}

// ── Parsing ───────────────────────────────────────────────────────────────────────────────────────────────

/** What is wrong with the text of a field; undefined when it may be published. */
export function problemOf(field: Field, value: string): string | undefined {
  if (value.length > field.max) return `${field.label} must be ${field.max} characters or fewer`;
  if (field.kind === "choice" && !Object.hasOwn(field.options!, value))
    return `Choose one of the answers for ${field.label}`;
  if (field.kind === "date" && !isDate(value)) return `${field.label} must be a real date`;
  if (field.kind === "phone" && !/^\+?\d{3,15}$/.test(value.replace(/[\s()-]/g, "")))
    return `${field.label} must be a phone number, such as 020 7946 0321`;
  if (field.kind === "hours" && !readPhoneHours(value))
    return `${field.label}: write “24 hours”, or for example “Mon-Fri 08:00-18:30”`;
  if (field.kind === "owner" && !isOwner(value)) return "Choose who owns the action";
  return undefined;
}

/** "ACCOUNT/ORGANISATION", or "/ORGANISATION". */
function isOwner(text: string): boolean {
  const [account = "", organisation = "", ...more] = text.split("/");
  return (!account || isUuid(account)) && isUuid(organisation) && more.length === 0;
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** By shape alone: how long a text may be and which answers there are belongs to writing, and changes. */
function schemaOf(section: SectionId) {
  const shape = Object.fromEntries(Object.keys(fieldsOf(section)).map((name) => [name, z.string().optional()]));
  const inItems = sectionOf(section).unit === "item";
  return z
    .strictObject({
      fields: z.strictObject(inItems ? {} : shape),
      items: inItems ? z.array(z.strictObject({ ...shape, id: z.string().regex(ITEM_ID) })) : z.array(z.never()),
    })
    .default(nothing);
}

const Document = z.strictObject({
  format: z.literal(1),
  sections: z.strictObject(Object.fromEntries(SECTION_IDS.map((id) => [id, schemaOf(id)]))),
  stamps: z.record(
    z.string(),
    z.strictObject({
      at: z.iso.datetime(),
      version: z.int().positive(),
      byName: z.string(),
      byRole: z.string(),
      organisation: z.string(),
      by: z.string().optional(),
      organisationId: z.string().optional(),
      source: z.enum(STAMP_SOURCES).optional(),
    }),
  ),
});

/**
 * Throws when the JSON is not a care plan: a stored version that cannot be read must never show as an empty one. One that
 * would not be published today is read all the same; what is wrong with its words, problemOf says at the next publishing.
 */
export const parsePlan = (json: unknown): PlanDocument => Document.parse(json) as unknown as PlanDocument;

/** The longest text that a field of a draft holds, in characters; what may be published is shorter. */
export const MOST_LETTERS = 4_000;

/**
 * Drafts are looser: half a date may be kept while it is being typed. Unknown units are refused; what stands under a name
 * that is no field of the unit is left out when it is written (see tidy).
 */
const Operations = z.array(
  z.strictObject({
    unit: z.string().refine((id) => unitOf(id) !== undefined, { error: "no such part of a care plan" }),
    values: z.record(z.string(), z.string().max(MOST_LETTERS)).nullable(),
    from: z.int().nonnegative().optional(),
  }),
);
export const parseOperations = (json: unknown): Drafted[] => Operations.parse(json);
