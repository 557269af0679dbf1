/**
 * Numbers that a plan is held to, in one place, each with where it comes from. None is a setting: they are of one piece
 * with pages that were measured with them, or with words that name them. What a site may choose is in the catalogue of
 * settings: plan-review, plan-draft-age, action.
 */

/**
 * Lines between the header and the buttons that a crew sees before it opens anything, on a tablet of 768 × 1024 held
 * upright, with room for three facts of the record. Measured on the page: tests/journeys/crisis-screen.test.ts.
 */
export const SCREEN_LINES = 26;
/** Characters of such a line, measured there too. */
export const LINE_CHARACTERS = 80;
/** Contingency plans that are shown first. Ours: with the rest of the page they fill the screen. */
export const FRONT_ITEMS = 5;
/** Entries of one list that a crew, or the person, can still read. Ours; no published number. */
export const MOST_ITEMS = 12;

/** Months after which an unconfirmed line is marked. Ours: the shorter of the usual review intervals; safety rule 5. */
export const MARK_AFTER_MONTHS = 6;
/** Months after which a crew is told to verify it. Ours, after the yearly review of advance care plans; safety rule 5. */
export const VERIFY_AFTER_MONTHS = 12;

/** Days for which whoever opened a plan counts as relying on it, and hears of its withdrawal. Ours: a quarter. */
export const RELIED_ON_FOR_DAYS = 90;
/** Days for which a draft that was thrown away is offered back; it is kept longer. Ours: a month. */
export const OFFERED_BACK_DAYS = 30;
/** Days of hospital stays that a plan's facts are made of. Ours: a year and the weeks until a letter has come. */
export const STAYS_LOOKED_AT_DAYS = 400;
