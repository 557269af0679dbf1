/** npm run generate: Prisma's client from prisma/schema.prisma, without downloading an engine. */
import { checkNode, ensureClient, ensurePackages, fail } from "./prepare.js";

checkNode();
await ensurePackages()
  .then(ensureClient)
  .catch((error) => fail(error.message));
