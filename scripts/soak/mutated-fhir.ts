/** Good resources, broken by chance in every way that a file can be broken: each is read or refused, none crashes. */
import { fromFhirResource } from "../../app/fhir/resource";
import { boroughResources } from "../borough/generate";
import { stream } from "../borough/random";
import type { Soak } from "../soak";

const INPUTS = 100_000;
const RUBBISH: readonly unknown[] = [
  null,
  "",
  " ",
  "\u0000",
  -1,
  1e308,
  true,
  [],
  {},
  [[]],
  "2020-13-45",
  "9999-99-99",
  "<script>",
  { reference: "Patient/" },
  "x".repeat(10_000),
];

export const mutatedFhir: Soak = {
  name: "mutated-fhir",
  minutes: 5,
  async run() {
    const good = [...boroughResources({ people: 300, seed: 3, asOf: "2026-11-01" })].map((resource) =>
      JSON.stringify(resource),
    );
    const random = stream(20_261_101);
    let accepted = 0;
    let rejected = 0;
    for (let input = 0; input < INPUTS; input++) {
      const resource = JSON.parse(good[Math.floor(random() * good.length)]!);
      for (let wounds = 1 + Math.floor(random() * 3); wounds > 0; wounds--) wound(resource, random);
      // As a file would bring it: a list has no holes there.
      const reading = fromFhirResource(JSON.parse(JSON.stringify(resource)), { today: "2026-11-01" });
      if (reading.ok) accepted++;
      else if (reading.reason) rejected++;
      else throw new Error(`input ${input} was refused without a reason`);
    }
    if (accepted + rejected !== INPUTS)
      throw new Error(`${INPUTS} were read, ${accepted} accepted, ${rejected} rejected`);
    return `${INPUTS.toLocaleString("en-GB")} inputs, ${accepted.toLocaleString("en-GB")} accepted, ${rejected.toLocaleString("en-GB")} rejected with a reason, none crashed`;
  },
};

/** Changes, removes or doubles something somewhere below. */
function wound(node: Record<string, unknown>, random: () => number): void {
  const keys = Object.keys(node);
  const key = keys[Math.floor(random() * keys.length)];
  if (key === undefined) return;
  const child = node[key];
  if (child && typeof child === "object" && random() < 0.7) {
    wound(child as Record<string, unknown>, random);
    return;
  }
  const how = random();
  if (how < 0.25) delete node[key];
  else if (how < 0.4) node[key] = [child, child];
  else node[key] = RUBBISH[Math.floor(random() * RUBBISH.length)];
}
