/** What the person, a carer or a proxy may see and do on their own pages, and the code that opens them the first time. */

export const ACCESS_KINDS = {
  self: "The person",
  proxy: "Somebody who may act for the person (attorney, deputy, parent)",
  carer: "A carer",
} as const;
export type AccessKind = keyof typeof ACCESS_KINDS;
export const isAccessKind = (text: string): text is AccessKind => Object.hasOwn(ACCESS_KINDS, text);

export const GRANTS = {
  plan: "Read the plan",
  about_me: "Write About me, and say what is not right",
  question: "Ask a question for the meeting",
  openings: "See which organisations opened the plan",
} as const;
export type Grant = keyof typeof GRANTS;
export const isGrant = (text: string): text is Grant => Object.hasOwn(GRANTS, text);

/** What is offered first: who opened the plan is the person's own business until somebody decides otherwise. */
export const USUAL_GRANTS: Readonly<Record<AccessKind, readonly Grant[]>> = {
  self: ["plan", "about_me", "question", "openings"],
  proxy: ["plan", "about_me", "question"],
  carer: ["plan", "question"],
};

/** Who opened the plan may show where the person sought help: it is told to the person alone. */
export const mayGrant = (kind: AccessKind, grant: Grant): boolean => grant !== "openings" || kind === "self";

/** Days for which a code opens the pages the first time. Proposed by Confer; how many tries end it, the database counts. */
export const CODE_DAYS = 14;

/** Letters and digits that nobody mistakes for one another, read out or written by hand. */
const LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789";
const CODE_LENGTH = 8;

/** "K7QD-M2XR". `pick` answers a random whole number below the one that it is given. */
export function codeOf(pick: (below: number) => number): string {
  const letters = Array.from({ length: CODE_LENGTH }, () => LETTERS[pick(LETTERS.length)]);
  return `${letters.slice(0, CODE_LENGTH / 2).join("")}-${letters.slice(CODE_LENGTH / 2).join("")}`;
}

/** Figures alone, so that nobody takes the number for the code; none that looks like a letter. */
const FIGURES = "23456789";
const NUMBER_LENGTH = 9;

/** The number of an invitation, as it is kept: "234567892". Said, not secret: with it goes the code, or the passphrase. */
export const invitationNumberOf = (pick: (below: number) => number): string =>
  Array.from({ length: NUMBER_LENGTH }, () => FIGURES[pick(FIGURES.length)]).join("");

/** "234 567 892": in threes, as it is read out and printed. */
export const numberInWords = (number: string): string => number.replace(/(...)(?=.)/g, "$1 ");

/** As it is kept, however it was typed; undefined when it cannot be one. */
export function tidyNumber(typed: string): string | undefined {
  const figures = typed.replace(/[\s.-]/g, "");
  return /^[2-9]{9}$/.test(figures) ? figures : undefined;
}

/** As it is compared: however it was typed. */
export const tidyCode = (typed: string): string => typed.toUpperCase().replace(/[^A-Z0-9]/g, "");

/** What a person may write about, by the field of About me that it is for; "question" and "wrong" are for staff. */
export const PERSON_WORDS = {
  mostImportant: "What is most important to me",
  importantPeople: "People who are important to me",
  communicate: "How I communicate and how to communicate with me",
  wellness: "My wellness",
  pleaseDo: "Please do and please don't",
  support: "How and when to support me",
  worthKnowing: "Also worth knowing about me",
  question: "My question for the meeting",
  wrong: "Something in the plan that is not right",
} as const;
export type PersonTopic = keyof typeof PERSON_WORDS;
export const isPersonTopic = (text: string): text is PersonTopic => Object.hasOwn(PERSON_WORDS, text);
export const MOST_WORDS = 600;

/** The grant that a topic asks for. */
export const grantFor = (topic: PersonTopic): Grant => (topic === "question" ? "question" : "about_me");
