/** For those who run Confer: /health (the process answers), /ready (it can serve pages), /metrics (Prometheus). */
import { Router } from "express";
import { register } from "prom-client";
import { isCurrent, readStatus } from "../../scripts/database/migrate";
import { connectionPool } from "../data/database.server";

export const health = Router();

health.get("/health", (_request, response) => void response.json({ alive: true }));

health.get("/ready", async (_request, response) => {
  const because = await whyNotReady();
  if (because) response.status(503).json({ ready: false, because });
  else response.json({ ready: true });
});

health.get("/metrics", async (_request, response) => {
  response.type(register.contentType).send(await register.metrics());
});

async function whyNotReady(): Promise<string | undefined> {
  try {
    const status = await readStatus(connectionPool());
    return isCurrent(status) ? undefined : "migrations are pending: npm run db:migrate";
  } catch {
    return "the database cannot be reached";
  }
}
