/** What TypeScript must know of Remix here: what the HTTP process hands over, and that a loader's dates stay dates. */
import "@remix-run/node";
import "@remix-run/server-runtime";

declare module "@remix-run/node" {
  interface AppLoadContext {
    cspNonce: string;
    requestId: string;
    requestedAt: Date;
  }
}

declare module "@remix-run/server-runtime" {
  interface Future {
    v3_singleFetch: true;
  }
}
