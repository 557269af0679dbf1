import { PassThrough } from "node:stream";
import { type AppLoadContext, createReadableStreamFromReadable, type EntryContext } from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import { NonceProvider } from "./components/nonce";
import "./server/load-context";

/** Loaders have this long, in ms; then the stream ends. Longer than the data room's own limit for a read. */
export const streamTimeout = 12_000;

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  { cspNonce }: AppLoadContext,
): Promise<Response> {
  // Bots, and pages that must work without script, get the whole page at once.
  const whole = isbot(request.headers.get("user-agent")) || remix.isSpaMode;
  return new Promise((resolve, reject) => {
    let failed = false;
    const answer = () => {
      const body = new PassThrough();
      headers.set("Content-Type", "text/html; charset=utf-8");
      // A record on a shared computer must not come back with the Back button after signing out.
      if (!headers.has("Cache-Control")) headers.set("Cache-Control", "no-store");
      resolve(new Response(createReadableStreamFromReadable(body), { headers, status: failed ? 500 : status }));
      pipe(body);
    };
    const { pipe, abort } = renderToPipeableStream(
      <NonceProvider value={cspNonce}>
        <RemixServer context={remix} url={request.url} abortDelay={streamTimeout} nonce={cspNonce} />
      </NonceProvider>,
      {
        nonce: cspNonce,
        [whole ? "onAllReady" : "onShellReady"]: answer,
        onShellError: reject,
        onError(error) {
          failed = true;
          console.error(error instanceof Error ? error.stack : "An unknown error while rendering");
        },
      },
    );
    setTimeout(abort, streamTimeout + 1000).unref();
  });
}

/** What loaders and actions throw. The stack names code; a database's message may name a person, so it is left out. */
export function handleError(error: unknown, { request }: { request: Request }) {
  if (request.signal.aborted) return;
  const requestId = request.headers.get("x-confer-request-id");
  const { name, code, stack } = error as { name?: string; code?: string; stack?: string };
  const where = stack?.split("\n").filter((line) => /^\s+at /.test(line));
  console.error(JSON.stringify({ level: 50, requestId, error: name, code, at: where?.slice(0, 8) }));
}
