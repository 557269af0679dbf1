import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLocation,
  useRouteError,
  useRouteLoaderData,
} from "@remix-run/react";
import nhsuk from "nhsuk-frontend/dist/nhsuk/nhsuk-frontend.min.css?url";
import type { ReactNode } from "react";
import { findSignedIn } from "./access/require-viewer.server";
import { errorInWords } from "./components/error-words";
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
  const { pathname } = useLocation();
  const { heading, words, back } = errorInWords(useRouteError(), pathname);
  return (
    <>
      <h1 className="nhsuk-heading-l">{heading}</h1>
      <p>{words}</p>
      <p>
        <a href={back.to}>{back.label}</a>
      </p>
    </>
  );
}
