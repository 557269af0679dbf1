/** A borough of 250,000 people against the published registers, where chance has little left to say. */
import { holds, registerTotals } from "../borough/register-totals";
import type { Soak } from "../soak";

const PEOPLE = 250_000;

export const largeBorough: Soak = {
  name: "large-borough",
  minutes: 10,
  async run() {
    const { registers, ethnicity, deprivation, dementiaAt65 } = registerTotals(PEOPLE, 1);
    const totals = [...registers, ...ethnicity, ...deprivation, dementiaAt65];
    const off = totals.filter((total) => !holds(total));
    if (off.length)
      throw new Error(
        off.map(({ name, found, published }) => `${name} ${found.toFixed(2)} % instead of ${published} %`).join("; "),
      );
    return `${totals.length} published shares hold at ${PEOPLE.toLocaleString("en-GB")} people`;
  },
};
