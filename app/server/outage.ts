/**
 * When the database cannot be reached, staff pages say so in words at once, instead of failing one by one.
 * The point of contact stands before this and has its own words (safety.md 1).
 */
import type { RequestHandler } from "express";
import { connectionPool } from "../data/database.server";

/** A database that answered is not asked again for so long, in ms. */
const TRUST = 1000;
let answeredAt = 0;

export const refuseDuringOutage: RequestHandler = async (_request, response, next) => {
  if (Date.now() - answeredAt < TRUST || (await answers())) return next();
  response.status(503).set({ "Retry-After": "30", "Cache-Control": "no-store" }).type("html").send(OUTAGE_PAGE);
};

async function answers(): Promise<boolean> {
  try {
    await connectionPool().query("select 1");
    answeredAt = Date.now();
    return true;
  } catch {
    return false;
  }
}

/** Needs no style sheet and no script: nothing else may be there to serve them. */
export const OUTAGE_PAGE = `<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Confer cannot reach its records</title>
</head>
<body>
<main>
<h1>Confer cannot reach its records</h1>
<p>Nothing that you saved is lost. What you sent just now was not saved: send it again when Confer is back.</p>
<p>Try again in a minute. For urgent care do not wait: ring the clinical desk, and look for the paper copy.</p>
</main>
</body>
</html>
`;
