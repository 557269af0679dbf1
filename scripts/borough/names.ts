/** Invented people: given names and surnames by background, older and younger ones apart where fashions differ. */

import type { Sex } from "./ages";
import type { Ethnicity } from "./background";
import { ETHNIC_GROUPS } from "./population-figures";
import { chance, pick, type Random } from "./random";

type Names = { female: readonly string[]; male: readonly string[]; surnames: readonly string[] };

const words = (text: string) => text.trim().split(/\s+/);

const BRITISH_OLD = {
  female: words(`Margaret Patricia Jean Dorothy Sheila Barbara Joan Maureen Audrey Brenda Doreen Joyce Beryl Pamela
    Eileen Rita Kathleen Sylvia Valerie Shirley Marion Jacqueline Hazel Josephine Daphne`),
  male: words(`John Peter Ronald Kenneth Derek Raymond Dennis Brian Roy Gordon Leonard Norman Frank Stanley Alan Keith
    Douglas Geoffrey Maurice Harold Trevor Malcolm Cyril Bernard Reginald`),
};
const BRITISH_YOUNG = {
  female: words(`Sophie Emily Charlotte Olivia Hannah Chloe Jessica Lucy Amelia Grace Ella Rebecca Laura Gemma Katie
    Natalie Holly Megan Abigail Poppy Isla Freya Zoe Alice Rachel`),
  male: words(`James Thomas Daniel Oliver Jack Harry Matthew Joshua Luke Samuel Benjamin Adam Ryan George Charlie Jacob
    Alfie Nathan Callum Lewis Max Archie Connor Toby Edward`),
};
const BRITISH_SURNAMES = words(`Smith Jones Taylor Brown Williams Wilson Johnson Davies Patterson Wright Walker Thompson
  Robinson White Hughes Edwards Green Hall Wood Harris Clarke Jackson Turner Hill Cooper Ward Moore Morris King Baker
  Harrison Morgan Allen Scott Watson Parker Bennett Cook Richardson Shaw Collins Bailey Carter Marsh Fletcher Barker`);

const NAMES: Record<string, Names> = {
  B: {
    female: words("Bridget Siobhan Maeve Noreen Aoife Niamh Mary Deirdre Kathleen Ciara Sinead Orla"),
    male: words("Patrick Sean Michael Liam Declan Brendan Kevin Cormac Eoin Thomas Conor Dermot"),
    surnames: words("Murphy Kelly Byrne Ryan OConnor Walsh Doyle McCarthy Gallagher Doherty Kennedy Lynch Quinn Nolan"),
  },
  C: {
    female: words(`Maria Anna Katarzyna Elena Ioana Magdalena Agnieszka Andreea Sofia Monika Giulia Ines Beata Daniela
      Francesca Ewa Cristina Helena`),
    male: words(`Piotr Marek Andrei Krzysztof Ion Tomasz Mihai Marco Paulo Pawel Stefan Antonio Grzegorz Dimitri Luca
      Nikola Joao Alexandru`),
    surnames: words(`Kowalczyk Nowak Popescu Wisniewski Ionescu Rossi Silva Dimitrov Lewandowski Costa Horvath Petrov
      Zielinski Ferreira Dumitru Moretti Kaminski Stan Pereira Jankowski`),
  },
  H: {
    female: words(`Priya Anjali Meena Sunita Kavita Hansa Nisha Pushpa Jaya Rekha Manjula Harpreet Gurpreet Deepa Bhavna
      Jasvinder Asha Nirmala Kiran Sarita`),
    male: words(`Rajesh Amit Suresh Vijay Harish Kishor Sanjay Bharat Nikhil Gurdeep Jaspal Mahesh Ramesh Ashok Dinesh
      Rohan Balbir Arjun Hitesh Manoj`),
    surnames: words(`Patel Shah Sharma Singh Kaur Desai Mehta Joshi Gill Sandhu Chauhan Mistry Solanki Dhillon Parmar
      Bhatt Vyas Grewal Amin Rana Gohil Thakkar`),
  },
  J: {
    female: words("Fatima Ayesha Zainab Nasreen Saima Rukhsana Hafsa Shazia Amina Bushra Parveen Sana"),
    male: words("Mohammed Imran Tariq Usman Bilal Asif Hassan Nadeem Farooq Zahid Kashif Hamza"),
    surnames: words("Khan Ahmed Hussain Malik Iqbal Mahmood Akhtar Butt Chaudhry Mirza Qureshi Rashid Siddiqui Aslam"),
  },
  L: {
    female: words("Shanthi Dilani Maya Mina Farah Leila Rosario Nadia Soraya Sujatha Marisol Laxmi"),
    male: words("Siva Kumaran Ali Reza Jomar Bikash Farid Nuwan Hari Ramin Ravindra Jose"),
    surnames: words("Sivakumar Perera Gurung Ahmadi Santos Rajan Karimi Fernando Reyes Thapa Selvan Noori Silva Rai"),
  },
  R: {
    female: words("Mei Xiu Ling Wei Yan Hui Fang Jing Li Na"),
    male: words("Wei Ming Jun Hao Chen Kwok Tao Bo Jian Feng"),
    surnames: words("Chan Wong Li Chen Zhang Lam Liu Cheung Wang Ng Ho Yip"),
  },
  N: {
    female: words(`Adaeze Ngozi Folake Amara Abena Efua Halima Hodan Sagal Chiamaka Yetunde Akosua Grace Ifeoma Blessing
      Asha`),
    male: words(`Chidi Emeka Tunde Kwame Kofi Abdi Mohamed Olumide Ifeanyi Yaw Samuel Segun Abdullahi Femi Daniel
      Emmanuel`),
    surnames:
      words(`Obi Okafor Adeyemi Mensah Abdi Eze Owusu Hassan Adebayo Boateng Okeke Ali Osei Nwosu Balogun Warsame
      Asante Bello`),
  },
  M: {
    female: words("Marcia Beverley Yvonne Sonia Claudette Jasmine Paulette Shanice Gloria Merlene Alicia Dionne"),
    male: words("Winston Delroy Errol Leroy Marlon Tyrone Desmond Jermaine Carlton Neville Andre Clive"),
    surnames: words("Campbell Francis Gordon Grant Reid Henry Bailey Powell Morgan Blake Lewis Joseph Charles Barrett"),
  },
  S: {
    female: words("Layla Noor Mariam Huda Rania Salma Yasmin Zahra Shirin Lina Parisa Camila"),
    male: words("Omar Yusuf Karim Ahmad Khalid Sami Hussein Mahdi Faisal Ramin Darius Mateo"),
    surnames: words(
      "Al-Hassan Haddad Ibrahim Mansour Saleh Aziz Nasser Khalil Hosseini Farah Rahimi Jaber Garcia Amiri",
    ),
  },
};
/** Groups that borrow another's names. */
const LIKE: Record<string, string> = { K: "J", P: "N", D: "A", E: "N", F: "H", G: "S" };

export const letterOf = (ethnicity: Ethnicity) => ETHNIC_GROUPS[ethnicity.broad]?.[ethnicity.group]?.letter ?? "S";

export function drawSurname(ethnicity: Ethnicity, random: Random): string {
  const letter = letterOf(ethnicity);
  return pick(random, NAMES[LIKE[letter] ?? letter]?.surnames ?? BRITISH_SURNAMES);
}

export function drawGivenName(ethnicity: Ethnicity, sex: Sex, age: number, random: Random): string {
  const letter = letterOf(ethnicity);
  const british = age >= 55 ? BRITISH_OLD : BRITISH_YOUNG;
  const names = NAMES[LIKE[letter] ?? letter];
  if (!names || (letter !== "A" && age < 30 && chance(random, 0.2))) return pick(random, british[sex]);
  return pick(random, names[sex]);
}

/** First languages other than English, by category letter (BCP 47 tags); the list is illustrative. */
const LANGUAGES: Record<string, readonly [tag: string, name: string][]> = {
  C: [
    ["pl", "Polish"],
    ["ro", "Romanian"],
    ["it", "Italian"],
    ["pt", "Portuguese"],
  ],
  H: [
    ["gu", "Gujarati"],
    ["pa", "Panjabi"],
    ["hi", "Hindi"],
  ],
  J: [
    ["ur", "Urdu"],
    ["pa", "Panjabi"],
  ],
  K: [["bn", "Bengali"]],
  L: [
    ["ta", "Tamil"],
    ["fa", "Persian"],
    ["tl", "Tagalog"],
    ["ne", "Nepali"],
  ],
  R: [["zh", "Chinese"]],
  N: [
    ["so", "Somali"],
    ["yo", "Yoruba"],
  ],
  S: [
    ["ar", "Arabic"],
    ["fa", "Persian"],
  ],
};

/** NWL: 28.6 % of people have another first language [V]; it falls on the groups that have one in this list [P]. */
export function drawLanguage(ethnicity: Ethnicity, random: Random): readonly [string, string] | undefined {
  const languages = LANGUAGES[letterOf(ethnicity)];
  return languages && chance(random, 0.48) ? pick(random, languages) : undefined;
}
