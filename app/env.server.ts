/**
 * Settings from the environment: parsed once, on first use, so that a script can start the bundled PostgreSQL first.
 * The only reader of process.env in app/. Every setting is described in .env.example.
 */
import { z } from "zod";

/** A variable that is set but empty counts as absent. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: "must be a postgres:// URL" });

const Env = z.object({
  NODE_ENV: optional(z.enum(["production", "development", "test"])).transform((value) => value ?? "production"),
  PORT: optional(z.coerce.number().int().min(0).max(65_535)).transform((value) => value ?? 3000),
  DATABASE_URL: postgresUrl,
  DATABASE_OWNER_URL: optional(postgresUrl),
  DEMO: optional(z.enum(["on", "off"])).transform((value) => value === "on"),
  LOG_LEVEL: optional(z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"])).transform(
    (value) => value ?? "info",
  ),
  /** 32 bytes in base64, which seal key-safe codes; without it none are kept. */
  CONFER_KEY_SAFE_KEY: optional(
    z
      .string()
      .transform((text) => Buffer.from(text, "base64"))
      .refine((key) => key.length === 32, { error: "must be 32 bytes in base64, as of: openssl rand -base64 32" }),
  ),
  /** Express's "trust proxy": how many proxies stand in front; 0 believes no X-Forwarded-* header. */
  TRUSTED_PROXIES: optional(z.coerce.number().int().min(0).max(10)).transform((value) => value ?? 0),
});

export type Env = z.infer<typeof Env>;

let settings: Env | undefined;

/** The settings. Throws one error that names every variable that is wrong. */
export function env(): Env {
  settings ??= readSettings(process.env);
  return settings;
}

/** For tests and benches, which change the database under a running process. */
export function forgetSettings(): void {
  settings = undefined;
}

export function readSettings(variables: Record<string, string | undefined>): Env {
  const parsed = Env.safeParse(variables);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => {
      const name = String(path[0]);
      return variables[name] ? `${name} ${message}` : `${name} is not set`;
    });
    throw new Error(`Settings in the environment: ${wrong.join("; ")}. See .env.example.`);
  }
  return parsed.data;
}
