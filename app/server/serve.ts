/** The HTTP process: Express around Remix's build. Keeps no state: any number of them may stand behind a proxy. */
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import compression from "compression";
import express, { type Express, type Response } from "express";
import type { ViteDevServer } from "vite";
import { closeDatabase } from "../data/database.server";
import { closePlanNews } from "../data/plan-news.server";
import { env } from "../env.server";
import { health } from "./health";
import { showNullCharacters } from "./null-characters";
import { observe } from "./observe";
import { refuseDuringOutage } from "./outage";
import { answerPointOfContact, pointOfContact } from "./point-of-contact";
import { limitBody, refuseOtherSites, secure, stamp } from "./requests";
import { routePatterns } from "./route-pattern";
import { endStreams } from "./serve-streams";

export type Server = { port: number; close(): Promise<void> };

/** How long requests in flight may take to end after the stop was asked for, in ms. */
const PATIENCE = 10_000;

type ServerOptions = { port: number; dev?: boolean; pages?: () => Promise<ServerBuild> };

/** Serves `pages` (those of build/, or through Vite with `dev`) on `port`; 0 chooses a free one. */
export async function startServer({ port, dev = false, pages }: ServerOptions): Promise<Server> {
  const app = express();
  // The crisis page is answered before Express: it is what crews wait for.
  const server = http.createServer(answerPointOfContact(app));
  const vite = dev ? await startVite(server) : undefined;
  assemble(app, server, pages ?? (vite ? pagesOf(vite) : await builtPages()), vite);

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      // Pages that listen for news come back to the next process; they are not waited for.
      const closing = closeServer(server);
      await Promise.all([endStreams(), closePlanNews()]);
      await closing;
      await vite?.close();
      await closeDatabase();
    },
  };
}

function assemble(app: Express, server: http.Server, pages: () => Promise<ServerBuild>, vite?: ViteDevServer) {
  const patternOf = routePatterns(async () => (await pages()).routes);

  app.disable("x-powered-by");
  app.set("trust proxy", env().TRUSTED_PROXIES);
  app.use(stamp, observe(patternOf), closeWhenStopping(server), secure({ dev: Boolean(vite) }));
  app.use(health);
  app.use(compression());
  if (vite) app.use(vite.middlewares);
  else serveFiles(app);
  app.use(limitBody, refuseOtherSites, showNullCharacters);
  app.use(pointOfContact);
  app.use(refuseDuringOutage);
  app.all("*", (request, response, next) =>
    createRequestHandler({
      build: pages,
      mode: vite ? "development" : "production",
      getLoadContext: (_request, { locals }: Response) => ({
        cspNonce: locals.cspNonce,
        requestId: locals.requestId,
        requestedAt: locals.requestedAt,
      }),
    })(request, response, next),
  );
}

const pagesOf = (vite: ViteDevServer) => () =>
  vite.ssrLoadModule("virtual:remix/server-build") as Promise<unknown> as Promise<ServerBuild>;

async function builtPages(): Promise<() => Promise<ServerBuild>> {
  const build: ServerBuild = await import(/* @vite-ignore */ pathToFileURL(path.resolve("build/server/index.js")).href);
  return async () => build;
}

async function startVite(server: http.Server): Promise<ViteDevServer> {
  const { createServer } = await import("vite");
  return createServer({ configFile: "remix.config.js", server: { middlewareMode: true, hmr: { server } } });
}

function serveFiles(app: Express) {
  // Names of built files carry a hash of their content.
  app.use("/assets", express.static("build/client/assets", { immutable: true, maxAge: "1y" }));
  // A missing asset must not become a page.
  app.use("/assets", (_request, response) => response.sendStatus(404));
  app.use(express.static("build/client", { maxAge: "1h", index: false }));
}

/** A client that keeps its connection would otherwise send its next request into a closed door. */
const closeWhenStopping =
  (server: http.Server): express.RequestHandler =>
  (_request, response, next) => {
    if (!server.listening) response.setHeader("Connection", "close");
    next();
  };

async function closeServer(server: http.Server) {
  const late = setTimeout(() => server.closeAllConnections(), PATIENCE);
  const closed = new Promise((resolve) => server.close(resolve));
  // A connection becomes idle when its answer has gone out.
  const idle = setInterval(() => server.closeIdleConnections(), 100);
  await closed;
  clearTimeout(late);
  clearInterval(idle);
}

/** Whether a server could listen on this port. */
export const isFree = (port: number) =>
  new Promise<boolean>((resolve) => {
    const listener = http.createServer().once("error", () => resolve(false));
    listener.listen(port, () => listener.close(() => resolve(true)));
  });
