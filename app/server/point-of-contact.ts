/**
 * The crisis page, answered before Express and Remix: one statement decides, records and reads; slots are filled; no
 * script. Whatever goes wrong is "cannot tell" in words, never "no plan" (safety rule 1).
 */
import { randomUUID } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { Router } from "express";
import { sessionKeyOf } from "../access/session-key.server";
import { keepsKeySafes, openWayIn } from "../data/key-sealing.server";
import {
  type CrisisFacts,
  type CrisisPage,
  isReachable,
  readCrisisPage,
  readFactsBeside,
} from "../data/point-of-contact.server";
import type { PersonFacts } from "../domain/crisis-plan";
import { CRISIS_POLICY } from "../rendering/crisis-style";
import { fillSlots } from "../rendering/slots";
import { renderCannotTellPage } from "../rendering/urgent-answers";
import * as pages from "../rendering/urgent-pages";
import { log, observe } from "./observe";

const compress = promisify(gzip);
const PATH = /^\/urgent\/people\/([^/?]+)\/?(?:\?|$)/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Answer = { status: number; html?: string; location?: string };

const measured = observe(() => "/urgent/people/:personId");

/** Wraps the server's listener: what is not a reading of a crisis page goes on to `next`. */
export const answerPointOfContact =
  (next: RequestListener): RequestListener =>
  (request, response) => {
    const found = request.method === "GET" || request.method === "HEAD" ? PATH.exec(request.url ?? "") : null;
    if (!found) return next(request, response);
    const requestId = randomUUID();
    Object.assign(response, { locals: { requestId } });
    measured(request as Parameters<typeof measured>[0], response as Parameters<typeof measured>[1], () => {});
    void answer(request, found[1]!, requestId)
      .then((answered) => send(request, response, requestId, answered))
      .catch(() => response.destroy()); // the client left
  };

async function answer(request: IncomingMessage, personId: string, requestId: string): Promise<Answer> {
  const sessionKey = sessionKeyOf(request.headers.cookie);
  if (!sessionKey) return signIn(personId, "");
  try {
    // An id that is none is refused as any other is, and recorded as one that nobody has.
    const asked = UUID.test(personId) ? personId : "00000000-0000-0000-0000-000000000000";
    const page = await readCrisisPage({ sessionKey, requestId }, asked);
    if (page.kind === "signed out") return signIn(personId, "&why=ended");
    const now = new Date();
    // No text of a plan that pointed elsewhere stands: what the record says is still shown to crews.
    const bare = page.kind === "elsewhere" && page.audience === "crew" && page.facts?.withdrawnAt;
    return answerFor(page, personId, now, bare ? await readFactsBeside(requestId, asked, now) : undefined);
  } catch (error) {
    // The error's code only: its message may quote a row.
    log().error(
      { requestId, code: (error as { code?: string }).code ?? "unknown" },
      "the crisis page could not be read",
    );
    return { status: 503, html: renderCannotTellPage(pages.OUT_OF_REACH) };
  }
}

const signIn = (personId: string, why: string): Answer => ({
  status: 302,
  location: `/sign-in?to=${encodeURIComponent(UUID.test(personId) ? `/urgent/people/${personId}` : "/urgent")}${why}`,
});

function answerFor(
  { kind, audience, body, facts }: CrisisPage,
  personId: string,
  now: Date,
  beside?: PersonFacts | null,
): Answer {
  if (kind === "not your role") return { status: 403, html: pages.renderRefusal(pages.NOT_YOUR_ROLE) };
  if (kind === "no relationship" || !facts) return { status: 404, html: pages.renderRefusal(pages.OPENS_FROM_LOOK_UP) };
  const desk = { name: facts.desk, phone: facts.deskPhone };
  if (kind === "cannot tell")
    return { status: 200, html: renderCannotTellPage(pages.NOT_FOR_CERTAIN, facts.deskPhone ?? undefined) };
  const { name = null, bornOn = null, diedOn, deceased } = facts;
  const who = { personId, name, bornOn, diedOn, deceased, mayRecord: facts.mayRecord };
  if (kind === "elsewhere" && facts.elsewhere) {
    const more = { withdrawnAt: facts.withdrawnAt, access: wayIn(facts), facts: beside };
    return { status: 200, html: filled(pages.renderElsewherePage(who, facts.elsewhere, desk, now, more), facts, now) };
  }
  // A text that does not say that it was withdrawn is an older one: no word of it stands.
  const stands = kind === "page" || (kind === "withdrawn" && audience === "crew" && body?.includes("WITHDRAWN"));
  if (!stands || body === null)
    return {
      status: 200,
      html: pages.withLiveNews(pages.renderNoPlan(who, facts.withdrawnAt ?? null, desk, now, wayIn(facts)), facts),
    };
  const html =
    audience === "handler"
      ? pages.renderHandlerPage(body, who, desk, now, facts.numberReports ?? [])
      : filled(body, facts, now);
  return { status: 200, html: pages.withLiveNews(html, facts) };
}

const filled = (body: string, facts: CrisisFacts, now: Date) =>
  fillSlots(body, {
    desk: { name: facts.desk, phone: facts.deskPhone },
    reports: facts.numberReports ?? [],
    ...{ now, viewerName: facts.viewer, mayRecord: facts.mayRecord },
    ...{ contactId: facts.contact ?? undefined, key: randomUUID() },
    access: wayIn(facts),
  });

/** Only for a crew that recorded that it is on its way; undefined says how to become one. */
function wayIn({ attending, keySafe }: CrisisFacts): string | undefined {
  if (!attending) return undefined;
  if (!keySafe) return keepsKeySafes() ? pages.NO_KEY_SAFE : pages.KEEPS_NO_KEY_SAFES;
  const opened = openWayIn(keySafe.person, Buffer.from(keySafe.sealed, "base64"));
  return opened ? pages.wayInInWords(opened, keySafe) : pages.KEY_SAFE_STAYS_SHUT;
}

async function send(request: IncomingMessage, response: ServerResponse, requestId: string, answered: Answer) {
  const { status, html = "", location } = answered;
  const zipped = html.length > 1_000 && /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
  // Uncompressed it stays a string: Node sends it with its headers in one write.
  const body = zipped ? await compress(html) : html;
  response.writeHead(status, {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Length": Buffer.byteLength(body),
    ...(zipped && { "Content-Encoding": "gzip" }),
    ...(location && { Location: location }),
    ...(status === 503 && { "Retry-After": "10" }),
    ...PROTECTION,
    "X-Request-Id": requestId,
  });
  response.end(request.method === "HEAD" ? undefined : body);
}

/** Never kept by a browser or a proxy; no script, nothing from elsewhere. */
const PROTECTION = {
  "Cache-Control": "no-store",
  Vary: "Accept-Encoding, Cookie",
  "Content-Security-Policy": CRISIS_POLICY,
  "X-Content-Type-Options": "nosniff",
  "X-Robots-Tag": "noindex",
  "Referrer-Policy": "same-origin",
} as const;

/** All other urgent pages: when the database is down, the point of contact's own words instead of a general outage. */
export const pointOfContact = Router();
pointOfContact.use("/urgent", async (_request, response, next) => {
  if (await isReachable()) return next();
  response
    .status(503)
    .set({ ...PROTECTION, "Retry-After": "10" })
    .type("html")
    .send(renderCannotTellPage(pages.OUT_OF_REACH));
});
