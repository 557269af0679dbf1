/** Every care package that Confer ships, the most pressing first. */
import { PROTOCOL_SETTINGS } from "../care-protocols/all";
import type { SettingValues, Shipped } from "../setting";
import { DIABETES_PACKAGES } from "./diabetes";
import { FRAILTY_PACKAGES } from "./frailty";
import { HOME_PACKAGES } from "./home";
import { NEED_PACKAGES } from "./need";
import { type CarePackage, settingsOf } from "./package";

const ORDER = [
  "end-of-life",
  "high-risk-foot",
  "carer-strain",
  "frequent-emergency",
  "care-home",
  "severe-frailty",
  "frailty-and-diabetes",
  "moderate-frailty",
  "housebound",
  "complex-multimorbidity",
  "mild-frailty",
];

export const CARE_PACKAGES: readonly CarePackage[] = [
  ...FRAILTY_PACKAGES,
  ...DIABETES_PACKAGES,
  ...HOME_PACKAGES,
  ...NEED_PACKAGES,
].sort((a, b) => ORDER.indexOf(a.id) - ORDER.indexOf(b.id));

/** Names and shipped values of all packages' settings. */
export const PACKAGE_SETTINGS: Readonly<Record<string, Shipped>> = Object.assign({}, ...CARE_PACKAGES.map(settingsOf));

/** The value in force of a package's or a protocol's setting; an unknown name is a mistake in a rule, so it throws. */
export function packageSetting(values: SettingValues, name: string): number {
  const shipped = PACKAGE_SETTINGS[name] ?? PROTOCOL_SETTINGS[name];
  if (!shipped) throw new Error(`No care package or protocol has a setting "${name}".`);
  return values[name] ?? shipped.value;
}
