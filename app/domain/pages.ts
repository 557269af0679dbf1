/** Which pages a role has, in the order of the navigation. */
import { may, type Permission, type Role } from "./permissions";
import { everSees, usesCohorts } from "./registry-scope";

type Viewer = { role: Role; permissions: readonly Permission[] };
/** `daily`: what a day's work goes through; the others stand behind “More” where a role has many. */
type Page = { to: string; label: string; needs: Permission | ((viewer: Viewer) => boolean); daily?: true };

const PAGES: readonly Page[] = [
  { to: "/", label: "My work", needs: "own actions", daily: true },
  { to: "/registry", label: "Registry", needs: "use the registry", daily: true },
  { to: "/reviews", label: "Reviews", needs: "edit plan", daily: true },
  { to: "/actions", label: "Actions", needs: "own actions", daily: true },
  { to: "/mdgs", label: "MDGs", needs: "take part in MDG", daily: true },
  { to: "/drafts", label: "Drafts", needs: "edit plan", daily: true },
  { to: "/urgent", label: "Urgent look-up", needs: "look up urgently", daily: true },
  { to: "/filing", label: "Filing", needs: "file plan" },
  { to: "/cohorts", label: "Cohorts", needs: usesCohorts },
  { to: "/equity", label: "Equity", needs: (viewer) => usesCohorts(viewer) || may(viewer, "see aggregates") },
  { to: "/stratification", label: "Stratification", needs: "see aggregates" },
  { to: "/protocols", label: "Care rules", needs: (viewer) => everSees(viewer).has("care due") },
  { to: "/settings", label: "Settings", needs: "sign settings" },
  { to: "/overrides", label: "Opened parts", needs: "review access" },
  { to: "/withheld-openings", label: "Withheld openings", needs: "review access" },
];

/** So many pages stand side by side; of more, those of the day do and the rest is one press away. */
const SIDE_BY_SIDE = 6;

/** `more`: behind “More”. */
export function pagesFor(viewer: Viewer): { to: string; label: string; more: boolean }[] {
  const open = (needs: Page["needs"]) => (typeof needs === "string" ? may(viewer, needs) : needs(viewer));
  const found = PAGES.filter(({ needs }) => open(needs));
  const folds = found.length > SIDE_BY_SIDE;
  const pages = found.map(({ to, label, daily }) => ({ to, label, more: folds && !daily }));
  return pages.some(({ to }) => to === "/") ? pages : [{ to: "/", label: "Home", more: false }, ...pages];
}

/** Where a form wants to go back to: a path of ours only, never "//other.site" or a whole address. */
export const pathWithin = (to: unknown): string => (typeof to === "string" && /^\/(?![/\\])/.test(to) ? to : "/");
