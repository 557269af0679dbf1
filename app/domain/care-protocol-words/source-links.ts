/**
 * Where a source can be read on the web, by the words that name it in our sources. Only addresses that are known for
 * certain: a wrong one would be worse than none. NICE numbers make their own (SourceWords).
 */
export const SOURCE_LINKS: readonly (readonly [words: string, address: string])[] = [
  ["Strain WD et al. Diabetes Ther 2021", "https://pmc.ncbi.nlm.nih.gov/articles/PMC8099963"],
  ["Strain WD et al. Diabet Med 2018", "https://pubmed.ncbi.nlm.nih.gov/29633351"],
  ["STOPP/START version 3", "https://pmc.ncbi.nlm.nih.gov/articles/PMC10447584"],
  ["O'Mahony D et al. Eur Geriatr Med 2023", "https://pmc.ncbi.nlm.nih.gov/articles/PMC10447584"],
  [
    "National Diabetes Audit",
    "https://digital.nhs.uk/data-and-information/clinical-audits-and-registries/national-diabetes-audit",
  ],
  ["SPICT", "https://www.spict.org.uk"],
  ["Gold Standards Framework", "https://www.goldstandardsframework.org.uk"],
  ["UK National Screening Committee", "https://view-health-screening-recommendations.service.gov.uk/dementia/"],
  [
    "NHS diabetic eye screening programme",
    "https://www.gov.uk/government/publications/diabetic-eye-screening-longer-intervals-for-people-at-lowest-risk/diabetic-eye-screening-intervals-extended-for-people-at-lowest-risk",
  ],
  [
    "NHS England, Proactive care",
    "https://www.england.nhs.uk/long-read/proactive-care-providing-care-and-support-for-people-living-at-home-with-moderate-or-severe-frailty",
  ],
  ["Enhanced Health in Care Homes", "https://www.england.nhs.uk/community-health-services/ehch"],
  ["National Osteoporosis Guideline Group", "https://www.nogg.org.uk"],
  ["Care Act 2014, section 10", "https://www.legislation.gov.uk/ukpga/2014/23/section/10"],
  ["Specialist Pharmacy Service", "https://www.sps.nhs.uk/monitorings/"],
  ["Universal Care Plan for London", "https://ucp.onelondon.online"],
  ["NICE indicator IND142", "https://www.nice.org.uk/indicators/ind142"],
  ["Green Book chapter 25", "https://www.gov.uk/government/publications/pneumococcal-the-green-book-chapter-25"],
];

export type SourcePart = { words: string; address?: string };

const NICE = String.raw`\b(?:NG|CG|QS)\d{1,3}\b`;
const escaped = (words: string) => words.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
const KNOWN = new RegExp(`(${[...SOURCE_LINKS.map(([words]) => escaped(words)), NICE].join("|")})`, "g");

/** The sentence in parts, each source in it that is known with its address. NICE: "NG28", "CG146", "QS86". */
export function sourceParts(sentence: string): SourcePart[] {
  return sentence
    .split(KNOWN)
    .filter((words) => words !== "")
    .map((words) => {
      const address = SOURCE_LINKS.find(([known]) => known === words)?.[1];
      if (address) return { words, address };
      return new RegExp(`^${NICE}$`).test(words)
        ? { words, address: `https://www.nice.org.uk/guidance/${words.toLowerCase()}` }
        : { words };
    });
}
