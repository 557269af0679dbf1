/** One resource, whatever it is → what it says, or why it cannot be taken. Never throws. */
import type { Reading, Received } from "../domain/received";
import {
  fromFhirAllergy,
  fromFhirCondition,
  fromFhirImmunization,
  fromFhirMedication,
  fromFhirProcedure,
} from "./clinical";
import { fromFhirEncounter } from "./encounter";
import { fromFhirObservation } from "./observation";
import { fromFhirOrganization } from "./organisation";
import { fromFhirPatient, fromFhirRelatedPerson } from "./patient";
import { isObject, type Json, quoted, type ReadingContext, Unreadable } from "./reading";

type Reader = (resource: Json, id: string, context: ReadingContext) => Omit<Received, "type" | "id">;

/** What Confer reads. Every other type is kept whole. */
const READERS: Record<string, Reader> = {
  Organization: fromFhirOrganization,
  Patient: fromFhirPatient,
  RelatedPerson: fromFhirRelatedPerson,
  Condition: fromFhirCondition,
  Observation: fromFhirObservation,
  MedicationRequest: fromFhirMedication,
  MedicationStatement: fromFhirMedication,
  AllergyIntolerance: fromFhirAllergy,
  Procedure: fromFhirProcedure,
  Immunization: fromFhirImmunization,
  Encounter: fromFhirEncounter,
};

export function fromFhirResource(resource: unknown, context: ReadingContext): Reading {
  if (!isObject(resource)) return { ok: false, reason: "not a JSON object" };
  const type = resource.resourceType;
  if (typeof type !== "string" || !type) return { ok: false, reason: "resourceType is missing" };
  if (!/^[A-Z][A-Za-z]{1,63}$/.test(type)) return { ok: false, reason: `resourceType is none: ${quoted(type)}` };
  if (type === "Bundle")
    return { ok: false, type, reason: "a Bundle inside another file: give it as a file of its own" };
  const { id } = resource;
  if (id === undefined || id === null || id === "") return { ok: false, type, reason: "id is missing" };
  if (typeof id !== "string") return { ok: false, type, reason: "id is not text" };
  if (!/^[A-Za-z0-9\-.]{1,64}$/.test(id))
    return { ok: false, type, reason: "id is not what FHIR allows: 1 to 64 letters, digits, hyphens, dots" };
  try {
    const read = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
    return {
      ok: true,
      received: {
        type,
        id,
        ...(read ? read(resource, id, context) : { whole: { person: personOf(resource, context) } }),
      },
    };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, type, reason: error.message };
    throw error;
  }
}

/** Of a resource that is kept whole: whose it is, when that can be told without reading it. */
function personOf(resource: Json, { idOf }: ReadingContext): string | undefined {
  for (const field of ["subject", "patient", "for", "beneficiary", "individual"]) {
    const reference = isObject(resource[field]) ? resource[field].reference : undefined;
    if (typeof reference !== "string") continue;
    const known =
      idOf?.(reference) ??
      (reference.startsWith("urn:uuid:")
        ? reference.slice(9)
        : /(?:^|\/)Patient\/([A-Za-z0-9\-.]{1,64})$/.exec(reference)?.[1]);
    if (known) return known;
  }
  return undefined;
}
