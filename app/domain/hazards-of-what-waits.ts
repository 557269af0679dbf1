/** Of the hazard log: what somebody began, promised or typed, and what it belonged to has ended. */
import type { Hazard } from "./hazards";

export const HAZARDS_OF_WHAT_WAITS: readonly Hazard[] = [
  {
    number: 19,
    hazard: "Words of a plan stay readable in the browser of a shared computer",
    harm: "Disclosure to whoever uses that computer next; or, were they cleared, an edit that nobody ever sees",
    controls: [
      "What is typed leaves the browser as soon as the server has it: only what waits is kept there, by account and for 14 days at most",
      "Signing out sends what waits first; what cannot be sent is told, and its author chooses to send it or to keep it",
      "The sign-in page tells that words wait here, never which; they go out under their author's name alone",
      "Not encrypted in the browser, since its key would lie beside it: sites encrypt the disks of shared computers and give each member of staff a profile of their own",
    ],
    tests: [
      "journeys/words-kept.test.ts › signing out sends what was typed first; without a line it asks, and throws nothing away",
      "journeys/words-kept.test.ts › somebody else signs in where the session ended: nobody's words go out in another's name",
      "journeys/words-kept.test.ts › the browser is closed before anything was sent: the words are there when it is opened again",
    ],
    signedBy: null,
  },
  {
    number: 20,
    hazard: "A promise, or a draft, is forgotten because what it belonged to ended",
    harm: "A visit or a medicine that somebody relied on does not happen, and everybody believes that it was done",
    controls: [
      "Actions of a withdrawn plan stay open and marked, and their owners are asked whether they still hold",
      "Old drafts remind their author, then their team; words about a person whom their author no longer looks after are handed over, never deleted",
    ],
    tests: [
      "data/action-withdrawals.test.ts › stays open and asks; its owner is told once, and it counts as the plan's no more",
      "data/plan-draft-reminders.test.ts › is a task of its author's alone after four weeks; after six the team hears of it, without a word",
      "data/plan-draft-reminders.test.ts › goes to those who look after the person now, as a proposal; nothing of it vanishes",
      "data/plan-draft-reminders.test.ts › never leave words behind that were put aside and wait for their author",
    ],
    signedBy: null,
  },
];
