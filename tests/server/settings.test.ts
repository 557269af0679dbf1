import { describe, expect, test } from "vitest";
import { readSettings } from "../../app/env.server";

const url = { DATABASE_URL: "postgres://confer:secret@localhost:5432/confer" };

describe("Settings from the environment", () => {
  test("need nothing but a database", () => {
    expect(readSettings(url)).toMatchObject({ PORT: 3000, DEMO: false, LOG_LEVEL: "info", NODE_ENV: "production" });
  });

  test.each([
    ["PORT", "http"],
    ["DATABASE_URL", "mysql://localhost/confer"],
    ["DATABASE_OWNER_URL", "confer"],
    ["DEMO", "yes"],
    ["LOG_LEVEL", "loud"],
    ["TRUSTED_PROXIES", "-1"],
  ])("%s=%s is refused by its name", (name, value) => {
    expect(() => readSettings({ ...url, [name]: value })).toThrow(new RegExp(`${name} `));
  });

  test("a missing database is said in words", () => {
    expect(() => readSettings({})).toThrow("DATABASE_URL is not set");
  });

  test("the words never hold the value, which may be a password", () => {
    expect(() => readSettings({ DATABASE_URL: "mysql://confer:hunter2@localhost" })).toThrow(/^((?!hunter2).)*$/);
  });

  test("an empty variable counts as absent", () => {
    expect(readSettings({ ...url, PORT: "", DEMO: "" })).toMatchObject({ PORT: 3000, DEMO: false });
  });
});
