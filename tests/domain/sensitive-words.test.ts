/** The net of words beneath the lists of codes: what it catches, and what must stay to be seen (safety rule 12). */
import { describe, expect, test } from "vitest";
import { isSensitive } from "../../app/domain/sensitive-records";

const judged = (display: string, kind = "problem") =>
  isSensitive({ system: "local", code: "X1", display, kind, sets: [] });

describe("left out by its words", () => {
  test.each([
    ...["HIV positive", "AIDS", "AIDS - acquired immunodeficiency syndrome", "Aids-related complex", "AIDS VIRUS TEST"],
    ...["CD4 count", "Pre-exposure prophylaxis", "PrEP started", "HIV post-exposure prophylaxis"],
    ...["Gonococcal infection", "Gonorrhoea", "Lymphogranuloma venereum", "Syphilitic aortitis", "Venereal disease"],
    ...["Treponemal antibody positive", "Chancroid", "Attends sexual health clinic", "Anogenital herpes simplex, STI"],
    ...["Therapeutic termination", "Induced termination", "Legal termination NOS", "Medical abortion"],
    ...["Termination of pregnancy", "Pregnancy termination counselling", "Termination of unwanted pregnancy"],
    ...["In vitro fertilisation", "IVF pregnancy", "Egg donor"],
    ...["Male-to-female", "Female to male transsexual", "Gender dysphoria", "Trans woman", "Sex change operation"],
    ...["History of abuse", "Adult abuse", "At risk of abuse", "Sexually abused", "Victim of elder abuse", "Abuse"],
    ...[
      "Honour based abuse",
      "Honor-based violence",
      "Coercive and controlling behaviour",
      "In an abusive relationship",
    ],
    ...["Drug-facilitated sexual abuse", "Alcohol abuse; victim of domestic abuse", "Suspected abuser at home"],
    ...["Safeguarding adult concern", "Subject to MARAC", "Female genital mutilation", "Intimate partner violence"],
  ])("%s", (display) => expect(judged(display)).toBe(true));
});

describe("stays to be seen", () => {
  test.each([
    // Who treats must know these: withdrawal, overdose, what not to give.
    ...["Alcohol abuse", "Drug abuse", "Drug abuse in the elderly", "Nondependent abuse of drugs", "Laxative abuse"],
    ...["Nondependent alcohol abuse, continuous", "Alcohol and drug abuse", "Opioid drug abuse", "Cocaine abuse"],
    ...["Abuse of non-dependence-producing substances", "Intravenous drug abuser", "Antidepressant type drug abuse"],
    ...[
      "Hearing aids",
      "Walking aids",
      "Uses walking aids",
      "HEARING AIDS",
      "Aids to daily living",
      "WALKING AIDS REVIEW",
    ],
    ...["Rabies pre-exposure prophylaxis", "Post-exposure prophylaxis for rabies", "Verbally abusive to staff"],
    ...[
      "Self-neglect",
      "Left-sided visual neglect",
      "Termination of contract",
      "Heart failure",
      "Male pattern baldness",
    ],
    ...["Generalised anxiety", "Transient ischaemic attack", "Translocation", "Sexual dysfunction"],
  ])("%s", (display) => expect(judged(display)).toBe(false));
});

describe("medicines of HIV by their brands", () => {
  test.each(
    [
      "Tivicay 50mg tablets",
      "Isentress 600mg tablets",
      "Prezista 800mg tablets",
      "Kivexa tablets",
      "Kaletra 200mg/50mg tablets",
      "Stribild tablets",
      "Delstrigo tablets",
      "Celsentri 300mg tablets",
      "Reyataz 300mg capsules",
      "Rekambys 900mg/3ml injection",
    ].map((display) => [display]),
  )("%s is left out as a medicine, and not as an allergy", (display) => {
    expect(judged(display, "medicine")).toBe(true);
    expect(judged(display, "allergy")).toBe(false);
  });

  test.each(["Aciclovir 200mg tablets", "Valaciclovir 500mg tablets", "Insulin glargine", "Truvad 1mg"])(
    "%s stays",
    (display) => expect(judged(display, "medicine")).toBe(false),
  );
});
