/** Which pages a role has, in the order of the navigation. */
import { may, type Permission, type Role } from "./permissions";

const PAGES: readonly { to: string; label: string; needs: Permission | readonly Permission[] }[] = [
  { to: "/", label: "My work", needs: "own actions" },
  { to: "/registry", label: "Registry", needs: "use the registry" },
  { to: "/cohorts", label: "Cohorts", needs: "use the registry" },
  { to: "/equity", label: "Equity", needs: ["use the registry", "see aggregates"] },
  { to: "/stratification", label: "Stratification", needs: "see aggregates" },
  { to: "/mdgs", label: "MDGs", needs: "take part in MDG" },
  { to: "/urgent", label: "Urgent look-up", needs: "look up urgently" },
  { to: "/protocols", label: "Care rules", needs: "read record" },
  { to: "/settings", label: "Settings", needs: "sign settings" },
];

export function pagesFor(viewer: { role: Role; permissions: readonly Permission[] }) {
  const open = (needs: Permission | readonly Permission[]) =>
    [needs].flat().some((one) => may(viewer, one as Permission));
  const pages = PAGES.filter(({ needs }) => open(needs)).map(({ to, label }) => ({ to, label }));
  return pages.some(({ to }) => to === "/") ? pages : [{ to: "/", label: "Home" }, ...pages];
}

/** Where a form wants to go back to: a path of ours only, never "//other.site" or a whole address. */
export const pathWithin = (to: unknown): string => (typeof to === "string" && /^\/(?![/\\])/.test(to) ? to : "/");
