/** Passed with --config; paths are relative to this folder. The connection is the application's business, not the CLI's. */
import { defineConfig } from "prisma/config";

export default defineConfig({ schema: "schema.prisma", migrations: { path: "migrations" } });
