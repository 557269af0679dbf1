/**
 * Answers that stay open and are written to as news come (server-sent events). Kept in one list, so that a stop ends
 * them at once: pages open them again at the next process.
 */

/** A line that means nothing, so that proxies keep the connection and a dead one is noticed. In ms. */
const BEAT = 15_000;
/** Pages of one account that may be open at once in this process. */
const MOST = 12;

export type Send = (event: string, data: unknown) => void;
type Open = { account: string; end: () => Promise<void> };

/** Remix's build and the HTTP process are two module graphs: they share one list by this symbol. */
const KEY = Symbol.for("confer.streams");
const shared = globalThis as unknown as Record<symbol, Set<Open> | undefined>;
const open = () => (shared[KEY] ??= new Set());

/**
 * Opens a stream for the account; its oldest one ends when there are too many. `begin` gets what sends and what ends,
 * and answers what is to be done once the stream has ended, whoever ended it.
 */
export function eventStream(
  { account, signal }: { account: string; signal: AbortSignal },
  begin: (send: Send, end: () => void) => () => Promise<void>,
): Response {
  const theirs = [...open()].filter((one) => one.account === account);
  for (const one of theirs.slice(0, Math.max(0, theirs.length - MOST + 1))) void one.end();
  let close = async () => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const encoder = new TextEncoder();
      let ended = false;
      let after: (() => Promise<void>) | undefined;
      const write = (text: string) => {
        if (!ended) controller.enqueue(encoder.encode(text));
      };
      const beat = setInterval(() => write(": still here\n\n"), BEAT);
      const one: Open = {
        account,
        async end() {
          if (ended) return;
          ended = true;
          clearInterval(beat);
          open().delete(one);
          signal.removeEventListener("abort", one.end);
          controller.close();
          await after?.();
        },
      };
      close = one.end;
      open().add(one);
      signal.addEventListener("abort", one.end);
      // How soon a page comes back when the connection was lost, in ms.
      write("retry: 2000\n\n");
      after = begin(
        (event, data) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
        () => void one.end(),
      );
      if (ended) void after();
      if (signal.aborted) void one.end();
    },
    cancel: () => close(),
  });
  return new Response(body, {
    headers: {
      "Content-Type": "text/event-stream",
      // no-transform: compression would hold news back until there is enough of it.
      "Cache-Control": "no-store, no-transform",
      "X-Accel-Buffering": "no",
    },
  });
}

/** For the graceful stop. */
export async function endStreams(): Promise<void> {
  await Promise.all([...open()].map((one) => one.end()));
}
