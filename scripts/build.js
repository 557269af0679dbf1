/** npm run build: builds anew what `npm start` and `npm test` build only when it is stale. */
import { rmSync } from "node:fs";
import { checkNode, ensureBuild, ensureClient, ensurePackages, fail } from "./prepare.js";

checkNode();
rmSync("build", { recursive: true, force: true });
await ensurePackages()
  .then(ensureClient)
  .then(ensureBuild)
  .catch((error) => fail(error.message));
