/** Patient and RelatedPerson → person and whom to ring. Extensions are UK Core's, and five of our own. */
import { nationalPhone } from "../domain/look-up";
import { isNhsNumber, NHS_NUMBER_SYSTEM, nhsNumberDigits } from "../domain/nhs-number";
import type { Received, ReceivedAddress, ReceivedName, ReceivedPerson, ReceivedPhone } from "../domain/received";
import {
  booleanAt,
  codeAt,
  dateAt,
  extensionAt,
  isBefore,
  type Json,
  neededPerson,
  objectAt,
  objectsAt,
  periodAt,
  type ReadingContext,
  statusCodeAt,
  textAt,
  textsAt,
  Unreadable,
} from "./reading";

const UK_CORE = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-";
const VERIFICATION = `${UK_CORE}NHSNumberVerificationStatus`;
const VERIFIED = "01";
/** The LSOA 2011 code (valueString) and the decile of deprivation, 1 the most deprived (valueInteger). */
const LSOA = "https://confer.example/lsoa";
const IMD_DECILE = "https://confer.example/imd-decile";
/** A Reference to the care home by ODS code. */
const CARE_HOME = "https://confer.example/care-home";
/** Of a RelatedPerson: gives care, lives with the person (valueBoolean). */
const CARER = "https://confer.example/carer";
const LIVES_WITH = "https://confer.example/lives-with";
export const ODS_SYSTEM = "https://fhir.nhs.uk/Id/ods-organization-code";

const SEXES = new Set(["male", "female", "other", "unknown"]);

export function fromFhirPatient(resource: Json, id: string, context: ReadingContext): Omit<Received, "type" | "id"> {
  const warnings: string[] = [];
  const sex = textAt(resource, "gender") ?? "unknown";
  if (!SEXES.has(sex)) throw new Unreadable("gender is none of male, female, other, unknown");
  const person: ReceivedPerson = {
    id,
    sex: sex as ReceivedPerson["sex"],
    ...lifeOf(resource, context, warnings),
    ...languageOf(resource),
    ...placeOf(resource),
    ethnicity: ethnicityOf(resource),
    restriction: isSealed(resource) ? "sealed" : undefined,
    ...numbersOf(resource, warnings),
    practice: practiceOf(resource),
    names: namesOf(resource),
    addresses: objectsAt(resource, "address").map(addressOf),
    phones: phonesOf(resource),
  };
  return { person, warnings };
}

function lifeOf(resource: Json, { today }: ReadingContext, warnings: string[]) {
  const bornOn = dateAt(resource, "birthDate");
  const died = dateAt(resource, "deceasedDateTime");
  if (bornOn && bornOn.length > 10) throw new Unreadable("birthDate has a time of day");
  if (bornOn && bornOn > today) throw new Unreadable("birthDate is in the future");
  if (died && died.slice(0, 10) > today) throw new Unreadable("deceasedDateTime is in the future");
  if (bornOn && died && isBefore(died, bornOn)) throw new Unreadable("deceasedDateTime is before birthDate");
  if (bornOn && bornOn.length < 10) warnings.push("birthDate is not a whole date: kept without one");
  if (died && died.length < 10) warnings.push("deceasedDateTime is not a whole date: kept without one");
  if (booleanAt(resource, "deceasedBoolean") && !died) warnings.push("dead, but the date is not given");
  const deceased = died !== undefined || booleanAt(resource, "deceasedBoolean") === true;
  return { bornOn: wholeDay(bornOn), diedOn: wholeDay(died), deceased };
}

const wholeDay = (date: string | undefined) => (date && date.length >= 10 ? date.slice(0, 10) : undefined);

function languageOf(resource: Json): Pick<ReceivedPerson, "language" | "interpreter"> {
  const spoken = extensionAt(resource, `${UK_CORE}NHSCommunication`);
  if (spoken) {
    const parts = objectsAt(spoken, "extension");
    const language = parts.find(({ url }) => url === "language");
    const interpreter = parts.find(({ url }) => url === "interpreterRequired");
    const named = language && codeAt(language, "valueCodeableConcept");
    return {
      language: named?.display || named?.code,
      interpreter: interpreter && booleanAt(interpreter, "valueBoolean"),
    };
  }
  const all = objectsAt(resource, "communication");
  const one = all.find(({ preferred }) => preferred === true) ?? all[0];
  const named = one && codeAt(one, "language");
  const required = extensionAt(resource, "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired");
  return { language: named?.display || named?.code, interpreter: required && booleanAt(required, "valueBoolean") };
}

function placeOf(resource: Json): Pick<ReceivedPerson, "lsoa" | "imdDecile" | "careHome"> {
  const lsoa = extensionOfAddressToo(resource, LSOA);
  const imd = extensionOfAddressToo(resource, IMD_DECILE);
  const home = extensionAt(resource, CARE_HOME);
  const imdDecile = imd?.valueInteger;
  if (imd && !(typeof imdDecile === "number" && Number.isInteger(imdDecile) && imdDecile >= 1 && imdDecile <= 10))
    throw new Unreadable("imd-decile is not a whole number from 1 to 10");
  const reference = home && objectAt(home, "valueReference");
  const ods = reference && odsOf(reference);
  return {
    lsoa: lsoa && (textAt(lsoa, "valueString") ?? textAt(lsoa, "valueCode")),
    imdDecile: imdDecile as number | undefined,
    careHome: ods ? { ods } : undefined,
  };
}

/** Of the person, or of an address of the person. */
const extensionOfAddressToo = (resource: Json, url: string): Json | undefined =>
  extensionAt(resource, url) ??
  objectsAt(resource, "address")
    .map((address) => extensionAt(address, url))
    .find(Boolean);

/** HL7 v3 Confidentiality "restricted" and "very restricted", as the Personal Demographics Service marks records. */
function isSealed(resource: Json): boolean {
  const meta = objectAt(resource, "meta");
  return meta !== undefined && objectsAt(meta, "security").some(({ code }) => code === "R" || code === "V");
}

function ethnicityOf(resource: Json): string | undefined {
  const category = extensionAt(resource, `${UK_CORE}EthnicCategory`);
  return category && codeAt(category, "valueCodeableConcept")?.code;
}

/** A wrong check digit is kept as a claim; the number itself never reaches a log. */
function numbersOf(resource: Json, warnings: string[]): Pick<ReceivedPerson, "nhsNumber" | "identifiers"> {
  const identifiers: ReceivedPerson["identifiers"] = [];
  let nhsNumber: ReceivedPerson["nhsNumber"];
  for (const identifier of objectsAt(resource, "identifier")) {
    const system = textAt(identifier, "system");
    const value = textAt(identifier, "value");
    if (!system || !value) continue;
    if (system !== NHS_NUMBER_SYSTEM) {
      if (identifiers.length < 50) identifiers.push({ system, value: value.slice(0, 200) });
      continue;
    }
    const digits = nhsNumberDigits(value);
    if (!digits || !isNhsNumber(digits)) {
      warnings.push("NHS number with a wrong check digit or length: kept as an unverified claim");
      identifiers.push({ system, value: (digits ?? value).slice(0, 200) });
      continue;
    }
    if (nhsNumber && nhsNumber.value !== digits) {
      warnings.push("more than one NHS number: the first is taken, the others are kept as claims");
      identifiers.push({ system, value: digits });
      continue;
    }
    const status = extensionAt(identifier, VERIFICATION);
    nhsNumber = {
      value: digits,
      verified: status !== undefined && statusCodeAt(status, "valueCodeableConcept") === VERIFIED,
    };
  }
  return { nhsNumber, identifiers };
}

function practiceOf(resource: Json): ReceivedPerson["practice"] {
  for (const practitioner of objectsAt(resource, "generalPractitioner")) {
    const ods = odsOf(practitioner);
    const identifier = objectAt(practitioner, "identifier");
    if (ods) return { ods, since: identifier && periodAt(identifier, "period").start };
  }
  return undefined;
}

/** The ODS code that a Reference carries. */
export function odsOf(reference: Json): string | undefined {
  const identifier = objectAt(reference, "identifier");
  return identifier?.system === ODS_SYSTEM ? odsValue(identifier) : undefined;
}

/** Upper case; undefined when there is none. */
export function odsValue(identifier: Json): string | undefined {
  const ods = textAt(identifier, "value")?.toUpperCase();
  if (ods && !/^[A-Z0-9-]{2,20}$/.test(ods)) throw new Unreadable("an ODS code is not 2 to 20 letters and digits");
  return ods;
}

const USES = new Map<string, ReceivedName["use"]>([
  ["usual", "usual"],
  ["old", "former"],
  ["maiden", "former"],
]);

function namesOf(resource: Json): ReceivedName[] {
  const names = objectsAt(resource, "name");
  const nickname = names.find(({ use }) => use === "nickname");
  const called = nickname && (textsAt(nickname, "given")[0] ?? textAt(nickname, "text"));
  return names.flatMap((name): ReceivedName[] => {
    const use = textAt(name, "use") ?? "official";
    const given = textsAt(name, "given").join(" ") || (textAt(name, "family") ? "" : textAt(name, "text")) || "";
    const family = textAt(name, "family") ?? "";
    if (use === "nickname" || use === "anonymous" || (!given && !family)) return [];
    const { start, end } = periodAt(name, "period");
    const kept = USES.get(use) ?? "official";
    const preferred = kept === "former" ? undefined : called;
    return [
      {
        use: kept,
        prefix: textsAt(name, "prefix").join(" ") || undefined,
        given,
        family,
        preferred,
        starts: start,
        ends: end,
      },
    ];
  });
}

function addressOf(address: Json): ReceivedAddress {
  const { start, end } = periodAt(address, "period");
  return {
    lines: textsAt(address, "line"),
    town: textAt(address, "city"),
    postcode: textAt(address, "postalCode"),
    starts: start,
    ends: textAt(address, "use") === "old" ? (end ?? start ?? "1900-01-01") : end,
  };
}

/** British numbers in the national form; of others the digits, which nobody's search will meet. */
function phonesOf(resource: Json): ReceivedPhone[] {
  return objectsAt(resource, "telecom").flatMap((telecom) => {
    const system = textAt(telecom, "system");
    const written = textAt(telecom, "value");
    if (!written || (system !== "phone" && system !== "sms") || textAt(telecom, "use") === "old") return [];
    const value = nationalPhone(written) ?? written.replace(/\D/g, "").slice(0, 20);
    return value.length < 3 ? [] : [{ value, use: textAt(telecom, "use") }];
  });
}

export function fromFhirRelatedPerson(
  resource: Json,
  id: string,
  context: ReadingContext,
): Omit<Received, "type" | "id"> {
  const name = namesOf(resource).find(({ use }) => use !== "former");
  const relations = objectsAt(resource, "relationship").map((relationship) => codeAt({ relationship }, "relationship"));
  const carer = extensionAt(resource, CARER);
  const livesWith = extensionAt(resource, LIVES_WITH);
  const ring = {
    id,
    person: neededPerson(resource, "patient", context),
    name: name ? [name.prefix, name.given, name.family].filter(Boolean).join(" ") : "Name not given",
    relation: relations.map((relation) => relation?.display || relation?.code).find(Boolean),
    isCarer:
      (carer && booleanAt(carer, "valueBoolean")) ?? relations.some((relation) => relation?.code === "CAREGIVER"),
    livesWith: (livesWith && booleanAt(livesWith, "valueBoolean")) ?? false,
    phones: phonesOf(resource),
    removed: booleanAt(resource, "active") === false,
  };
  return { ring };
}
