/** Condition, MedicationRequest and -Statement, AllergyIntolerance, Procedure, Immunization → one entry each. */
import type { Received, ReceivedEntry } from "../domain/received";
import {
  codeAt,
  dateAt,
  encounterOf,
  isBefore,
  isObject,
  type Json,
  neededCode,
  neededPerson,
  objectAt,
  objectsAt,
  periodAt,
  type ReadingContext,
  statusCodeAt,
  textAt,
  Unreadable,
} from "./reading";

type Found = Omit<Received, "type" | "id">;
const one = (entry: ReceivedEntry): Found => ({ entries: [entry] });

/** Wrong, or found not to be so: kept with its status, and used by nothing. */
const isWithdrawn = (verification: string | undefined) =>
  verification === "entered-in-error" || verification === "refuted";

export function fromFhirCondition(resource: Json, id: string, context: ReadingContext): Found {
  const verification = statusCodeAt(resource, "verificationStatus");
  const on =
    dateAt(resource, "onsetDateTime") ?? periodAt(resource, "onsetPeriod").start ?? dateAt(resource, "recordedDate");
  const end = dateAt(resource, "abatementDateTime") ?? periodAt(resource, "abatementPeriod").end;
  if (on && end && isBefore(end, on)) throw new Unreadable("abatementDateTime is before the onset");
  return one({
    kind: "problem",
    id,
    person: neededPerson(resource, "subject", context),
    encounter: encounterOf(resource, context),
    code: neededCode(resource, "code"),
    on,
    end,
    status: isWithdrawn(verification) ? verification : statusCodeAt(resource, "clinicalStatus"),
    note: textAt(resource, "onsetString") ?? noteOf(resource),
    removed: isWithdrawn(verification),
  });
}

export function fromFhirMedication(resource: Json, id: string, context: ReadingContext): Found {
  const person = neededPerson(resource, "subject", context);
  const code = codeAt(resource, "medicationCodeableConcept") ?? containedMedicine(resource);
  if (!code) {
    if (!resource.medicationReference) throw new Unreadable("medicationCodeableConcept is missing");
    return { whole: { person }, warnings: ["the medicine is in another resource: kept whole, not read"] };
  }
  const status = textAt(resource, "status");
  const supply = objectAt(resource, "dispenseRequest");
  const taken = periodAt(resource, "effectivePeriod");
  const dosage = objectsAt(resource, resource.resourceType === "MedicationRequest" ? "dosageInstruction" : "dosage")[0];
  return one({
    kind: "medicine",
    id,
    person,
    encounter: referenceOfContext(resource, context),
    code,
    on:
      dateAt(resource, "authoredOn") ??
      taken.start ??
      dateAt(resource, "effectiveDateTime") ??
      dateAt(resource, "dateAsserted"),
    end: (supply && periodAt(supply, "validityPeriod").end) ?? taken.end,
    status,
    note: (dosage && textAt(dosage, "text")) ?? noteOf(resource),
    removed: status === "entered-in-error" || status === "not-taken",
  });
}

/** A statement says "context" where a request says "encounter"; its episodes of care are not read. */
function referenceOfContext(resource: Json, context: ReadingContext): string | undefined {
  if (resource.resourceType === "MedicationRequest") return encounterOf(resource, context);
  const reference = objectAt(resource, "context")?.reference;
  return typeof reference === "string" && reference.includes("Encounter/")
    ? encounterOf({ encounter: resource.context }, context)
    : undefined;
}

function containedMedicine(resource: Json) {
  const reference = objectAt(resource, "medicationReference")?.reference;
  if (typeof reference !== "string" || !reference.startsWith("#")) return undefined;
  const contained = resource.contained;
  const medicine = Array.isArray(contained)
    ? contained.find((item) => isObject(item) && item.id === reference.slice(1))
    : undefined;
  return isObject(medicine) ? codeAt(medicine, "code") : undefined;
}

export function fromFhirAllergy(resource: Json, id: string, context: ReadingContext): Found {
  const verification = statusCodeAt(resource, "verificationStatus");
  const reactions = objectsAt(resource, "reaction").flatMap((reaction) =>
    objectsAt(reaction, "manifestation").flatMap(
      (manifestation) => codeAt({ manifestation }, "manifestation")?.display ?? [],
    ),
  );
  return one({
    kind: "allergy",
    id,
    person: neededPerson(resource, "patient", context),
    encounter: encounterOf(resource, context),
    code: neededCode(resource, "code"),
    on: dateAt(resource, "onsetDateTime") ?? dateAt(resource, "recordedDate"),
    status: isWithdrawn(verification) ? verification : statusCodeAt(resource, "clinicalStatus"),
    valueText: reactions.filter(Boolean).join(", ") || undefined,
    note: noteOf(resource) ?? textAt(resource, "criticality")?.replace(/^(low|high)$/, "$1 risk"),
    removed: isWithdrawn(verification),
  });
}

/** A procedure that was not done is kept, and counts as none. */
export function fromFhirProcedure(resource: Json, id: string, context: ReadingContext): Found {
  const status = textAt(resource, "status");
  const performed = periodAt(resource, "performedPeriod");
  return one({
    kind: "procedure",
    id,
    person: neededPerson(resource, "subject", context),
    encounter: encounterOf(resource, context),
    code: neededCode(resource, "code"),
    on: dateAt(resource, "performedDateTime") ?? performed.start,
    end: performed.end,
    status,
    note: noteOf(resource),
    removed: status === "entered-in-error" || status === "not-done",
  });
}

export function fromFhirImmunization(resource: Json, id: string, context: ReadingContext): Found {
  const status = textAt(resource, "status");
  return one({
    kind: "immunisation",
    id,
    person: neededPerson(resource, "patient", context),
    encounter: encounterOf(resource, context),
    code: neededCode(resource, "vaccineCode"),
    on: dateAt(resource, "occurrenceDateTime") ?? dateAt(resource, "recorded"),
    status,
    note: noteOf(resource),
    removed: status === "entered-in-error" || status === "not-done",
  });
}

const noteOf = (resource: Json): string | undefined => {
  const note = objectsAt(resource, "note")[0];
  return note && textAt(note, "text");
};
