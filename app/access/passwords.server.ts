/** Passwords, for the demo and small sites: argon2id, and the same time for an account that does not exist. */
import { hash, verify } from "@node-rs/argon2";
import { findAccount, recordSignInTry } from "../data/accounts.server";
import { demoIsOn, isDemoAccount } from "./demo.server";

/** OWASP's minimum for argon2id: 19 MiB, 2 passes, 1 lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, COST);

let decoy: Promise<string> | undefined;

/** The account that e-mail and password open; "wrong" says no more than that; "wait" after too many wrong tries. */
export async function checkPassword(
  email: string,
  password: string,
  at: Date,
): Promise<{ accountId: string } | "wrong" | "wait"> {
  const account = await findAccount(email);
  decoy ??= hashPassword("nobody's password");
  const right = await verify(account?.passwordHash ?? (await decoy), password);
  if (!account || (isDemoAccount(email) && !(await demoIsOn()))) return "wrong";
  if (account.lockedUntil && account.lockedUntil > at) return "wait";
  await recordSignInTry(account.id, right, at);
  return right ? { accountId: account.id } : "wrong";
}
