/**
 * Long-term conditions of brain and mind that place a person in a segment: those of the Quality and Outcomes
 * Framework's registers, with Parkinson's disease and multiple sclerosis. A condition counts while it has no end date.
 */
import { type CodeSet, snomed } from "./code-set";

const made = {
  version: "2026-11-22",
  source: "QOF registers (conditions); ids selected by Confer from NHS Digital and OpenSAFELY published lists",
  licence: "SNOMED CT ids under the UK licence of each site; selection Apache-2.0",
};

export const LONG_TERM_CONDITIONS_OF_MIND: CodeSet[] = [
  {
    id: "condition-dementia",
    name: "Dementia",
    ...made,
    members: snomed({
      52448006: "Dementia",
      26929004: "Alzheimer's disease",
      429998004: "Vascular dementia",
      56267009: "Multi-infarct dementia",
      80098002: "Diffuse Lewy body disease",
      278857002: "Dementia of frontal lobe type",
      230270009: "Frontotemporal dementia",
      12348006: "Presenile dementia",
      15662003: "Senile dementia",
      425390006: "Dementia associated with Parkinson's Disease",
      142811000119104: "Dementia due to Alzheimer's disease",
      312991009: "Senile dementia of the Lewy body type",
      230286002: "Subcortical vascular dementia",
      101421000119107: "Dementia due to Parkinson's disease",
      230265002: "Familial Alzheimer's disease of early onset",
    }),
  },
  {
    id: "condition-depression",
    name: "Depression",
    ...made,
    members: snomed({
      35489007: "Depressive disorder",
      370143000: "Major depressive disorder",
      36923009: "Major depression, single episode",
      191616006: "Recurrent depression",
      192080009: "Chronic depression",
      268621008: "Recurrent major depressive episodes",
      310495003: "Mild depression",
      310496002: "Moderate depression",
      310497006: "Severe depression",
    }),
  },
  {
    id: "condition-serious-mental-illness",
    name: "Serious mental illness",
    ...made,
    members: snomed({
      58214004: "Schizophrenia",
      64905009: "Paranoid schizophrenia",
      13746004: "Bipolar disorder",
      371596008: "Bipolar I disorder",
      83225003: "Bipolar II disorder",
      68890003: "Schizoaffective disorder",
      69322001: "Psychotic disorder",
      48500005: "Delusional disorder",
      191525009: "Non-organic psychosis",
    }),
  },
  {
    id: "condition-epilepsy",
    name: "Epilepsy",
    ...made,
    members: snomed({
      84757009: "Epilepsy",
      19598007: "Generalized epilepsy",
      352818000: "Tonic-clonic epilepsy",
      128613002: "Seizure disorder",
    }),
  },
  {
    id: "condition-parkinsons-disease",
    name: "Parkinson's disease",
    ...made,
    members: snomed({
      49049000: "Parkinson's disease",
      230296006: "Vascular parkinsonism",
      80098002: "Diffuse Lewy body disease",
    }),
  },
  {
    id: "condition-multiple-sclerosis",
    name: "Multiple sclerosis",
    ...made,
    members: snomed({
      24700007: "Multiple sclerosis",
    }),
  },
  {
    id: "condition-learning-disability",
    name: "Learning disability",
    ...made,
    members: snomed({
      110359009: "Intellectual disability",
      416075005: "On learning disability register",
      86765009: "Mild intellectual disability",
      61152003: "Moderate intellectual disability",
      40700009: "Severe intellectual disability",
      31216003: "Profound intellectual disability",
      41040004: "Complete trisomy 21 syndrome",
      984661000000105: "Mild learning disability",
      984671000000103: "Moderate learning disability",
      508171000000105: "Severe learning disability",
      984681000000101: "Profound learning disability",
      "1239331000000100": "Significant intellectual disability",
    }),
  },
];
