/** One person as a cohort's rule reads them, and the kinds of thing that it can ask. */
import type { RecordPart } from "./permissions";
import type { Segment } from "./segment";
import type { Tier } from "./tier";

/** A floor is at least so much; "not made": the score is not for this person, so no comparison holds. */
export type Measured = { value: number; floor: boolean } | "not made" | null;

/** One person as cohorts see them: the registry row, and what is of now beside it. */
export type CohortLine = {
  age: number | null;
  sex: string;
  /** The practice and everything above it; null without a practice. */
  organisations: readonly string[] | null;
  lsoa: string | null;
  imdDecile: number | null;
  ethnicity: string | null;
  segment: Segment;
  tier: Tier;
  /** Inputs that were lacking: "coded record" among them says that nothing is known of what is coded. */
  missing: readonly string[];
  /** Null where the index was not made: under 65. A count that is not known is a floor. */
  efiCount: number | null;
  efiKnown: boolean;
  efi2Score: number | null;
  efi2Known: boolean;
  cambridge: number | null;
  cfs: number | null;
  frailty: string | null;
  sets: readonly string[];
  /** Distinct medicines; null when none was ever recorded. */
  medicines: number | null;
  diabetes: boolean;
  gaps: readonly string[];
  hba1c: number | null;
  systolic: number | null;
  diastolic: number | null;
  egfr: number | null;
  bmi: number | null;
  cholesterol: number | null;
  acr: number | null;
  emergencyYear: number;
  attendancesYear: number;
  hasCarer: boolean;
  careHome: boolean;
  /** Whole days since the plan's oldest critical line was written or confirmed; null without a live plan. */
  planDays: number | null;
  onComingMeeting: boolean;
  discussedInYear: boolean;
};

type Common = { label: string; group: string; part: RecordPart };
type Words = { yes: string; no: string };
export type NumberField = Common & {
  kind: "number";
  unit: string;
  step?: number;
  of: (line: CohortLine) => Measured;
};
/** `possible` are the values that it may be: several where what is held is a floor, null where nothing is held. */
export type ChoiceField = Common & {
  kind: "choice";
  choices: Readonly<Record<string, string>>;
  possible: (line: CohortLine) => readonly string[] | null;
};
export type TextField = Common & {
  kind: "text";
  hint: string;
  shape: RegExp;
  possible: (line: CohortLine) => readonly string[] | null;
};
/** Any of what is chosen is enough. Without `groups` the choices are the viewer's organisations. */
export type ListField = Common & {
  kind: "list";
  words: (one: string) => Words;
  groups?: readonly { name: string; choices: Readonly<Record<string, string>> }[];
  of: (line: CohortLine) => readonly string[] | null;
};
export type FlagField = Common & { kind: "flag"; words: Words; of: (line: CohortLine) => boolean | null };
export type AField = NumberField | ChoiceField | TextField | ListField | FlagField;
