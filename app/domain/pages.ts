/** Which pages a role has, in the order of the navigation. */
import { may, type Permission, type Role } from "./permissions";
import { everSees, usesCohorts } from "./registry-scope";

type Viewer = { role: Role; permissions: readonly Permission[] };
type Page = { to: string; label: string; needs: Permission | ((viewer: Viewer) => boolean) };

const PAGES: readonly Page[] = [
  { to: "/", label: "My work", needs: "own actions" },
  { to: "/registry", label: "Registry", needs: "use the registry" },
  { to: "/cohorts", label: "Cohorts", needs: usesCohorts },
  { to: "/equity", label: "Equity", needs: (viewer) => usesCohorts(viewer) || may(viewer, "see aggregates") },
  { to: "/stratification", label: "Stratification", needs: "see aggregates" },
  { to: "/mdgs", label: "MDGs", needs: "take part in MDG" },
  { to: "/drafts", label: "Drafts", needs: "edit plan" },
  { to: "/filing", label: "Filing", needs: "file plan" },
  { to: "/urgent", label: "Urgent look-up", needs: "look up urgently" },
  { to: "/protocols", label: "Care rules", needs: (viewer) => everSees(viewer).has("care due") },
  { to: "/settings", label: "Settings", needs: "sign settings" },
  { to: "/overrides", label: "Opened parts", needs: "review access" },
];

export function pagesFor(viewer: Viewer) {
  const open = (needs: Page["needs"]) => (typeof needs === "string" ? may(viewer, needs) : needs(viewer));
  const pages = PAGES.filter(({ needs }) => open(needs)).map(({ to, label }) => ({ to, label }));
  return pages.some(({ to }) => to === "/") ? pages : [{ to: "/", label: "Home" }, ...pages];
}

/** Where a form wants to go back to: a path of ours only, never "//other.site" or a whole address. */
export const pathWithin = (to: unknown): string => (typeof to === "string" && /^\/(?![/\\])/.test(to) ? to : "/");
