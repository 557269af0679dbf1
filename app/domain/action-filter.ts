/** Which actions a page of them asks for, as its address says it. Unknown words are the first choice. */
export const WHOSE = {
  mine: "Mine",
  team: "My team's",
  made: "Made by me",
  group: "Of my groups",
} as const;
export type Whose = keyof typeof WHOSE;

export const STATES = { open: "Open", late: "Late", ended: "Done or cancelled" } as const;
export const ORIGINS = {
  "": "Plan and meeting",
  plan: "Care plan",
  withdrawn: "Withdrawn care plan",
  case: "Meeting",
} as const;

export type ActionFilter = {
  /** Without a person only. */
  whose: Whose;
  state: keyof typeof STATES;
  origin: keyof typeof ORIGINS;
  /** All actions of one person, whosever. */
  person: string;
  /** From 1. */
  page: number;
};

export const ACTIONS_A_PAGE = 25;

const oneOf = <T extends string>(choices: Readonly<Record<T, string>>, asked: string | null, first: T): T =>
  asked !== null && Object.hasOwn(choices, asked) ? (asked as T) : first;

/** A page number of an address; 1 for whatever is none. */
export const pageOf = (asked: string | null): number => (/^[1-9]\d{0,4}$/.test(asked ?? "") ? Number(asked) : 1);

export const readActionFilter = (asked: URLSearchParams): ActionFilter => ({
  whose: oneOf(WHOSE, asked.get("whose"), "mine"),
  state: oneOf(STATES, asked.get("state"), "open"),
  origin: oneOf(ORIGINS, asked.get("from"), ""),
  person: asked.get("person") ?? "",
  page: pageOf(asked.get("page")),
});

export function actionsPath(filter: Partial<ActionFilter>): string {
  const asked = new URLSearchParams();
  if (filter.person) asked.set("person", filter.person);
  else if (filter.whose && filter.whose !== "mine") asked.set("whose", filter.whose);
  if (filter.state && filter.state !== "open") asked.set("state", filter.state);
  if (filter.origin) asked.set("from", filter.origin);
  if (filter.page && filter.page > 1) asked.set("page", String(filter.page));
  return asked.size ? `/actions?${asked}` : "/actions";
}
