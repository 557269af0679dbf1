/**
 * The route of a path, for logs and metrics: "/people/:id/plan". A path itself may hold anything that somebody typed,
 * so a path of no route is only ever "unmatched".
 */
type Routes = Record<string, { id: string; path?: string; parentId?: string; index?: boolean } | undefined>;

export function routePatterns(readRoutes: () => Promise<Routes>): (pathname: string) => string {
  let known: { pattern: string; matches: RegExp }[] = [];
  const learn = async () => {
    known = patternsOf(await readRoutes());
  };
  void learn().catch(() => {}); // routes that do not load are answered, and logged, when a page is asked for
  return (pathname) => {
    if (/^\/(health|ready|metrics)$/.test(pathname)) return pathname;
    if (pathname.startsWith("/assets/")) return "/assets/*";
    // Remix's client asks for a page's values under the page's path with .data behind.
    const page = pathname.replace(/^\/_root\.data$/, "/").replace(/\.data$/, "");
    return known.find(({ matches }) => matches.test(page))?.pattern ?? "unmatched";
  };
}

/** Every page's whole path; those with the most fixed segments first. */
export function patternsOf(routes: Routes): { pattern: string; matches: RegExp }[] {
  const whole = (id: string | undefined): string => {
    const route = id ? routes[id] : undefined;
    return route ? `${whole(route.parentId)}${route.path ? `/${route.path}` : ""}` : "";
  };
  const patterns = Object.keys(routes).map((id) => whole(id) || "/");
  return [...new Set(patterns)]
    .sort((a, b) => variables(a) - variables(b))
    .map((pattern) => ({ pattern, matches: expression(pattern) }));
}

const variables = (pattern: string) => pattern.split("/").filter((part) => /^[:*]/.test(part)).length;

const expression = (pattern: string) => {
  if (pattern === "/") return /^\/$/;
  const parts = pattern.split("/").slice(1);
  const source = parts.map((part) => {
    if (part === "*") return "/.*";
    if (part.startsWith(":")) return part.endsWith("?") ? "(?:/[^/]+)?" : "/[^/]+";
    return `/${part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`;
  });
  return new RegExp(`^${source.join("")}/?$`);
};
