/** One file configures Vite, Remix and Vitest; it is always passed with -c (see the decisions table in README.md). */
import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vite";

const future = {
  v3_fetcherPersist: true,
  v3_lazyRouteDiscovery: true,
  v3_relativeSplatPath: true,
  v3_routeConfig: false,
  v3_singleFetch: true,
  v3_throwAbortReason: true,
};

/** The design system's fonts lie on another host, which our Content-Security-Policy does not let a page ask. */
const withoutRemoteFonts = {
  name: "without-remote-fonts",
  enforce: "pre",
  transform: (code, id) =>
    id.includes("nhsuk-frontend.min.css") ? code.replace(/@font-face\{[^}]*\}/g, "") : undefined,
};

export default defineConfig(({ mode }) => ({
  plugins: process.env.VITEST ? [] : [withoutRemoteFonts, remix({ future, ignoredRouteFiles: ["**/.*"] })],
  // The design system comes minified, with hacks for old browsers that a minifier stumbles over.
  build: { target: "es2022", sourcemap: false, cssMinify: false },
  ssr: { external: ["@node-rs/argon2"] },
  test: {
    // The journeys need a build and a browser: `vitest run -c remix.config.js --mode journeys`, which npm test does last.
    include: mode === "journeys" ? ["tests/journeys/**/*.test.ts"] : ["tests/**/*.test.ts", "tests/**/*.test.tsx"],
    exclude: mode === "journeys" ? [] : ["tests/journeys/**"],
    globalSetup: ["tests/support/database-template.ts"],
    setupFiles: ["tests/support/each-file.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: "forks",
    maxWorkers: 2,
  },
}));
