/**
 * What of a plan the person's copy holds, and in which words: the whitelist. Never here: the call handler's lines,
 * safety of staff, prognosis, formulation, assessments of capacity, signs that a carer is at their limit, notes about
 * people, codes of any door.
 */
import type { Item, Values } from "./plan";
import { mayBeTold } from "./plan-ring";
import type { SectionId } from "./plan-sections";

export type PlainPartRule = {
  section: SectionId;
  title: string;
  /** Stands under the title. */
  note?: string;
  /** Field → the words before it; "" for words that stand by themselves. In the order of the copy. */
  fields: Readonly<Record<string, string>>;
  /** The field of an item that is its heading. */
  heading?: string;
  /** What the heading begins with. */
  headingLead?: string;
  /** Words for the answers of a choice; an answer that is mapped to "" is left out. */
  says?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Items that the copy holds. */
  only?: (item: Item) => boolean;
  /**
   * Left out while the person has not been told: of the prognosis, or of the CPR recommendation. Whoever does not know of
   * a recommendation is not told of the prognosis here either.
   */
  told?: "prognosis" | "recommendation";
};

export const PLAIN_PARTS: readonly PlainPartRule[] = [
  {
    section: "aboutMe",
    title: "About me, in my own words",
    fields: {
      mostImportant: "What is most important to me",
      importantPeople: "People who are important to me",
      communicate: "How I communicate and how to communicate with me",
      wellness: "My wellness",
      pleaseDo: "Please do and please don’t",
      support: "How and when to support me",
      worthKnowing: "Also worth knowing about me",
      supportedBy: "Helped to write this",
      writtenOn: "Written on",
      media: "My film, picture or recording",
    },
  },
  { section: "strengths", title: "Your strengths", fields: { what: "" } },
  { section: "needs", title: "What you need or worry about", fields: { what: "" } },
  {
    section: "goals",
    title: "Your goals and hopes",
    heading: "what",
    fields: { matters: "Why it matters", status: "", stages: "Steps on the way", outcome: "What came of it" },
    says: {
      status: {
        proposed: "This goal is proposed.",
        active: "This goal is being worked on.",
        achieved: "This goal is reached.",
        stopped: "This goal was stopped.",
      },
    },
  },
  {
    section: "actions",
    title: "Who does what",
    heading: "what",
    fields: {
      ownerName: "Who",
      ownerOrganisation: "From",
      dueOn: "By",
      strategies: "What may help",
      reviewOn: "Looked at again on",
    },
  },
  {
    section: "contingency",
    title: "If things change",
    note: "What you, those who help you and staff can do, and whom to ring.",
    heading: "trigger",
    headingLead: "If",
    fields: {
      earlySigns: "Early signs",
      doFirst: "Do first",
      call999: "Ring 999 if",
      doNot: "Do not",
      unless: "Unless",
      ring: "Ring",
      coping: "What helps",
      medicines: "Medicines for this",
      medicinesKept: "Where they are kept",
      equipment: "Equipment for this",
    },
  },
  {
    section: "carer",
    title: "If your carer cannot go on",
    fields: {
      doFirst: "Do first",
      alone: "Can you be left alone?",
      ring: "Ring",
      needs: "What cannot wait",
      medicines: "Medicines",
      place: "Where you can stay",
      unless: "When to call an ambulance all the same",
    },
    says: { alone: { unknown: "" } },
  },
  {
    section: "understanding",
    title: "Your health, and what matters in an emergency",
    told: "prognosis",
    fields: {
      understanding: "Your health and what may happen",
      mattersInEmergency: "What matters most to you",
      balance: "",
    },
    says: {
      balance: {
        life: "If both cannot be had, living longer comes first.",
        both: "Living longer and comfort matter alike, or it depends.",
        comfort: "If both cannot be had, comfort comes first.",
        unknown: "",
      },
    },
  },
  {
    section: "escalation",
    title: "What care is for in an emergency",
    told: "recommendation",
    fields: { goal: "Goal", hospital: "Hospital", hospitalUnless: "But always" },
  },
  {
    section: "critical",
    title: "What staff must know in an emergency",
    heading: "fact",
    fields: { instruction: "" },
  },
  {
    section: "usual",
    title: "How you are on an ordinary day",
    fields: {
      mobility: "Moving",
      speech: "Speech and understanding",
      cognition: "Memory",
      oxygen: "Oxygen",
      bloodPressure: "Blood pressure",
      glucose: "Sugar in the blood",
      other: "Also",
    },
  },
  {
    section: "preferences",
    title: "Where you want to be",
    told: "prognosis",
    fields: {
      care: "To be cared for",
      carePlace: "Kind of place",
      death: "To die",
      deathPlace: "Kind of place",
      notPossible: "If it cannot be",
      statement: "Your wishes",
      statementOn: "Written on",
      statementLocation: "Where this is kept",
      faith: "Your faith",
    },
    says: { carePlace: { not_discussed: "" }, deathPlace: { not_discussed: "" } },
  },
  {
    section: "palliative",
    title: "Medicines kept ready, and wishes for afterwards",
    told: "prognosis",
    fields: {
      anticipatory: "What was agreed",
      inHome: "Kept at home",
      checkedOn: "Checked on",
      organDonation: "Organ donation",
      afterDeath: "After your death",
    },
    says: { organDonation: { unknown: "" } },
  },
  {
    section: "diabetesPlan",
    title: "Your diabetes",
    fields: {
      regimen: "How you take insulin",
      insulins: "Your insulins",
      chart: "Where your chart of doses is",
      givenBy: "Who gives it",
      monitoring: "How your glucose is measured",
      target: "The range we agreed",
      hypo: "If it is low",
      sickDays: "When you are ill or not eating",
      ketones: "Ketones",
      pump: "If your pump fails",
      software: "App for doses",
    },
  },
  {
    section: "communication",
    title: "How to speak with you and reach you",
    fields: {
      language: "Language",
      interpreter: "Interpreter",
      hearing: "Hearing",
      sight: "Sight",
      contactBy: "How you like to be reached",
      email: "E-mail",
      otherContact: "Other ways to reach you",
      adjustments: "What helps",
      other: "Also",
    },
  },
  { section: "adjustments", title: "What makes care work for you", heading: "kind", fields: { what: "" } },
  { section: "impairments", title: "What is harder for you", heading: "category", fields: { detail: "" } },
  {
    section: "home",
    title: "Your home",
    fields: {
      access: "Arriving",
      livingWith: "You live with",
      dependants: "Who depends on you",
      equipment: "Equipment",
      medicines: "Where your medicines are",
      accommodation: "Kind of home",
    },
  },
  {
    section: "equipment",
    title: "Your equipment",
    heading: "what",
    fields: {
      where: "Where it is",
      ifItFails: "If it fails or the power goes",
      supplier: "Supplied and mended by",
      phone: "Their number",
      replacedOn: "Next service or replacement",
    },
  },
  {
    section: "people",
    title: "Whom to ring",
    heading: "name",
    only: (item: Values) => mayBeTold(item),
    fields: {
      role: "",
      organisation: "",
      team: "",
      keyWorker: "",
      carer: "",
      phone: "Phone",
      hours: "Answers",
      prefers: "How to reach them",
      until: "Only until",
    },
    says: {
      keyWorker: { yes: "Your key worker: ask them first.", no: "" },
      carer: { main: "Main carer.", standIn: "Stands in when the main carer cannot.", no: "" },
    },
  },
  {
    section: "supportPlans",
    title: "Your other support plans",
    heading: "name",
    fields: {
      content: "",
      location: "Where it is",
      reviewOn: "Looked at again on",
      reviewBy: "By",
      reviewPhone: "Their number",
    },
  },
  {
    section: "documents",
    title: "Your papers",
    heading: "title",
    only: ({ confidential }) => confidential !== "limited",
    fields: { kind: "", dated: "Dated", location: "Where it is" },
  },
  { section: "funding", title: "Who pays for your care", fields: { source: "", detail: "" } },
];
