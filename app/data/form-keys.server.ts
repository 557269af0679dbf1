/** The key of a form: the same for a form that is sent twice, another for one that says something else. */
import { createHash } from "node:crypto";

/** The page's own hidden `key` makes two honest repetitions of the same words two commands. */
export function keyOf(request: Request, form: FormData): string {
  const hash = createHash("sha256").update(new URL(request.url).pathname);
  for (const [name, value] of form) hash.update(`\u0000${name}\u0000${String(value)}`);
  return hash.digest("hex");
}
