/** The demonstration: one click instead of a password, and accounts whose password everybody knows. */
import { holdsRealNhsNumbers } from "../data/accounts.server";
import { env } from "../env.server";

/** Off wherever it was not asked for, and beside any NHS number outside the test range (safety rule 22). */
export const demoIsOn = async (): Promise<boolean> => env().DEMO && !(await holdsRealNhsNumbers());

/** Made by the synthetic borough (scripts/borough/staff.ts); they sign in nowhere but in a demonstration. */
export const isDemoAccount = (email: string): boolean => email.trim().toLowerCase().endsWith("@demo.confer.example");
