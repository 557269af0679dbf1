/**
 * Key-safe and door codes are kept sealed (AES-256-GCM) under a key that is not in the database: whoever copies the
 * database reads none. The person is part of what is sealed, so that a code moved to somebody else does not open.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { env } from "../env.server";

/** How to get in: the code, and where the safe or the lock is. */
export const WayIn = z.object({ code: z.string().min(1).max(40), where: z.string().max(120) });
export type WayIn = z.infer<typeof WayIn>;

const FORMAT = 1;
const [NONCE, TAG, MARK] = [12, 16, 4];

/** Whether codes can be kept here at all: without a key the feature is off, and says so. */
export const keepsKeySafes = (): boolean => env().CONFER_KEY_SAFE_KEY !== undefined;

/** Says which key sealed it, so that one that was replaced is told from a broken text. */
const markOf = (key: Buffer) => createHash("sha256").update("confer key safe").update(key).digest().subarray(0, MARK);

/** Throws when no key is set: ask `keepsKeySafes` first. */
export function sealWayIn(personId: string, wayIn: WayIn): Buffer {
  const key = needKey();
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(personId));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(WayIn.parse(wayIn)), "utf8"), cipher.final()]);
  return Buffer.concat([Buffer.from([FORMAT]), markOf(key), nonce, cipher.getAuthTag(), sealed]);
}

/** Undefined: it does not open here, because the key is absent, another one, or the text was changed. */
export function openWayIn(personId: string, sealed: Buffer): WayIn | undefined {
  const key = env().CONFER_KEY_SAFE_KEY;
  if (!key || sealed[0] !== FORMAT || !sealed.subarray(1, 1 + MARK).equals(markOf(key))) return undefined;
  const at = 1 + MARK;
  try {
    const open = createDecipheriv("aes-256-gcm", key, sealed.subarray(at, at + NONCE))
      .setAAD(Buffer.from(personId))
      .setAuthTag(sealed.subarray(at + NONCE, at + NONCE + TAG));
    const text = Buffer.concat([open.update(sealed.subarray(at + NONCE + TAG)), open.final()]).toString("utf8");
    return WayIn.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function needKey(): Buffer {
  const key = env().CONFER_KEY_SAFE_KEY;
  if (!key) throw new Error("CONFER_KEY_SAFE_KEY is not set: key-safe codes cannot be kept");
  return key;
}
