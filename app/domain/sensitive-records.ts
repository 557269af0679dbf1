/**
 * Records that are left out of plans, packs and copies unless somebody puts one in by hand (safety rule 12): sexual
 * health, HIV, termination of pregnancy, assisted conception, gender history, abuse. Known by the words of their codes,
 * and HIV also by its medicines, since a site's own codes say it too; a start [M], for each site's Caldicott guardian to
 * sign. Leaving out too much is safe here: the record itself still shows it to those who may read it.
 */
const WORDS: readonly RegExp[] = [
  /\bHIV\b|human immunodeficiency|\bAIDS\b|acquired immune|antiretroviral/i,
  /sexually transmitted|\bSTI\b|\bSTD\b|syphilis|gonorrh|chlamydia|genital (herpes|wart)|herpes genitalis|trichomon|sexual health|genitourinary medicine|\bGUM clinic/i,
  /termination of pregnancy|abortion/i,
  /assisted (conception|reproduction|fertili)|in.?vitro fertili|\bIVF\b|\bICSI\b|insemination|(egg|ovum|oocyte|sperm|embryo) (donor|donation|transfer)|surroga/i,
  /gender (dysphoria|incongruence|identity|reassign|affirm|recognition)|transsexual|transgender|\btrans (man|woman)\b|sex reassignment/i,
  /(domestic|sexual|child|elder|emotional|physical|financial|psychological|spousal|partner) abuse|abuse of (adult|child|elder|vulnerable)|victim of (abuse|violence|assault)|domestic violence|\brape\b|sexual(ly)? (assault|exploit|violence)|female genital mutilation|\bFGM\b|modern slavery|forced marriage|safeguarding|child protection|non-accidental injury|(subject|risk) of (domestic|sexual)/i,
];

/** Medicines of HIV, treatment or prevention. */
const MEDICINES =
  /abacavir|atazanavir|bictegravir|cabotegravir|cobicistat|darunavir|dolutegravir|doravirine|efavirenz|elvitegravir|emtricitabine|etravirine|fostemsavir|lamivudine|lopinavir|maraviroc|nevirapine|raltegravir|rilpivirine|ritonavir|tenofovir|zidovudine|biktarvy|descovy|truvada|triumeq|odefsey|symtuza|genvoya|eviplera|atripla|juluca|dovato/i;

export const isSensitive = ({ display, kind }: { display: string; kind: string }): boolean =>
  WORDS.some((words) => words.test(display)) || (kind === "medicine" && MEDICINES.test(display));

/** Said on every page that lists from the record, whatever the record holds: the sentence itself must tell nothing. */
export const SENSITIVE_LEFT_OUT =
  "Records of sexual health, HIV, termination of pregnancy, assisted conception, gender history and abuse are never listed here. What a plan must say of them, its author writes, and restricts.";
