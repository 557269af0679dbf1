/**
 * What was done, as the record of access keeps it, in the words of somebody who does not work here: one row for each
 * deed, so that nobody is told of a reading where something was changed. Of restrictions, of what is sensitive and of
 * overrides it says no more than that somebody worked on the plan or read it (safety rule 13).
 */
const READ_PLAN = "read the plan";
const READ_EMERGENCY = "read the emergency part of the plan";
const READ_RECORD = "read the record";
const WORKED = "worked on the plan";
const WROTE = "wrote a change to the plan";
const PRINTED = "printed the plan";
const REPORTED = "said that something in the plan is wrong";
const CONTACT = "noted an urgent contact";
/** At once, before anything is noted; whether on the way or by telephone. */
const ATTENDS = "said that they are dealing with an urgent call";
const CONTACT_READ = "read an urgent contact";
const MEETING = "talked about care in a meeting";
const FOLLOWED_UP = "saw to an urgent contact";
const ACTION_READ = "read what is to be done";
const ACTION = "wrote what is to be done, or how it went";
const TASK = "saw to a question about care";
const KEY_SAFE = "changed how to get into the home";
const PAGES = "saw to who has pages of their own";
const CARD = "made a card or stopped one";
const CARE = "wrote about care into the record";

export const DEEDS: Readonly<Record<string, string>> = {
  // The plan
  "read plan": READ_PLAN,
  "read own plan": READ_PLAN,
  "follow plan": READ_PLAN,
  "read version of plan": READ_PLAN,
  "compare versions of plan": READ_PLAN,
  "read history of plan": READ_PLAN,
  "read plan for filing": READ_PLAN,
  "read restrictions of plan": READ_PLAN,
  "open closed part of plan": READ_PLAN,
  "publish plan": "changed the plan",
  "withdraw plan": "took the plan back",
  "confirm line of plan": "confirmed that a part of the plan is right",
  "restore version of plan": "took words of an older version of the plan up again",
  "mark version of plan entered in error": "marked a version of the plan as a mistake",
  "restrict part of plan": WORKED,
  "lift restriction of plan": WORKED,
  "review override of plan": WORKED,
  "put sensitive line into plan": WORKED,
  "leave sensitive line out of plan": WORKED,
  "file plan": "wrote into the practice’s record that there is a plan",
  "print plan": PRINTED,
  "record copy of plan": "noted that a copy of the plan was given",
  "report plan wrong": REPORTED,
  "open wrong report": "began to say what in the plan is wrong",

  // Drafts and proposals
  "read draft of plan": "read a change to the plan before it was signed",
  "read own draft of plan": "read a change to the plan before it was signed",
  "review draft of plan": "read a change to the plan before it was signed",
  "read plan proposals": "read a change to the plan before it was signed",
  "save draft of plan": WROTE,
  "settle conflicts of plan": WROTE,
  "hand over draft of plan": "gave a change to the plan to somebody else to finish",
  "bring back draft of plan": WROTE,
  "discard draft of plan": "took back a change to the plan",
  "propose plan for signing": "asked somebody to sign a change to the plan",
  "take plan proposal": WROTE,
  "return plan proposal": "gave back a change to the plan without signing it",
  "withdraw plan proposal": "took back a change to the plan",
  "put back plan proposal": WROTE,
  "take package proposal": WROTE,
  "change package proposal": WROTE,
  "decline package proposal": "said no to a suggestion for the plan",
  "reopen package proposal": "took up a suggestion for the plan again",

  // In an emergency
  "look up urgently": "looked for an emergency plan",
  "read crisis page": READ_EMERGENCY,
  "read handler lines": READ_EMERGENCY,
  "look up by card": "looked for the plan with its card",
  "open contact": ATTENDS,
  "record contact": CONTACT,
  "open contact form": "began to note an urgent contact",
  "close unrecorded contact": "said why an urgent contact was not noted",
  "read receipt": CONTACT_READ,
  "accept follow-up": FOLLOWED_UP,
  "escalate follow-up": FOLLOWED_UP,
  "open key safe": "read how to get into the home",
  "see whether a key safe is kept": "looked whether it is noted how to get into the home",
  "set key safe": KEY_SAFE,
  "remove key safe": KEY_SAFE,
  "make plan card": CARD,
  "stop plan cards": CARD,
  "list plan cards": "looked which cards there are",

  // The record
  "read record": READ_RECORD,
  "read banner": READ_RECORD,
  "read why": READ_RECORD,
  "read care due": READ_RECORD,
  "read care process": READ_RECORD,
  "read care packages": READ_RECORD,
  "read crisis cards": READ_RECORD,
  "read record for plan": READ_RECORD,
  "read sensitive lines for plan": READ_RECORD,
  "record care": CARE,
  "excuse care": CARE,
  "withdraw excuse": CARE,
  "mark care as entered in error": CARE,

  // Meetings
  "read case": "read about care for a meeting",
  "note case": MEETING,
  "record decision": "noted what a meeting decided",
  "close case": MEETING,
  "reopen case": MEETING,
  "carry case over": MEETING,
  "take case off agenda": "took the talk about care off a meeting",
  "order agenda": "prepared a meeting about care",
  "prepare nomination": "prepared a meeting about care",
  nominate: "asked for a talk about care in a meeting",
  "withdraw nomination": "took the talk about care off a meeting",
  "prepare referral": "prepared a meeting about care",
  "refer to MDG": "asked for a talk about care in a meeting",
  "take up proposal": "asked for a talk about care in a meeting",
  "come back to MDG": "asked for a talk about care in a meeting",
  "step down": "ended the talks about care in meetings",

  // Work
  "read action": ACTION_READ,
  "add action": ACTION,
  "action: accepted": ACTION,
  "action: declined": ACTION,
  "action: bounced": ACTION,
  "action: reassigned": ACTION,
  "action: carried_over": ACTION,
  "action: done": ACTION,
  "action: cancelled": ACTION,
  "action: reopened": ACTION,
  "action: kept": ACTION,
  "action: lapsed": ACTION,
  "open task": TASK,
  "finish task": TASK,

  // Pages of the person's own
  "read the person's own pages": "looked who has pages of their own",
  "read who opened": "read who opened the record",
  "write own words": "wrote words for the plan",
  "answer words of person": "answered the person’s words",
  "invite person": PAGES,
  "print invitation": PAGES,
  "end access of person": PAGES,
};

/** In words; of a deed that stands in older records alone nothing more is said than that the record was used. */
export const deedInWords = (did: string): string => (Object.hasOwn(DEEDS, did) ? DEEDS[did]! : "used the record");
