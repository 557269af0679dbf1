/**
 * The one frailty index that clinical pages show (safety rule 20): the eFI or the eFI2, a setting. Two indices beside
 * each other would be read as two opinions; analysts see both.
 */
import type { Answer, Reason } from "../answer";
import type { SettingValues, Shipped } from "../setting";
import { type EfiAnswer, type EfiCategory, efiCategory } from "./efi";
import { EFI2_FROM_AGE, type Efi2Category, efi2Category } from "./efi2";

export const INDEX_SETTINGS = {
  "risk.frailty-index": {
    words: "The frailty index that clinical pages show",
    value: 1,
    options: { 1: "Electronic Frailty Index (2016)", 2: "Electronic Frailty Index 2 (2025)" },
    source:
      "Confer ships the eFI: the eFI2 needs code lists that a site must install, and is a regulated device in use",
    mark: "P",
  },
} as const satisfies Record<string, Shipped>;

export type FrailtyIndex = {
  name: "eFI" | "eFI2";
  known: boolean;
  /** The value, or the floor when it is not known. */
  value: number;
  /** Of the value, or of the floor: then the true one may be higher. */
  category: EfiCategory | Efi2Category;
  /** "eFI 9 of 36", "eFI at least 9 of 36" */
  words: string;
  missing: readonly string[];
  because: readonly Reason[];
  /** Whether it was made for this age; undefined when the age is not known. */
  madeFor: boolean | undefined;
  /** The category that it could reach if everything missing were found. */
  reachable: EfiCategory | Efi2Category;
};

export const usesEfi2 = (values: SettingValues): boolean => values["risk.frailty-index"] === 2;

export function indexOfEfi(efi: EfiAnswer): FrailtyIndex {
  const value = efi.known ? efi.value : efi.atLeast;
  const missing = efi.known ? [] : efi.missing;
  return {
    name: "eFI",
    known: efi.known,
    value,
    category: efiCategory(value),
    words: `eFI ${efi.known ? "" : "at least "}${value} of 36`,
    missing,
    because: efi.because,
    madeFor: efi.madeFor,
    reachable: efiCategory(value + missing.length),
  };
}

export function indexOfEfi2(efi2: Answer<Efi2Category>, age: number | undefined): FrailtyIndex {
  const value = efi2.known ? efi2.value : efi2.atLeast;
  return {
    name: "eFI2",
    known: efi2.known,
    value,
    category: efi2Category(value),
    words: `eFI2 ${efi2.known ? "" : "at least "}${value.toFixed(2)}`,
    missing: efi2.known ? [] : efi2.missing,
    because: efi2.because,
    madeFor: age === undefined ? undefined : age >= EFI2_FROM_AGE,
    reachable: efi2.known ? efi2Category(value) : "severe",
  };
}
