/** What the page of an error says, by the error and by whose pages it stands among. */
import { isRouteErrorResponse } from "@remix-run/react";

export type ErrorWords = { heading: string; words: string; back: { to: string; label: string } };

const START = { to: "/", label: "Go to the start page" };
const OWN_PAGES = { to: "/mine", label: "Back to your pages" };

/** `path`: where it happened. Who has pages of their own has no role here. */
export function errorInWords(error: unknown, path: string): ErrorWords {
  const isOwn = /^\/mine(?:\/|$)/.test(path);
  const back = isOwn ? OWN_PAGES : START;
  if (!isRouteErrorResponse(error))
    return {
      heading: "Something went wrong on our side",
      words:
        "What you saved before is safe; what you sent just now may not be saved. Go back and look before you send it again.",
      back,
    };
  if (error.status === 404)
    return {
      heading: "Nothing to show here",
      words: isOwn
        ? "There is no such page, or there is nothing on it for you."
        : "There is no such page, or it is not open to you. If you came from a look-up, look the person up again.",
      back,
    };
  if (error.status === 403)
    return isOwn
      ? { heading: "This page is not open to you", words: NOT_OPENED, back }
      : { heading: "Not part of your role", words: String(error.data), back };
  if (error.status === 503)
    return {
      heading: "Confer cannot reach its records",
      words: `Nothing that you saved is lost. Try again in a minute; ${isOwn ? "if it is urgent ring 111, or 999 in an emergency" : "for urgent care ring the clinical desk"}.`,
      back,
    };
  return {
    heading: "That did not work",
    words: typeof error.data === "string" ? error.data : "Go back and try again.",
    back,
  };
}

const NOT_OPENED =
  "You can see only what you were invited to see, and this page was not part of it. If you think that it should be, ask the practice that invited you.";
