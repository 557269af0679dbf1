/**
 * One line of log and one measurement a request. Never who was looked at: the route's pattern instead of the path, no
 * query, no body, no address of the client. The request id leads to the record of access, which holds the rest.
 */
import type { RequestHandler } from "express";
import pino from "pino";
import { collectDefaultMetrics, Histogram, register } from "prom-client";
import { env } from "../env.server";

let line: pino.Logger | undefined;
/** The log of the HTTP process: JSON, one object a line, on standard output. */
export const log = () => {
  line ??= pino({ level: env().LOG_LEVEL, base: { process: "web" }, timestamp: pino.stdTimeFunctions.isoTime });
  return line;
};

const NAME = "http_request_duration_seconds";
const duration =
  (register.getSingleMetric(NAME) as Histogram | undefined) ??
  new Histogram({
    name: NAME,
    help: "Time to answer, by method, route and status",
    labelNames: ["method", "route", "status"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  });
let collecting = false;

export function observe(patternOf: (pathname: string) => string): RequestHandler {
  if (!collecting) collectDefaultMetrics();
  collecting = true;
  return (request, response, next) => {
    const begun = process.hrtime.bigint();
    const { method, path } = request;
    response.once("close", () => {
      const milliseconds = Number(process.hrtime.bigint() - begun) / 1e6;
      const route = patternOf(path);
      const status = response.writableFinished ? response.statusCode : 499; // the client left before the answer
      duration.observe({ method, route, status }, milliseconds / 1000);
      const quiet = route === "/assets/*" || route === "/health" || route === "/ready" || route === "/metrics";
      log()[quiet ? "debug" : "info"]({
        requestId: response.locals.requestId,
        method,
        route,
        status,
        ms: Math.round(milliseconds * 10) / 10,
      });
    });
    next();
  };
}
