/** What all urgent pages share: their style, what happens when records are out of reach, and how a form is read. */
import type { LinksFunction } from "@remix-run/node";
import { isRouteErrorResponse, useRouteError } from "@remix-run/react";
import styles from "./urgent.css?url";
import { CannotTell } from "./urgent-answer";

export const urgentLinks: LinksFunction = () => [{ rel: "stylesheet", href: styles }];
export const NO_STORE = { "Cache-Control": "no-store" };

/** A refusal or a redirect goes on; any other trouble is "cannot tell" in words, with 503 (safety rule 1). */
export function orCannotTell(error: unknown): never {
  if (error instanceof Response) throw error;
  throw new Response("Cannot tell", { status: 503, statusText: "Cannot tell" });
}

export function CannotTellBoundary() {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status < 500)
    return (
      <div className="confer-urgent">
        <h1 className="nhsuk-heading-l">
          {error.statusText || (error.status === 404 ? "Cannot tell" : "Not possible here")}
        </h1>
        <p>{String(error.data)}</p>
        <p>
          <a href="/urgent">Urgent look-up</a>
        </p>
      </div>
    );
  return (
    <div className="confer-urgent">
      <CannotTell why="outage" desk={null} />
      <p>What you sent just now may not be saved: look before you send it again.</p>
      <p>
        <a href="/urgent">Urgent look-up</a>
      </p>
    </div>
  );
}

/** The texts of a form; files are left out. */
export const typedOf = (form: FormData): Record<string, string> =>
  Object.fromEntries([...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])));
