/**
 * Prints which elements of the PRSB standards the plan holds, and where: `npx tsx scripts/prsb.ts`, with `--all`
 * every element.
 */
import { prsbSummary, prsbTable } from "../app/domain/prsb-elements";

console.log(process.argv.includes("--all") ? prsbTable() : prsbSummary());
