/** npm run build: what `npm start` and `npm test` build when it is stale. */
import { build, checkNode, ensureClient, ensurePackages, fail } from "./prepare.js";

process.chdir(new URL("..", import.meta.url).pathname);
checkNode();
await ensurePackages()
  .then(ensureClient)
  .then(build)
  .catch((error) => fail(error.message));
