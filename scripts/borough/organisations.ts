/**
 * The organisations of the borough. Every name and code is invented: codes begin with ZZ, which ODS does not use so.
 * Sizes: NWL practices hold 7,529 people on average and a PCN has 7.7 practices [D]; small boroughs are scaled down.
 */

import { careHomeAddress } from "./addresses";
import { ODS } from "./codes";
import type { Organization } from "./fhir-r4";

export type OrganisationKind =
  | "ics"
  | "place"
  | "pcn"
  | "practice"
  | "trust"
  | "council"
  | "ambulance"
  | "nhs111"
  | "hospice"
  | "care_home";

export type Organisation = { code: string; name: string; kind: OrganisationKind; within?: string };

export const ORGANISATION_KIND = "https://confer.example/organisation-kind";

export const ACUTE_TRUST = "ZZA";
export const ACUTE_TRUST_NAME = "Wexcombe University Hospital NHS Trust";
export const ICS = "ZZI";
export const PLACE = "ZZL01";
export const FIXED: readonly Organisation[] = [
  { code: ICS, name: "Wexcombe Valley Integrated Care System", kind: "ics" },
  { code: PLACE, name: "Wexcombe Borough", kind: "place", within: ICS },
  { code: ACUTE_TRUST, name: ACUTE_TRUST_NAME, kind: "trust", within: ICS },
  { code: "ZZC", name: "Wexcombe Community Healthcare NHS Trust", kind: "trust", within: ICS },
  { code: "ZZM", name: "Wexcombe Mental Health NHS Trust", kind: "trust", within: ICS },
  { code: "ZZB", name: "Wexcombe Borough Council", kind: "council", within: PLACE },
  { code: "ZZX", name: "Capital Valley Ambulance Service", kind: "ambulance", within: ICS },
  { code: "ZZ111", name: "Wexcombe 111 and Out of Hours", kind: "nhs111", within: ICS },
  { code: "ZZH01", name: "St Oswin's Hospice", kind: "hospice", within: PLACE },
];

const PRACTICES = [
  "Alderwick Surgery",
  "Cotterdale Medical Centre",
  "Elverton Road Practice",
  "Gatesmere Health Centre",
  "Hollowick Surgery",
  "Kelmarsh Practice",
  "Larkhurst Medical Centre",
  "Netherbrook Surgery",
  "Oakenshaw Practice",
  "Rushbourne Health Centre",
  "Tamworthy Surgery",
  "Underhay Medical Centre",
] as const;
const NETWORKS = ["North Wexcombe PCN", "South Wexcombe PCN", "East Wexcombe PCN", "West Wexcombe PCN"] as const;
const HOMES = ["Mallowfield House", "The Larches", "Fennimore Court", "Pinderton Lodge", "Jessamy House"] as const;

const PEOPLE_IN_PRACTICE = 7529;
const PRACTICES_IN_NETWORK = 7.7;
const PEOPLE_PER_HOME = 12_000;

export type Organisations = {
  all: readonly Organisation[];
  practices: readonly Organisation[];
  careHomes: readonly Organisation[];
};

/** Four practices and two care homes at least, so that a borough of some thousands still has something to compare. */
export function organisationsFor(people: number): Organisations {
  const practiceCount = Math.max(4, Math.round(people / PEOPLE_IN_PRACTICE));
  const networkCount = Math.max(2, Math.round(practiceCount / PRACTICES_IN_NETWORK));
  const networks = Array.from({ length: networkCount }, (_, n) => ({
    code: `ZZU${two(n + 1)}`,
    name: numbered(NETWORKS, n),
    kind: "pcn" as const,
    within: PLACE,
  }));
  const practices = Array.from({ length: practiceCount }, (_, n) => ({
    code: `ZZP${String(n + 1).padStart(3, "0")}`,
    name: numbered(PRACTICES, n),
    kind: "practice" as const,
    within: networks[n % networkCount]?.code,
  }));
  const careHomes = Array.from({ length: Math.max(2, Math.round(people / PEOPLE_PER_HOME)) }, (_, n) => ({
    code: `ZZR${two(n + 1)}`,
    name: `${numbered(HOMES, n)} Care Home`,
    kind: "care_home" as const,
    within: PLACE,
  }));
  return { all: [...FIXED, ...networks, ...practices, ...careHomes], practices, careHomes };
}

const two = (n: number) => String(n).padStart(2, "0");
const numbered = (names: readonly string[], n: number) =>
  n < names.length ? (names[n] as string) : `${names[n % names.length]} ${Math.floor(n / names.length) + 1}`;

export function organisationResource(organisation: Organisation, place: number): Organization {
  const home = organisation.kind === "care_home" ? careHomeAddress(Number(organisation.code.slice(3)) - 1) : undefined;
  return {
    resourceType: "Organization",
    id: organisation.code.toLowerCase(),
    identifier: [{ system: ODS, value: organisation.code }],
    active: true,
    type: [{ coding: [{ system: ORGANISATION_KIND, code: organisation.kind }] }],
    name: organisation.name,
    telecom: [{ system: "phone", value: `020 7946 09${two(place % 100)}`, use: "work" }],
    ...(home ? { address: [{ line: [home.line], city: home.town, postalCode: home.postcode }] } : {}),
    ...(organisation.within ? { partOf: { identifier: { system: ODS, value: organisation.within } } } : {}),
  };
}
