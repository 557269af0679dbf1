/** What a field of the care plan is: its words, its kind and its length. */
export type Field = {
  label: string;
  hint?: string;
  /** line: one line; text: several; date: "2026-05-03"; choice: a key of `options`; hours: see phone-hours; owner: an account or organisation; goal: its tie (plan-goals). */
  kind: "line" | "text" | "date" | "choice" | "phone" | "hours" | "owner" | "goal" | "kept";
  max: number;
  options?: Readonly<Record<string, string>>;
  /** Means nothing to a reader: the id of what the entry came from. */
  silent?: true;
};

/** emergency: of the person, never of a role (safety rule 11); anyone: whoever may edit plans. */
export type Signing = "anyone" | "clinical" | "emergency";

export type Section = {
  title: string;
  /** The words of a list's one entry: "contingency plan". Absent: the section is one set of fields. */
  item?: string;
  /**
   * What merges and ages as one. "section": fields that only make sense together, so that no merge mixes two authors'
   * recommendations. A list always merges item by item.
   */
  unit: "section" | "field" | "item";
  signing: Signing;
  /** Crews act on it: its oldest line sets the age in the crisis page's header. */
  critical?: true;
  restrictable?: true;
  hint?: string;
  /** Fields that few need: forms offer them behind “More”. */
  more?: readonly string[];
  fields: Readonly<Record<string, Field>>;
};

export const line = (label: string, hint?: string, max = 120): Field => ({ label, hint, kind: "line", max });
export const text = (label: string, hint?: string, max = 600): Field => ({ label, hint, kind: "text", max });
export const date = (label: string, hint?: string): Field => ({ label, hint, kind: "date", max: 10 });
export const choice = (label: string, options: Record<string, string>, hint?: string): Field => ({
  label,
  hint,
  kind: "choice",
  max: 40,
  options,
});
/** Filled by the server from a choice; never typed. */
export const kept = (label: string): Field => ({ label, kind: "kept", max: 120 });
export const keptId = (label: string): Field => ({ ...kept(label), silent: true });

export const phone = (label: string, hint?: string): Field => ({ label, hint, kind: "phone", max: 20 });

export const YES_NO = { yes: "Yes", no: "No" };
export const YES_NO_NOT_KNOWN = { yes: "Yes", no: "No", unknown: "Not known" };
/** Places of care and of death, as the palliative standard sorts them. */
export const PLACES = {
  home: "At home",
  care_home: "Care home",
  hospice: "Hospice",
  hospital: "Hospital",
  community_hospital: "Community hospital",
  relative: "Home of a relative or friend",
  other: "Somewhere else",
  undecided: "Not decided yet",
  not_discussed: "Not discussed",
};
/** From 0 to 10, as goals and confidence are scored. */
export const ZERO_TO_TEN = Object.fromEntries(Array.from({ length: 11 }, (_, score) => [String(score), String(score)]));

export const YES_NO_UNKNOWN = { yes: "Yes", none: "None", unknown: "Not known" };
