/** One web process and nothing else, for sites that run several behind a proxy: node build/process/web.js */
import { env } from "../app/env.server";
import { startServer } from "../app/server/serve";

const server = await startServer({ port: env().PORT });
console.log(`Confer listens on ${server.port}`);
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, async () => {
    await server.close();
    process.exit(0);
  });
}
