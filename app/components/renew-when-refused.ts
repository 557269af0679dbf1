import type { ShouldRevalidateFunction } from "@remix-run/react";

/**
 * For routes whose action refuses what no longer fits: after a 4xx too, Remix reads the page's data again, as it does
 * without script. The hidden revision, version and key of a form are then those of what stands now; otherwise a command
 * that was refused once is refused again and again. What was typed stays in its fields.
 */
export const renewWhenRefused: ShouldRevalidateFunction = ({ actionStatus = 0, defaultShouldRevalidate }) =>
  (actionStatus >= 400 && actionStatus < 500) || defaultShouldRevalidate;
