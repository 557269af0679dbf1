/** Whose plan it is, in one line that stays at the top of a phone's screen while the banner scrolls away. */
import { dateInWords, londonDate } from "../domain/dates";
import { birthInWords, nameInBanner } from "../domain/person";
import type { Banner } from "../domain/person-record";

type Props = {
  banner: Pick<Banner, "name" | "bornOn"> & Partial<Pick<Banner, "diedOn" | "deceased">>;
  /** Of a line that stands above the banner, which then leaves out what is said here: with the age. */
  now?: Date;
};

/** The banner says it to screen readers. */
export function PersonLine({ banner: { name, bornOn, diedOn, deceased }, now }: Props) {
  const born = bornOn ? `born ${dateInWords(bornOn)}` : "date of birth not known";
  return (
    <p className="person-line" aria-hidden="true">
      <strong>{nameInBanner(name)}</strong> · {now ? birthInWords(bornOn, londonDate(now), { diedOn, deceased }) : born}
    </p>
  );
}
