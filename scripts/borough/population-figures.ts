/**
 * Who lives in the borough: published figures for North West London (NWL), with their marks.
 * [V] read in the source, [D] computed from such data, [M] from memory and unverified, [P] a proposed shape that only
 * fills a cell that nobody has published. [M] and [P] are assumptions of this generator, not facts.
 */

/** % of all persons by five-year band (0-4 … 85-89, 90+), NWL, mid-2019 LSOA estimates summed (ONS) [D]. */
export const AGE_BANDS = {
  male: [
    3.43, 3.46, 3.02, 2.72, 3.26, 4.08, 4.47, 4.39, 3.88, 3.45, 3.2, 2.83, 2.3, 1.86, 1.55, 1.09, 0.84, 0.48, 0.25,
  ],
  female: [
    3.28, 3.29, 2.86, 2.52, 3.02, 3.72, 4.04, 4.0, 3.58, 3.35, 3.24, 2.92, 2.45, 2.04, 1.77, 1.29, 1.03, 0.65, 0.41,
  ],
} as const;

/** Broad groups of Census 2021, in this order everywhere: White, Asian, Black, Mixed, Other. */
export const BROAD_GROUPS = ["White", "Asian", "Black", "Mixed", "Other"] as const;

/** Census 2021, NWL, % of all residents by broad group [D]. */
export const ETHNICITY = [46.1, 29.6, 10.2, 5.2, 8.9] as const;
/** By age: not published for NWL; these two shapes and the remainder between them meet the totals above [P]. */
export const ETHNICITY_65_AND_OVER = [58, 26, 8, 2, 6] as const;
export const ETHNICITY_CHILDREN = [37, 32, 12, 10, 9] as const;

/**
 * Census 2021, NWL, % of all residents by group [D], each with the category letter of the NHS data dictionary, which
 * has no letters for Roma, Gypsy or Irish Traveller (C, other White) and Arab (S, any other).
 */
export const ETHNIC_GROUPS: readonly (readonly { name: string; letter: string; share: number }[])[] = [
  [
    { name: "White - British", letter: "A", share: 26.94 },
    { name: "White - Irish", letter: "B", share: 2.12 },
    { name: "Any other White background", letter: "C", share: 16.47 + 0.08 + 0.53 },
  ],
  [
    { name: "Asian or Asian British - Indian", letter: "H", share: 15.73 },
    { name: "Asian or Asian British - Pakistani", letter: "J", share: 3.81 },
    { name: "Asian or Asian British - Bangladeshi", letter: "K", share: 1.18 },
    { name: "Chinese", letter: "R", share: 1.49 },
    { name: "Any other Asian background", letter: "L", share: 7.38 },
  ],
  [
    { name: "Black or Black British - African", letter: "N", share: 6.0 },
    { name: "Black or Black British - Caribbean", letter: "M", share: 3.07 },
    { name: "Any other Black background", letter: "P", share: 1.11 },
  ],
  [
    { name: "Mixed - White and Black Caribbean", letter: "D", share: 1.12 },
    { name: "Mixed - White and Black African", letter: "E", share: 0.76 },
    { name: "Mixed - White and Asian", letter: "F", share: 1.45 },
    { name: "Any other mixed background", letter: "G", share: 1.84 },
  ],
  [{ name: "Any other ethnic group", letter: "S", share: 3.71 + 5.21 }],
];

/** % of people by IMD 2019 quintile, 1 = most deprived fifth of England, NWL, mid-2020 [D]. */
export const DEPRIVATION = [12.2, 31.1, 28.6, 19.9, 8.2] as const;
export const DEPRIVATION_65_AND_OVER = [11.2, 27.1, 28.3, 22.3, 11.2] as const;

/**
 * Care home residents, % of the band, England 2019 (OpenSAFELY, TPP) [D], times 0.75 because London has the fewest [P].
 * Women to men 23 to 10 among residents (ONS 2023) [V].
 */
export const CARE_HOME_SHARE = [
  { from: 65, share: 0.42 },
  { from: 75, share: 1.27 },
  { from: 80, share: 2.96 },
  { from: 85, share: 6.74 },
  { from: 90, share: 16.26 },
] as const;
export const CARE_HOME_LONDON = 0.75;

/** Shares of women who live as a couple, among those without children under 20 at home, from age … [P]. */
export const IN_COUPLE: readonly (readonly [from: number, share: number])[] = [
  [20, 0.2],
  [25, 0.5],
  [35, 0.55],
  [45, 0.65],
  [55, 0.66],
  [65, 0.56],
  [75, 0.36],
  [85, 0.14],
];
/**
 * Of people of 65 and over outside couples, the share that lives with a grown child [P], so that women living alone
 * come near 28 / 43 / 60 % at 65-74 / 75-84 / 85+ [P]; England and Wales 65+: women 36.3, men 22.7 (ONS 2023) [V].
 */
export const ELDER_WITH_CHILD = 0.3;
/** Couples of 48 to 66 with a grown child of 20 to 34 at home, and people of 20 to 39 who share a home [P]. */
export const COUPLE_WITH_GROWN_CHILD = 0.7;
export const SHARING = 0.65;
/** Families by number of children under 20 (1, 2, 3, 4), and the share with one parent [P]. */
export const CHILDREN_IN_FAMILY = [0.28, 0.42, 0.2, 0.1] as const;
export const LONE_PARENT = 0.22;
/** Twins among births: about 16 in 1,000 [M]. */
export const TWINS = 0.016;

/** Share of records with an ethnic category, GP and hospital data together (OpenSAFELY, BMC Med 2024;22:288) [V]. */
export const ETHNICITY_RECORDED = 0.925;
/** Share of records without any phone number, from age … [P]. */
export const NO_PHONE: readonly (readonly [from: number, share: number])[] = [
  [0, 0.03],
  [65, 0.04],
  [75, 0.07],
  [85, 0.12],
];
/** At 85 and over, the share with a landline only [P]. */
export const LANDLINE_ONLY_85 = 0.45;
/** First language is not English: NWL 28.6 % of people (ICB page) [V]; needs an interpreter, a third of them [P]. */
export const NOT_ENGLISH = 0.286;
export const NEEDS_INTERPRETER = 0.33;

/** Chance to die within a year, per 1,000, by age (ONS principal projection, England and Wales, 2020) [D]. */
export const DEATHS: readonly (readonly [from: number, male: number, female: number])[] = [
  [0, 0.9, 0.73],
  [5, 0.08, 0.07],
  [15, 0.33, 0.17],
  [25, 0.61, 0.34],
  [35, 1.37, 0.82],
  [45, 2.41, 1.5],
  [50, 3.47, 2.33],
  [55, 5.44, 3.66],
  [60, 8.75, 5.74],
  [65, 13.5, 9.0],
  [70, 21.8, 14.9],
  [75, 37.4, 26.3],
  [80, 65.6, 48.7],
  [85, 117, 94],
  [90, 198, 170],
  [95, 307, 275],
];

/** The value of the last row that `age` reaches. */
export function fromAge(rows: readonly (readonly [from: number, value: number, ...rest: number[]])[], age: number) {
  let value = 0;
  for (const row of rows) if (age >= row[0]) value = row[1];
  return value;
}
