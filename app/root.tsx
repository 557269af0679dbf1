import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useRouteError,
  useRouteLoaderData,
} from "@remix-run/react";
import nhsuk from "nhsuk-frontend/dist/nhsuk/nhsuk-frontend.min.css?url";
import type { ReactNode } from "react";
import { findSignedIn } from "./access/require-viewer.server";
import { useNonce } from "./components/nonce";
import { Page, type SignedInAs } from "./components/page";
import { pagesFor } from "./domain/pages";
import { ROLES } from "./domain/permissions";
import confer from "./styles.css?url";

export const links: LinksFunction = () => [
  { rel: "stylesheet", href: nhsuk },
  { rel: "stylesheet", href: confer },
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
];

export const meta: MetaFunction = () => [{ title: "Confer" }];

/** Who is signed in, for the header alone; what a page shows is guarded by the page's own loader. */
export async function loader({ request }: LoaderFunctionArgs): Promise<{ signedInAs: SignedInAs | null }> {
  const viewer = await findSignedIn(request);
  if (typeof viewer === "string") return { signedInAs: null };
  const { accountId, name, role, organisationName, demo } = viewer;
  return {
    signedInAs: {
      ...{ accountId, name, role: ROLES[role].label },
      ...{ organisation: organisationName, demo, pages: pagesFor(viewer) },
    },
  };
}

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useNonce();
  const signedInAs = useRouteLoaderData<typeof loader>("root")?.signedInAs ?? null;
  return (
    <html lang="en-GB" className="nhsuk-template">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <Meta />
        <Links />
      </head>
      <body className="nhsuk-template__body">
        <Page signedInAs={signedInAs}>{children}</Page>
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function App() {
  return <Outlet />;
}

export function ErrorBoundary() {
  const { heading, words } = whatHappened(useRouteError());
  return (
    <>
      <h1 className="nhsuk-heading-l">{heading}</h1>
      <p>{words}</p>
      <p>
        <a href="/">Go to the start page</a>
      </p>
    </>
  );
}

function whatHappened(error: unknown): { heading: string; words: string } {
  if (isRouteErrorResponse(error)) {
    if (error.status === 404) {
      return {
        heading: "Nothing to show here",
        words: "There is no such page, or it is not open to you. If you came from a look-up, look the person up again.",
      };
    }
    if (error.status === 403) return { heading: "Not part of your role", words: String(error.data) };
    if (error.status === 503)
      return {
        heading: "Confer cannot reach its records",
        words: "Nothing that you saved is lost. Try again in a minute; for urgent care ring the clinical desk.",
      };
    return {
      heading: "That did not work",
      words: typeof error.data === "string" ? error.data : "Go back and try again.",
    };
  }
  return {
    heading: "Something went wrong on our side",
    words:
      "What you saved before is safe; what you sent just now may not be saved. Go back and look before you send it again.",
  };
}
