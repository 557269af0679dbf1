/** What every request gets before anybody answers it: an id, a time, headers of protection, a limit on its body. */
import { randomBytes, randomUUID } from "node:crypto";
import type { RequestHandler, Response } from "express";
import helmet from "helmet";
import { REQUEST_ID, REQUESTED_AT } from "../access/require-viewer.server";
import { env } from "../env.server";

/** Largest body of a request, in bytes: a plan with everything filled in is a tenth of it. */
const BODY_LIMIT = 1_048_576;

/** One id and one time for all loaders of a request; what a client sends under these names is overwritten. */
export const stamp: RequestHandler = (request, response, next) => {
  const requestedAt = new Date();
  response.locals.requestId = randomUUID();
  response.locals.requestedAt = requestedAt;
  response.locals.cspNonce = randomBytes(16).toString("base64");
  request.headers[REQUEST_ID] = response.locals.requestId;
  request.headers[REQUESTED_AT] = String(requestedAt.getTime());
  response.setHeader("X-Request-Id", response.locals.requestId);
  next();
};

/** Content-Security-Policy by nonce and the usual headers. In development Vite adds styles and a socket of its own. */
export function secure({ dev }: { dev: boolean }): RequestHandler {
  const nonce = (_request: unknown, response: unknown) => `'nonce-${(response as Response).locals.cspNonce}'`;
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", nonce],
        styleSrc: dev ? ["'self'", "'unsafe-inline'"] : ["'self'", nonce],
        imgSrc: ["'self'", "data:"],
        fontSrc: ["'self'", "data:"],
        connectSrc: dev ? ["'self'", "ws:"] : ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    xFrameOptions: { action: "deny" },
    referrerPolicy: { policy: "same-origin" },
    // Told only to browsers that came through a proxy with TLS.
    strictTransportSecurity: env().TRUSTED_PROXIES > 0,
  });
}

/**
 * A form from another site, told from its Origin, is refused here: Remix would throw, which is a 500 and a stack in the
 * log. What the host is, is told as Remix tells it.
 */
export const refuseOtherSites: RequestHandler = (request, response, next) => {
  const { origin } = request.headers;
  if (origin === undefined || request.method === "GET" || request.method === "HEAD") return next();
  const host = (request.get("X-Forwarded-Host")?.split(",")[0] ?? request.get("Host"))?.trim();
  if (URL.canParse(origin) && new URL(origin).host === host) return next();
  response.status(403).type("text").send("This form was sent from another site.");
};

export const limitBody: RequestHandler = (request, response, next) => {
  if (request.headers["transfer-encoding"]) return void response.status(411).send("Send a Content-Length.");
  const length = Number(request.headers["content-length"] ?? 0);
  if (length > BODY_LIMIT) {
    return void response.status(413).set("Connection", "close").send(`At most ${BODY_LIMIT} bytes at a time.`);
  }
  next();
};
