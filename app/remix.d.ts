/** Loaders and actions answer plain objects; dates reach the browser as dates (single fetch). */
import "@remix-run/server-runtime";

declare module "@remix-run/server-runtime" {
  interface Future {
    v3_singleFetch: true;
  }
}
