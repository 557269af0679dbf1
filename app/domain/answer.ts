/** What scores answer with: never a bare number, always with its reasons. */
import type { CalendarDate } from "./calendar";

/** One reason behind an answer. */
export type Reason = {
  /** The source's own label. */
  term: string;
  /** What it added: the weight of the source. */
  points: number;
  /** What shows it, in words: "lowest haemoglobin 104 g/L". */
  evidence?: string;
  /** Day of what shows it, where one is known. */
  on?: CalendarDate;
  /** Code sets whose entries show it: the way from the reason to the very entry. */
  sets?: readonly string[];
  /** Something can be done about it; what cannot is history or anatomy. */
  modifiable?: true;
};

/**
 * What every score returns. `missing` lists inputs without which the value is a floor, not a value: nothing missing
 * ever makes a category lower, so a floor has none.
 */
export type Answer<Category extends string> = (
  | { known: true; value: number; category: Category; because: Reason[] }
  | { known: false; atLeast: number; missing: string[]; because: Reason[] }
) & {
  /** Instrument and our writing of it: "efi 2016-36/2". */
  version: string;
  /** The day for which it was answered; absent where the inputs themselves are of one moment. */
  asOf?: CalendarDate;
  /** What a reader must know before trusting it: "not calibrated", "made for ages 65 to 95". */
  caveats?: readonly string[];
};

/** What would move it: reasons that somebody can do something about, heaviest first. */
export const whatWouldMoveIt = ({ because }: Pick<Answer<string>, "because">): Reason[] =>
  because.filter(({ modifiable }) => modifiable).sort((a, b) => b.points - a.points);
