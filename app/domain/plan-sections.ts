/**
 * The sections of the care plan, as data: what each holds, how long it may be, and who may write it. Forms, reading,
 * parsing, merging and history all walk this table. Headings follow the PRSB personalised care and support plan (2.0)
 * and About Me (2.01); the emergency part follows ReSPECT's order without its name or form.
 */
import { may, type Permission, type Role } from "./permissions";
import { choice, type Field, type Section, type Signing } from "./plan-fields";
import { AROUND_SECTIONS } from "./plan-sections-around";
import { CARE_SECTIONS } from "./plan-sections-care";
import { CRISIS_SECTIONS } from "./plan-sections-crisis";
import { PERSON_SECTIONS } from "./plan-sections-person";

export const SECTIONS = { ...CRISIS_SECTIONS, ...AROUND_SECTIONS, ...PERSON_SECTIONS, ...CARE_SECTIONS };

export type SectionId = keyof typeof SECTIONS;
export const SECTION_IDS = Object.keys(SECTIONS) as SectionId[];
export const isSectionId = (text: string): text is SectionId => Object.hasOwn(SECTIONS, text);
export const sectionOf = (id: SectionId): Section => SECTIONS[id];

/** What may be put on a restrictable item. Closed: staff see that something is there; hidden: they do not. */
export const RESTRICTION = choice("Restriction", {
  closed: "Closed: others see that something is there",
  hidden: "Hidden: others see nothing",
});

/** The fields of a section as forms offer them, the restriction last. */
export function fieldsOf(id: SectionId): Readonly<Record<string, Field>> {
  const { fields, restrictable } = sectionOf(id);
  return restrictable ? { ...fields, restriction: RESTRICTION } : fields;
}

/** What readers are shown of them, in this order: no ids, and no word on who may read it. */
export const shownFieldsOf = (id: SectionId): [string, Field][] =>
  Object.entries(sectionOf(id).fields).filter(([, { kind, silent }]) => kind !== "owner" && !silent);

const PERMISSION: Record<Signing, Permission> = {
  anyone: "edit plan",
  clinical: "sign clinical sections",
  emergency: "sign emergency recommendation",
};

/** The permission that writing, confirming and publishing a section asks for. */
export const permissionFor = (id: SectionId): Permission => PERMISSION[sectionOf(id).signing];

export const mayWrite = (viewer: { role: Role; permissions: readonly Permission[] }, id: SectionId): boolean =>
  may(viewer, "edit plan") && may(viewer, permissionFor(id));
