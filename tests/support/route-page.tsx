/** A route as a browser is sent it: its loader asked by somebody signed in, and its page as markup without script. */
import { createHash } from "node:crypto";
import type { ComponentType } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { createStaticRouter, StaticRouterProvider } from "react-router-dom/server";
import { newId } from "../../app/data/identity.server";
import type { StaffViewer } from "../../app/domain/viewer";
import type { TestDatabase } from "./database";

/** A session of this member of staff; the cookie that carries it. */
export async function cookieOf({ sql }: Pick<TestDatabase, "sql">, viewer: StaffViewer): Promise<string> {
  const [assignmentId, token] = [newId(), newId()];
  await sql(
    "insert into assignment (id, account_id, organisation_id, role, permissions, starts_at) values ($1, $2, $3, $4, $5, '2020-01-01')",
    [assignmentId, viewer.accountId, viewer.organisationId, viewer.role, viewer.permissions],
  );
  await sql(
    "insert into session (id, user_id, expires_at, assignment_id) values ($1, $2, now() + interval '1 hour', $3)",
    [createHash("sha256").update(token).digest("hex"), viewer.accountId, assignmentId],
  );
  return `confer_session=${token}`;
}

type StaticHandlerContext = Parameters<typeof createStaticRouter>[1];
type Handler = (args: never) => unknown;
type Route = { loader: Handler; default: ComponentType };

/** What a loader or an action answers: a thrown or returned Response as it is. */
export async function ask(
  of: Handler,
  cookie: string,
  { path = "/", params = {}, form }: { path?: string; params?: Record<string, string>; form?: Record<string, string> },
): Promise<unknown> {
  const request = new Request(`http://localhost${path}`, {
    headers: { Cookie: cookie },
    ...(form && { method: "POST", body: new URLSearchParams(form) }),
  });
  return Promise.resolve(of({ request, params, context: {} } as never)).catch((thrown: unknown) => {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  });
}

/** The page's markup, and its words without tags. */
export async function pageOf(route: Route, cookie: string, at: Parameters<typeof ask>[2]) {
  const loaded = await ask(route.loader, cookie, at);
  if (loaded instanceof Response) throw new Error(`The loader answers ${loaded.status}.`);
  const Page = route.default;
  const context: StaticHandlerContext = {
    ...{ basename: "", statusCode: 200, loaderHeaders: {}, actionHeaders: {}, activeDeferreds: null },
    ...{ actionData: null, errors: null, loaderData: { page: loaded } },
    location: { pathname: "/", search: "", hash: "", state: null, key: "default" },
    matches: [{ params: {}, pathname: "/", pathnameBase: "/", route: { id: "page", path: "*" } }],
  };
  const router = createStaticRouter([{ id: "page", path: "*", element: <Page /> }], context);
  const markup = renderToStaticMarkup(<StaticRouterProvider router={router} context={context} hydrate={false} />);
  const words = markup
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .replace(/&#x27;/g, "'");
  return { markup, words };
}
