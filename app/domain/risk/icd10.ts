/**
 * ICD-10 codes as hospitals send them: "I21.9", "i219", "I64X" (a filler), "E10.3D" and "H36.0A" (dagger and asterisk
 * as letters), "G63.2*", "C05.-". Without point and marks they compare by their first characters.
 */
const WRITTEN = /^([A-Z]\d[\dA-Z])\.?([\dA-Z]{0,5})\.?-?\s*[†‡*+]?$/;

/** Upper case, no point, no mark; undefined when it is no ICD-10 code. */
export function readIcd10(text: string): string | undefined {
  const parts = WRITTEN.exec(text.trim().toUpperCase());
  return parts ? `${parts[1]}${parts[2]}` : undefined;
}
