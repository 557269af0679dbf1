/** Around every test file: no setting of the developer's leaks in, a stray console.error fails, databases are dropped. */
import { afterAll, afterEach, beforeEach, vi } from "vitest";
import { dropTestDatabase } from "./database";

delete process.env.DATABASE_URL;
delete process.env.DATABASE_OWNER_URL;
process.env.DEMO = "off";
process.env.SECRET = "a secret for tests, which protects nothing at all";
process.env.LOG_LEVEL = "silent";

/** A test that expects words on console.error replaces it by vi.spyOn(console, "error").mockImplementation(…). */
let strays: string[] = [];

beforeEach(() => {
  strays = [];
  vi.spyOn(console, "error").mockImplementation((...words) => {
    strays.push(words.map(String).join(" "));
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  if (strays.length) throw new Error(`Stray console.error:\n${strays.join("\n")}`);
});

afterAll(dropTestDatabase);
