/** Organization → organisation, when it has an ODS code; any other is kept whole. */
import type { Received } from "../domain/received";
import { ODS_SYSTEM, odsOf, odsValue } from "./patient";
import { type Json, objectAt, objectsAt, textAt, textsAt, Unreadable } from "./reading";

/** A type that is one of our kinds, under this system. */
const ORGANISATION_KIND = "https://confer.example/organisation-kind";

export function fromFhirOrganization(resource: Json): Omit<Received, "type" | "id"> {
  const identifier = objectsAt(resource, "identifier").find(({ system }) => system === ODS_SYSTEM);
  const ods = identifier && odsValue(identifier);
  if (!ods) return { whole: {} };
  const name = textAt(resource, "name");
  if (!name) throw new Unreadable("name is missing");
  const kinds = objectsAt(resource, "type").flatMap((type) => objectsAt(type, "coding"));
  const kind = kinds.find(({ system }) => system === ORGANISATION_KIND)?.code;
  const phone = objectsAt(resource, "telecom").find(({ system }) => system === "phone");
  const address = objectsAt(resource, "address")[0];
  const parent = objectAt(resource, "partOf");
  const organisation = {
    ods,
    name,
    kind: typeof kind === "string" ? kind : undefined,
    parentOds: parent && odsOf(parent),
    phone: phone && textAt(phone, "value"),
    address:
      address &&
      [...textsAt(address, "line"), textAt(address, "city"), textAt(address, "postalCode")].filter(Boolean).join(", "),
  };
  return { organisation };
}
