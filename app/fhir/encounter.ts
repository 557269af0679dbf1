/**
 * Encounter → one use of a service. The class says where (HL7 v3 ActCode), the type says what; American records know
 * no general practice, so what is ambulatory and nothing else counts as the practice's.
 */
import { ENCOUNTER_KINDS, type EncounterKind, type Received } from "../domain/received";
import {
  codeAt,
  codeOf,
  type Json,
  neededPerson,
  objectAt,
  objectsAt,
  periodAt,
  type ReadingContext,
  statusCodeAt,
  textAt,
  Unreadable,
} from "./reading";

/** SNOMED CT types that say more than the class does. */
const KIND_OF_TYPE = new Map<unknown, EncounterKind>(
  Object.entries({
    183452005: "emergency_admission", // Emergency hospital admission; American records show it as "Encounter inpatient"
    183460006: "emergency_admission", // Obstetric emergency hospital admission
    183478001: "emergency_admission", // Emergency hospital admission for asthma
    183495009: "elective_admission", // Non-urgent orthopaedic admission
    50849002: "ae", // Emergency department admission
    371883000: "outpatient", // Outpatient procedure
    424441002: "community", // Prenatal initial visit
    424619006: "community", // Prenatal visit
    169762003: "community", // Postnatal visit
    210098006: "community", // Domiciliary or rest home patient evaluation and management
    308646001: "other", // Death certification
  }),
);
const KIND_OF_CLASS = new Map<string, EncounterKind>(
  Object.entries({
    EMER: "ae",
    ACUTE: "elective_admission",
    IMP: "elective_admission",
    NONAC: "elective_admission",
    SS: "elective_admission",
    AMB: "gp",
    VR: "gp",
    HH: "community",
    FLD: "ambulance",
    PRENC: "other",
    OBSENC: "elective_admission",
  }),
);
/** For a source that knows: system https://confer.example/encounter-kind and one of our kinds as code. */
export const ENCOUNTER_KIND = "https://confer.example/encounter-kind";
const KINDS: ReadonlySet<string> = new Set(ENCOUNTER_KINDS);
const EMERGENCY_PRIORITY = new Set(["EM", "UR", "A", "S", "CR"]);

export function fromFhirEncounter(resource: Json, id: string, context: ReadingContext): Omit<Received, "type" | "id"> {
  const person = neededPerson(resource, "subject", context);
  const status = textAt(resource, "status");
  // What is only planned is not yet a use of a service.
  if (status === "planned") return { whole: { person } };
  const period = periodAt(resource, "period");
  if (!period.start) throw new Unreadable("period.start is missing: when it was cannot be told");
  const types = objectsAt(resource, "type");
  return {
    encounter: {
      kind: kindOf(resource, types),
      id,
      person,
      starts: period.start,
      ends: period.end,
      code: types[0] && codeOf(types[0], "type"),
      reason: firstReason(resource),
      provider: providerOf(resource),
      removed: status === "entered-in-error" || status === "cancelled",
    },
  };
}

function kindOf(resource: Json, types: Json[]): EncounterKind {
  const codings = [...types, objectAt(resource, "serviceType") ?? {}].flatMap((type) => objectsAt(type, "coding"));
  const said = codings.find(({ system }) => system === ENCOUNTER_KIND)?.code;
  if (typeof said === "string" && KINDS.has(said)) return said as EncounterKind;
  const place = textAt(objectAt(resource, "class") ?? {}, "code") ?? "";
  const ofType = codings.map(({ code }) => KIND_OF_TYPE.get(code)).find(Boolean);
  const ofClass = KIND_OF_CLASS.get(place) ?? "other";
  const kind = ofType ?? ofClass;
  return kind === "elective_admission" && cameAsEmergency(resource) ? "emergency_admission" : kind;
}

function cameAsEmergency(resource: Json): boolean {
  const priority = statusCodeAt(resource, "priority");
  const admission = objectAt(resource, "hospitalization");
  return (
    EMERGENCY_PRIORITY.has(priority ?? "") ||
    (admission !== undefined && statusCodeAt(admission, "admitSource") === "emd")
  );
}

function firstReason(resource: Json) {
  const [reasonCode] = objectsAt(resource, "reasonCode");
  return reasonCode && codeAt({ reasonCode }, "reasonCode");
}

function providerOf(resource: Json): string | undefined {
  const names = [
    objectAt(resource, "serviceProvider"),
    ...objectsAt(resource, "participant").map((participant) => objectAt(participant, "individual")),
  ];
  for (const name of names) {
    const display = name && textAt(name, "display");
    if (display) return display;
  }
  return undefined;
}
