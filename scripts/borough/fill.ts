/** The borough into the database: through the import that everybody uses, then its living service, then stratified. */
import { holdsRealNhsNumbers } from "../../app/data/accounts.server";
import { generatedSource, type ImportReport, importResources } from "../../app/data/imports.server";
import { stratify } from "../../app/data/stratifications.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import { fromFhirResource } from "../../app/fhir/resource";
import { type Borough, boroughResources } from "./generate";
import { type LivingCounts, makeLivingService } from "./living-service";
import { organisationsFor } from "./organisations";
import { SOURCE } from "./people-kept";

export type Filled = { imported: ImportReport; living: LivingCounts; stratified: number };

/** Hears of people imported and of plans written. */
export type Heard = { imported?: (people: number) => void; planned?: (done: number, of: number) => void };

/** Throws where real NHS numbers are held (safety rule 22), and when the import refuses anything of the borough. */
export async function fillBorough(borough: Borough, now: Date, heard: Heard = {}): Promise<Filled> {
  if (await holdsRealNhsNumbers()) {
    throw new Error("This database holds NHS numbers outside the test range: no demo borough is made in it.");
  }
  const imported = await importBorough(borough, heard.imported);
  const living = await makeLivingService(borough, organisationsFor(borough.people), now, heard.planned);
  const viewer = systemViewer("stratify", "first stratification of the demo borough");
  const { counts } = await stratify(viewer, { asOf: borough.asOf });
  return { imported, living, stratified: counts.people };
}

async function importBorough(borough: Borough, hear: (people: number) => void = () => {}): Promise<ImportReport> {
  const viewer = systemViewer("borough", "import the demo borough");
  const source = generatedSource(`borough of seed ${borough.seed}`, boroughResources(borough));
  const options = { source: SOURCE, read: fromFhirResource };
  const report = await importResources(viewer, [source], options, ({ counts }) =>
    hear(counts.byType.Patient?.read ?? 0),
  );
  const { rejects, counts } = report;
  if (counts.rejected > 0) {
    const first = rejects.slice(0, 5).map(({ line, reason }) => `resource ${line}: ${reason}`);
    throw new Error(`The import refused ${counts.rejected} resources of the borough. ${first.join("; ")}`);
  }
  return report;
}
