/** One reason behind an answer: the source's own label, what it added, and the entry that shows it. */
export type Reason = { term: string; points: number; evidence?: string };

/** What every score returns. `missing` lists inputs without which the value is a floor, not a value. */
export type Answer<Category extends string> =
  | { known: true; value: number; category: Category; because: Reason[] }
  | { known: false; atLeast: number; missing: string[]; because: Reason[] };
