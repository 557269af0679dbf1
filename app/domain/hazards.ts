/**
 * The hazard log (DCB0129): what could harm somebody, what stops it, and the living tests that prove the control.
 * A test fails when a hazard names none, or one that is not there. Not yet signed by a clinical safety officer.
 */

import { HAZARDS_OF_WHAT_WAITS } from "./hazards-of-what-waits";

export type Hazard = {
  number: number;
  hazard: string;
  harm: string;
  controls: readonly string[];
  /** "file in tests › words of the test's name". */
  tests: readonly string[];
  signedBy: string | null;
};

export const HAZARDS: readonly Hazard[] = [
  {
    number: 1,
    hazard: "The wrong person's plan is opened",
    harm: "Treatment is given or withheld by another person's wishes",
    controls: [
      "Nothing opens on a number, an address or a weak match; a caller's number is always a choice",
      "Two identifiers are checked, or the crew states that they were, and that is recorded",
      "Name, birth date and address stand on the crisis page",
    ],
    tests: [
      "data/look-ups.test.ts › look-alikes, couples, twins and a care home: nobody is opened for somebody else",
      "domain/look-up.test.ts › whoever is opened has exactly the typed name, birth date and postcode",
      "data/contacts.test.ts › a match by NHS number alone opens only when two identifiers were checked",
    ],
    signedBy: null,
  },
  {
    number: 2,
    hazard: "A plan exists and “no plan” is shown",
    harm: "A crew acts against known wishes, or conveys somebody who asked to stay",
    controls: [
      "Three answers: plan, no published plan, cannot tell; outage, seal, dissent and weak match are “cannot tell”",
    ],
    tests: [
      "routes/urgent.test.ts › the database dies between finding and opening: “cannot tell”, 503, and never “no plan”",
      "data/look-ups.test.ts › a statement that takes more than three seconds is “cannot tell”",
      "data/look-ups.test.ts › nobody found is not “no plan”",
      "data/look-ups.test.ts › a sealed person and an uncertain match are told in the same words",
    ],
    signedBy: null,
  },
  {
    number: 3,
    hazard: "A withdrawn or superseded CPR recommendation is still shown",
    harm: "CPR is withheld or given against what now stands",
    controls: [
      "Withdrawing is never blocked and changes the page in its own transaction; a printed copy says that it is one",
    ],
    tests: [
      "data/plan-withdrawal.test.ts › withdrawing is never blocked, changes the page at once, and history keeps the words",
      "data/plan-withdrawal.test.ts › texts that a job makes again never overwrite a withdrawal that came meanwhile",
    ],
    signedBy: null,
  },
  {
    number: 4,
    hazard: "CPR is withheld or given wrongly because the page is ambiguous",
    harm: "Death, or an unwanted resuscitation",
    controls: [
      "A fixed slot in words, never blank; only the permission of a person signs it; an ADRT is named with its force",
    ],
    tests: ["domain/crisis-plan.test.ts › every CPR × ADRT × signature × age gives its exact sentence"],
    signedBy: null,
  },
  {
    number: 5,
    hazard: "“Do not convey” is followed in a reversible emergency",
    harm: "A treatable illness kills",
    controls: ["Publishing a “do not” without its “unless” is refused"],
    tests: ["domain/plan-readiness.test.ts › “do not” without “unless”"],
    signedBy: null,
  },
  {
    number: 6,
    hazard: "A contact is not acted on",
    harm: "The next call meets the same wrong plan, or nobody follows up",
    controls: [
      "Every contact raises a review task in its own transaction; a double submit raises one",
      "What cannot wait goes to a live desk and escalates on a clock",
      "“Still right” only after the contact was opened",
    ],
    tests: [
      "data/contacts.test.ts › closes the contact, asks the practice, and leaves the page readable for a day",
      "data/unrecorded-contacts.test.ts › for a day is closed as such, opens the page no more, and asks the practice once",
      "data/contacts.test.ts › nobody accepts in time: it goes on to the desk of those who asked, once",
      "data/tasks.test.ts › says still right only after the contact was opened",
    ],
    signedBy: null,
  },
  {
    number: 7,
    hazard: "Stale facts look fresh",
    harm: "A crew trusts a line that nobody has confirmed for a year",
    controls: ["The oldest critical line sets the age in the header; expiry marks a line and never hides it"],
    tests: ["domain/plan-freshness.test.ts › one line of 13 months among fresh ones sets the age of the whole"],
    signedBy: null,
  },
  {
    number: 8,
    hazard: "A record or a restricted line is seen by somebody with no business in it",
    harm: "Disclosure, to an abuser among others",
    controls: [
      "Role and relationship, both, on every read; row-level security behind every where",
      "Restricted items stay out of the published texts and prints",
      "Every read, change and refusal is recorded",
    ],
    tests: [
      "data/plans.test.ts › do not show to those who may not see them, and survive what these publish",
      "rendering/crisis-page.test.ts › a restricted line is not named where the oldest line is",
      "data/registry.test.ts › with its where taken out a list shows nothing",
      "data/row-level-security.test.ts › without any where, as the application",
      "data/people.test.ts › not the viewer's, not there and not an id are the same answer; refusals are recorded",
      "routes/access.test.ts › every route is in the table, with what it asks for",
    ],
    signedBy: null,
  },
  {
    number: 9,
    hazard: "A score is wrong, or a missing input is read as zero",
    harm: "Somebody frail is listed as fit and not discussed",
    controls: ["A missing input is incomplete, never a lower band; each score carries its reasons and versions"],
    tests: [
      "domain/efi.test.ts › what is missing makes the count a floor, never lower",
      "domain/segment.test.ts › exactly one segment, the first whose rule holds, with a reason",
    ],
    signedBy: null,
  },
  {
    number: 10,
    hazard: "An edit, an action or a draft is lost between people and organisations",
    harm: "What was agreed is not done",
    controls: [
      "What is typed waits in the browser until it is acknowledged; a draft ends but never vanishes",
      "Two authors of one line are shown both sides; two scribes see each other's words",
      "An action always has an owner: declined, it goes back with a task",
      "A case closes only with an owned, dated action or the reason for none",
    ],
    tests: [
      "data/plans.test.ts › of one line: the second gets the conflict with both sides, chooses, and then publishes",
      "journeys/words-kept.test.ts › the connection drops for 30 seconds while somebody types: no word is lost",
      "journeys/words-kept.test.ts › the session ends while somebody types: the words wait, and go in after signing in beside it",
      "journeys/words-kept.test.ts › the browser is closed before anything was sent: the words are there when it is opened again",
      "data/plan-drafts.test.ts › is saved once however often it is sent, and answered the same",
      "data/plan-drafts.test.ts › that was thrown away is listed and brought back",
      "data/plan-actions.test.ts › given to somebody else: the new owner keeps it",
      "data/meetings.test.ts › shows the second of two scribes what the first wrote, and loses neither",
      "data/actions.test.ts › goes back to its maker with a task for the maker's organisation, and is never without an owner",
      "data/meetings.test.ts › does not close without an action or the reason for none, and closes with either",
    ],
    signedBy: null,
  },
  {
    number: 11,
    hazard: "A rule that drives one person's treatment speaks before anybody answered for it",
    harm: "A medicine is stopped or started on a rule that no clinical lead has read",
    controls: [
      "Such rules ship off; each is switched on alone, with the site's device determination, after its own signature",
      "What comes from memory or is proposed says that it is a local setting, until a clinical lead signs it",
    ],
    tests: [
      "data/settings.test.ts › is put on with a determination, and off in one step with a reason",
      "data/settings.test.ts › from memory is put on only after its rule was signed",
      "data/settings.test.ts › is never signed in a list of ticks",
    ],
    signedBy: null,
  },
  {
    number: 12,
    hazard: "Care that is due is not shown, or a refusal hides it for good",
    harm: "A foot ulcer, a fracture or a crisis that the care would have prevented",
    controls: [
      "Not recorded, refused and not applicable are three states; a refusal lapses; unknown is said, never “not due”",
      "An invitation without a reply excuses a payment and no care; the end of life suspends screening and nothing else",
    ],
    tests: [
      "domain/care-gap-excuses.test.ts › a refusal excuses for 12 months, and on the day after them the care is due again",
      "domain/care-gap-excuses.test.ts › two invitations without a reply excuse a payment; the care stays overdue",
      "domain/care-gap.test.ts › not for this person: no answer; hanging on something unknown: cannot tell what",
      "domain/care-gap-excuses.test.ts › suspends what stops then, and nothing else",
    ],
    signedBy: null,
  },
  {
    number: 13,
    hazard: "Counts give back a person",
    harm: "A condition of somebody in a small group becomes known",
    controls: ["Counts for roles without people are sums of fixed weights, hidden under 5 and rounded to 5"],
    tests: [
      "domain/small-counts.test.ts › of counts nothing under 5 is ever given back, whatever the pair, its totals and its differences",
      "data/equity.test.ts › an analyst counts everybody and reaches nobody",
    ],
    signedBy: null,
  },
  {
    number: 14,
    hazard:
      "Hidden words of a plan show: in an older version, a print, a letter, a list, the person's or a carer's page",
    harm: "Somebody who must not know comes to know, an abuser among others",
    controls: [
      "Every page sees a plan through one door; what is restricted now is so in every older version, with ids and stamps",
      "What crews act on first is never hidden; texts for crews, prints, letters and the person are made without it",
      "A closed part opens with a reason for some hours, and somebody else reviews it; a hidden one cannot be asked for",
    ],
    tests: [
      "routes/plan-hidden.test.ts › shows on no page of: %s",
      "routes/plan-hidden.test.ts › shows on no page of the person's own",
      "routes/plan-hidden.test.ts › stands in no published text, before and after a withdrawal",
      "domain/plan-restrictions.test.ts › is restricted in older versions too, where it was open",
      "data/plan-restricting.test.ts › opens to one reader with a reason, for some hours, and somebody else reviews it",
    ],
    signedBy: null,
  },
  {
    number: 15,
    hazard: "A plan contradicts itself or the record",
    harm: "A crew follows the wrong one of two lines: CPR against a refusal, a medicine against an allergy",
    controls: [
      "Contradictions are found when a plan is published and when the record changes; dangerous ones block and mark",
      "Both sides stand with source and date: no program chooses between them",
    ],
    tests: [
      "data/plan-conflicts.test.ts › is refused while CPR is to be attempted beside a formal advance decision that refuses it",
      "data/plan-conflicts.test.ts › carries both sides with their sources on every text at once, until one of them changes",
      "domain/plan-conflicts.test.ts › each kind, planted and found",
      "domain/plan-conflicts-none.test.ts › the plan of the builder with a record that goes with it",
    ],
    signedBy: null,
  },
  {
    number: 16,
    hazard: "An unsigned or altered line of a crisis card reaches a crew",
    harm: "A wrong dose or instruction is followed",
    controls: [
      "Lines not read in their source, and every dose, wait for a clinical lead's signature before publishing",
      "A dose other than the signed one is refused",
      "Cards are for adults until children's are signed; without an age no dose is filled in",
    ],
    tests: [
      "data/plan-cards-published.test.ts › is refused while its words wait for a signature, and says where",
      "data/plan-cards-published.test.ts › is not published with a dose other than the one that was signed",
      "domain/crisis-cards/ages.test.ts › no card is offered: on the eighteenth birthday all are",
      "domain/crisis-cards/signing.test.ts › that forgot from which card it came still waits; a few words met by chance do not",
    ],
    signedBy: null,
  },
  {
    number: 17,
    hazard: "A key-safe code reaches somebody who is not on their way",
    harm: "Theft or assault at home",
    controls: [
      "The code is sealed, opens for a crew that is attending and for nobody else, and each hand-out is recorded",
    ],
    tests: [
      "routes/key-safe.test.ts › is sealed in the database, shown to nobody at the practice, opened for a crew on its way, and each is recorded",
      "routes/key-safe.test.ts › stays shut for a crew that is not on its way, after the contact, and for a call handler",
    ],
    signedBy: null,
  },
  {
    number: 18,
    hazard: "The person's own pages open to somebody else, or what is written there is not read",
    harm: "Disclosure; a question or a correction goes unanswered",
    controls: [
      "A one-time code with the date of birth, five tries, a passphrase afterwards; ended access ends its sessions",
      "What is written raises a task at the practice; the page says that it is not read at once, and whom to ring",
    ],
    tests: [
      "data/person-access.test.ts › is over after five tries, though the sixth were right",
      "data/person-access.test.ts › of an ended access opens nothing, and its sessions end at once",
      "data/person-access.test.ts › reads the text made for them and no other row of anybody, whatever is asked",
      "data/person-access.test.ts › writes about themselves, staff put it into their draft as it stands, and the answer comes back",
    ],
    signedBy: null,
  },
  ...HAZARDS_OF_WHAT_WAITS,
];
