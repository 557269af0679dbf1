/**
 * Clinical and operational settings: never literals in rules. Each has a value that ships, where it comes from, and
 * how sure we are: V read in the source, 2 second-hand, M from memory, P proposed. M and P are local settings until
 * a clinical lead signs them, and the product says so.
 */
export type Mark = "V" | "2" | "M" | "P";
export type Shipped = {
  words: string;
  value: number;
  source: string;
  mark: Mark;
  options?: Readonly<Record<number, string>>;
};

/** Values in force by name, where they differ from what ships. A switch is 1 or 0, a choice a number of `options`. */
export type SettingValues = Readonly<Record<string, number>>;

/** Everything as it ships. One object, since what is worked out of settings is kept by it. */
export const AS_SHIPPED: SettingValues = {};

export const SETTINGS = {
  "contact.open-after-hours": {
    words:
      "Hours for which a closed urgent contact still opens the crisis page to its crew, and after which an open one that nobody recorded is closed",
    value: 24,
    source: "Confer's table of relationships",
    mark: "P",
  },
  "look-up.valid-minutes": {
    words: "Minutes for which a safe match may be opened before the person must be looked up again",
    value: 30,
    source: "Confer; no published interval",
    mark: "P",
  },
  "contact.review-within-days": {
    words: "Days within which a practice answers whether the plan is still right after an urgent contact",
    value: 3,
    source: "Confer; no published interval",
    mark: "P",
  },
  "follow-up.accept-minutes": {
    words: "Minutes within which somebody must accept a follow-up that cannot wait for the practice",
    value: 30,
    source: "Confer; no published interval",
    mark: "P",
  },
  "record.change-days": {
    words: "Days for which a change of band is shown with an arrow on the record",
    value: 92,
    source: "proposed by Confer: a quarter of a year",
    mark: "P",
  },
} as const satisfies Record<string, Shipped>;
export type SettingName = keyof typeof SETTINGS;

export type SettingRow = {
  name: string;
  version: number;
  value: unknown;
  source: string;
  mark: string;
  signedBy: string | null;
};
export type InForce = { value: number; version: number; source: string; mark: Mark; signedBy: string | null };

/** The newest row of a name is in force; with none, what ships, which nobody has signed. */
export function settingInForce(name: SettingName, rows: readonly SettingRow[]): InForce {
  const newest = rows.filter((row) => row.name === name).sort((a, b) => b.version - a.version)[0];
  if (!newest || typeof newest.value !== "number") {
    const { value, source, mark } = SETTINGS[name];
    return { value, source, mark, version: 0, signedBy: null };
  }
  return {
    value: newest.value,
    version: newest.version,
    source: newest.source,
    mark: newest.mark as Mark,
    signedBy: newest.signedBy,
  };
}

/** A value from memory or proposed, and signed by nobody, is shown as what it is. */
export const isUnsigned = ({ mark, signedBy }: Pick<InForce, "mark" | "signedBy">): boolean =>
  (mark === "M" || mark === "P") && signedBy === null;
