/** What the HTTP process hands to Remix with each request. */
import "@remix-run/node";

declare module "@remix-run/node" {
  interface AppLoadContext {
    cspNonce: string;
    requestId: string;
    requestedAt: Date;
  }
}
