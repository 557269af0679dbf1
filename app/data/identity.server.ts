/** Ids that the application makes: UUID v7 for rows born here, a hash for rows that came from elsewhere. */
import { createHash, randomBytes } from "node:crypto";

/** RFC 9562 UUID v7: milliseconds first, so that rows born together lie together. */
export function newId(at: Date = new Date()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(at.getTime(), 0, 6);
  return asUuid(bytes, 7);
}

/** The same source, type and source id always give the same id (RFC 9562 UUID v8 over SHA-256). */
export function idOf(...parts: string[]): string {
  return asUuid(createHash("sha256").update(parts.join("\u0000")).digest().subarray(0, 16), 8);
}

function asUuid(bytes: Buffer, version: 7 | 8): string {
  bytes[6] = (bytes[6]! & 0x0f) | (version << 4);
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export const NIL_ID = "00000000-0000-0000-0000-000000000000";
