/**
 * Sets that only scores read. Those without members wait for a site's own lists, or for ids that could be verified: a
 * score that needs one says that it is not installed, and answers with a floor. The published list of the eFI2 was
 * found damaged by a spreadsheet (ids such as 4.78E+14), so that none of its codes is taken over here.
 */
import { type CodeSet, snomed } from "./code-set";
import { SMOKING } from "./measurements";

const made = {
  version: "2026-11-22",
  source: "selected by Confer; ids found in OpenSAFELY published lists and in public terminology listings",
  licence: "SNOMED CT ids under the UK licence of each site; selection Apache-2.0",
};

const set = (id: string, name: string, members: CodeSet["members"] = []): CodeSet => ({ id, name, ...made, members });

export const SCORES: CodeSet[] = [
  set(
    "anxiety",
    "Anxiety disorder",
    snomed({ 197480006: "Anxiety disorder", 21897009: "Generalized anxiety disorder", 371631005: "Panic disorder" }),
  ),
  set("irritable-bowel", "Irritable bowel syndrome", snomed({ 10743008: "Irritable bowel syndrome" })),
  set("alcohol-problem", "Alcohol problem", snomed({ 66590003: "Alcohol dependence" })),
  set(
    "motor-neurone-disease",
    "Motor neurone disease",
    snomed({ 37340000: "Motor neuron disease", 86044005: "Amyotrophic lateral sclerosis" }),
  ),
  {
    ...set("medicine-analgesic", "Pain relief"),
    substances: {
      any: "paracetamol, co-codamol, co-dydramol, codeine, dihydrocodeine, tramadol, morphine, oxycodone, buprenorphine, fentanyl, tapentadol, ibuprofen, naproxen, diclofenac, etoricoxib, celecoxib".split(
        ", ",
      ),
      butNot: ["gel", "cream", "eye"],
    },
  },
  set("alcohol-intake", "Alcohol intake asked"),
  set("efi2-alcohol-harmful", "Alcohol: harmful intake"),
  set("efi2-alcohol-previous", "Alcohol: previous harmful or higher-risk use"),
  set("efi2-medication-management", "Medication management problems"),
  set("efi2-memory-concerns", "Memory concerns"),
  set("efi2-cognitive-impairment", "Cognitive impairment"),
  set("efi2-environment", "Environment problems"),
  set("efi2-fracture", "Fracture"),
  set("efi2-dressing-grooming", "Dressing or grooming problems"),
  set("efi2-transient-ischaemic-attack", "Transient ischaemic attack"),
  set("efi2-self-harm", "Self-harm"),
  set("smoking-current", "Smokes now", SMOKING.current),
  set("smoking-ex", "Smoked formerly", SMOKING.ex),
  set("smoking-never", "Never smoked", SMOKING.never),
];
