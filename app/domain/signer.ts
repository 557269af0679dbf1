/** Who signs a part of the plan, in the words of roles: a permission's own name is for the table of permissions alone. */
import { may, type Permission, ROLES, type Role } from "./permissions";
import { permissionFor, type SectionId } from "./plan-sections";

/** Granted to people and never to a role (safety rule 11). */
const OF_THE_PERSON: Partial<Record<Permission, string>> = {
  "sign emergency recommendation": "a clinician with the right to sign emergency recommendations",
  "endorse emergency recommendation": "a clinician with the right to endorse emergency recommendations",
};

/** "a GP, practice nurse or consultant", from the table of roles. */
export function holdersInWords(permission: Permission): string {
  const own = OF_THE_PERSON[permission];
  if (own) return own;
  const roles = (Object.keys(ROLES) as Role[]).filter((role) => may({ role, permissions: [] }, permission));
  const labels = roles.map((role) => withinSentence(ROLES[role].label));
  if (!labels.length) return "somebody with the right to do it";
  const list = labels.length > 1 ? `${labels.slice(0, -1).join(", ")} or ${labels.at(-1)}` : labels[0]!;
  return `${/^[aeiou]/i.test(list) ? "an" : "a"} ${list}`;
}

/** "GP" stays as it is. */
const withinSentence = (label: string) =>
  /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;

/** "A GP, practice nurse or consultant signs this". */
export function signedByInWords(section: SectionId): string {
  const who = holdersInWords(permissionFor(section));
  return `${who.charAt(0).toUpperCase()}${who.slice(1)} signs this`;
}
