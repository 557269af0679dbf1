/** Whose plan it is, in one line that stays at the top of a phone's screen while the banner scrolls away. */
import { dateInWords } from "../domain/dates";
import { nameInBanner } from "../domain/person";
import type { Banner } from "../domain/person-record";

/** The banner above says it to screen readers. */
export function PersonLine({ banner: { name, bornOn } }: { banner: Pick<Banner, "name" | "bornOn"> }) {
  return (
    <p className="person-line" aria-hidden="true">
      <strong>{nameInBanner(name)}</strong> · {bornOn ? `born ${dateInWords(bornOn)}` : "date of birth not known"}
    </p>
  );
}
