/** Observation → results and findings. A panel gives one entry for each component, and none of its own. */
import type { Received, ReceivedEntry } from "../domain/received";
import { toUkUnit } from "../domain/unit";
import {
  codeOf,
  dateAt,
  encounterOf,
  isObject,
  type Json,
  neededCode,
  neededPerson,
  objectAt,
  objectsAt,
  periodAt,
  quoted,
  type ReadingContext,
  textAt,
  Unreadable,
} from "./reading";

/** Whoever parses the JSON may put a number's own text beside it, where JSON.parse would lose it ("7.50"). */
export const AS_WRITTEN = "_valueAsWritten";

/** Not done, or wrong: kept, and used by nothing. */
const REMOVED = new Set(["entered-in-error", "cancelled"]);

export function fromFhirObservation(
  resource: Json,
  id: string,
  context: ReadingContext,
): Omit<Received, "type" | "id"> {
  const status = textAt(resource, "status");
  const shared = {
    person: neededPerson(resource, "subject", context),
    encounter: encounterOf(resource, context),
    on:
      dateAt(resource, "effectiveDateTime") ??
      periodAt(resource, "effectivePeriod").start ??
      dateAt(resource, "effectiveInstant") ??
      dateAt(resource, "issued"),
    status,
    removed: status !== undefined && REMOVED.has(status),
  };
  const code = neededCode(resource, "code");
  const components = objectsAt(resource, "component");
  const entries: ReceivedEntry[] = [];
  const own = readValue(resource, code);
  if (own || components.length === 0) {
    entries.push({
      ...shared,
      kind: own && own.value !== undefined ? "result" : "finding",
      id,
      code,
      note: noteOf(resource),
      ...own,
    });
  }
  const seen = new Set<string>();
  for (const component of components) {
    const part = neededCode(component, "code");
    const suffix = seen.has(part.code) ? `${part.code}.${seen.size}` : part.code;
    seen.add(suffix);
    const value = readValue(component, part);
    entries.push({
      ...shared,
      kind: value?.value !== undefined ? "result" : "finding",
      id: `${id}#${suffix}`,
      code: part,
      ...value,
    });
  }
  return { entries };
}

type Value = Pick<
  ReceivedEntry,
  "value" | "unit" | "valueCode" | "valueText" | "receivedValue" | "receivedUnit" | "implausible"
>;

function readValue(owner: Json, code: ReceivedEntry["code"]): Value | undefined {
  if (owner.valueQuantity !== undefined) return quantityOf(objectAt(owner, "valueQuantity") ?? {}, code);
  const concept = objectAt(owner, "valueCodeableConcept");
  if (concept) {
    const valueCode = codeOf(concept, "valueCodeableConcept");
    return { valueCode, valueText: textAt(concept, "text") ?? (valueCode?.display || undefined) };
  }
  if (owner.valueInteger !== undefined) {
    if (typeof owner.valueInteger !== "number" || !Number.isFinite(owner.valueInteger))
      throw new Unreadable(`valueInteger is not a number: ${shown(owner.valueInteger)}`);
    const { value, unit, implausible } = toUkUnit(code, owner.valueInteger, undefined);
    return { value, unit, implausible, receivedValue: String(owner.valueInteger) };
  }
  return wordsOf(owner);
}

function quantityOf(quantity: Json, code: ReceivedEntry["code"]): Value | undefined {
  const { value } = quantity;
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "number" || !Number.isFinite(value))
    throw new Unreadable(`valueQuantity.value is not a number: ${shown(value)}`);
  const receivedUnit = textAt(quantity, "code") ?? textAt(quantity, "unit");
  const comparator = textAt(quantity, "comparator");
  const written = `${comparator ?? ""}${(quantity[AS_WRITTEN] as string | undefined) ?? value}`;
  const uk = toUkUnit(code, value, receivedUnit);
  return {
    ...uk,
    receivedValue: written,
    receivedUnit: textAt(quantity, "unit") ?? receivedUnit,
    // "<5" is a limit, not a value of 5: the words say so.
    valueText: comparator ? `${comparator} ${uk.value}${uk.unit ? ` ${uk.unit}` : ""}` : undefined,
  };
}

/** Texts, dates, yes and no, ranges: what a reader can be shown, and no score uses. */
function wordsOf(owner: Json): Value | undefined {
  if (owner.valueBoolean !== undefined) return { valueText: owner.valueBoolean === true ? "yes" : "no" };
  for (const field of ["valueString", "valueDateTime", "valueTime"]) {
    const text = textAt(owner, field);
    if (text) return { valueText: text };
  }
  for (const field of ["valueRange", "valueRatio", "valuePeriod", "valueSampledData"])
    if (isObject(owner[field])) return { valueText: JSON.stringify(owner[field]).slice(0, 2000) };
  return undefined;
}

const noteOf = (resource: Json): string | undefined => {
  const note = objectsAt(resource, "note")[0];
  return note && textAt(note, "text");
};

const shown = (value: unknown) =>
  typeof value === "string" ? quoted(value) : Array.isArray(value) ? "a list" : `a ${typeof value}`;
