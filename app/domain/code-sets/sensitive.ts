/**
 * What is left out of plans, packs and copies unless somebody puts it back by hand (safety rule 12). Ids "sensitive-…".
 * Here are whole categories of ICD-10, and of SNOMED CT what published lists hold and could be checked; the national
 * exclusion reference sets are for each site to install over these, under its own licence:
 *   999004381000000103 sexually transmitted disease   999004361000000107 termination of pregnancy
 *   999004371000000100 assisted fertilisation         999004351000000109 gender related issues
 * (npm run codesets -- import FILE --set sensitive-…). Beneath all of them lie the words of domain/sensitive-records.
 */
import { type CodeSet, type CodeSetMember, icd10, type Substances, snomed } from "./code-set";

const made = {
  version: "2026-11-22",
  licence:
    "ICD-10 category codes and short titles, WHO 2016; SNOMED CT ids under the UK licence of each site; selection Apache-2.0",
};

const UPTAKE = "selected by Confer from the PRIMIS COVID-19 vaccine uptake lists";

type Sensitive = { name: string; source: string; members: CodeSetMember[]; substances?: Substances };

const sensitive = (id: string, set: Sensitive): CodeSet => ({ id: `sensitive-${id}`, ...made, ...set });

export const SENSITIVE: CodeSet[] = [
  sensitive("hiv", {
    name: "Sensitive: HIV",
    source: `ICD-10 chapters I and XXI, codes of HIV disease; ${UPTAKE} (immunosuppression); medicines by substance`,
    members: [
      ...icd10({
        B20: "HIV disease resulting in infectious and parasitic diseases",
        B21: "HIV disease resulting in malignant neoplasms",
        B22: "HIV disease resulting in other specified diseases",
        B23: "HIV disease resulting in other conditions",
        B24: "Unspecified HIV disease",
        F024: "Dementia in HIV disease",
        O987: "HIV disease complicating pregnancy, childbirth and the puerperium",
        R75: "Laboratory evidence of HIV",
        Z114: "Special screening examination for HIV",
        Z206: "Contact with and exposure to HIV",
        Z21: "Asymptomatic HIV infection status",
        Z717: "HIV counselling",
      }),
      ...snomed({
        86406008: "Human immunodeficiency virus infection",
        40780007: "Human immunodeficiency virus I infection",
        79019005: "Human immunodeficiency virus II infection",
        91947003: "Asymptomatic human immunodeficiency virus infection",
        111880001: "Acute human immunodeficiency virus infection",
        165816005: "Human immunodeficiency virus positive",
        713742005: "Human immunodeficiency virus antibody positive",
        81000119104: "Symptomatic human immunodeficiency virus infection",
        80191000119101: "Symptomatic human immunodeficiency virus I infection",
        52079000: "Congenital human immunodeficiency virus infection",
        405631006: "Pediatric human immunodeficiency virus infection",
        90681000119107: "Asymptomatic human immunodeficiency virus A1 infection",
        90691000119105: "Asymptomatic human immunodeficiency virus A2 infection",
        76981000119106: "Human immunodeficiency virus (HIV) infection category B1",
        76991000119109: "Human immunodeficiency virus (HIV) infection category B2",
        186706006: "Human immunodeficiency virus infection constitutional disease",
        186707002: "Human immunodeficiency virus infection with neurological disease",
        186708007: "Human immunodeficiency virus infection with secondary clinical infectious disease",
        943041000000105:
          "Human immunodeficiency virus disease resulting in haematological and immunological abnormalities",
        230180003: "Human immunodeficiency virus leukoencephalopathy",
        230598008: "Neuropathy caused by human immunodeficiency virus",
        235009000: "Human immunodeficiency virus-associated periodontitis",
        235726002: "Human immunodeficiency virus enteropathy",
        236406007: "Acquired immune deficiency syndrome-related nephropathy",
        240103002: "Human immunodeficiency virus myopathy",
        276665006: "Congenital acquired immune deficiency syndrome",
        276666007: "Congenital human immunodeficiency virus positive status syndrome",
        397763006: "Human immunodeficiency virus encephalopathy",
        398329009: "Human immunodeficiency virus encephalitis",
        445945000: "Infectious disease associated with acquired immune deficiency syndrome",
        713844000: "Dementia co-occurrent with human immunodeficiency virus infection",
        713488003: "Presenile dementia co-occurrent with human immunodeficiency virus infection",
        713490002: "Infection caused by Pneumocystis co-occurrent with human immunodeficiency virus infection",
        713722001: "Infection caused by Cytomegalovirus co-occurrent with human immunodeficiency virus infection",
        91948008: "Asymptomatic human immunodeficiency virus infection in pregnancy",
        721166000: "Human immunodeficiency virus complicating pregnancy childbirth and the puerperium",
      }),
    ],
    substances: {
      any: [
        ..."abacavir atazanavir bictegravir cabotegravir cobicistat darunavir dolutegravir doravirine efavirenz".split(
          " ",
        ),
        ..."elvitegravir emtricitabine etravirine fostemsavir lamivudine lopinavir maraviroc nevirapine".split(" "),
        ..."raltegravir rilpivirine ritonavir tenofovir zidovudine biktarvy descovy truvada triumeq odefsey".split(" "),
        ..."symtuza genvoya eviplera atripla juluca dovato tivicay isentress prezista kivexa kaletra stribild".split(
          " ",
        ),
        ..."delstrigo celsentri reyataz edurant intelence viramune sustiva norvir rezolsta evotaz combivir".split(" "),
        ..."trizivir ziagen epivir retrovir viread emtriva pifeltro rukobia vocabria rekambys apretude sunlenca".split(
          " ",
        ),
        ..."lenacapavir fosamprenavir tipranavir saquinavir enfuvirtide ibalizumab".split(" "),
      ],
    },
  }),
  sensitive("sexual-health", {
    name: "Sensitive: sexually transmitted disease",
    source: `ICD-10 chapter I, block A50 to A64, infections with a predominantly sexual mode of transmission; ${UPTAKE} (liver and heart disease)`,
    members: [
      ...icd10({
        A50: "Congenital syphilis",
        A51: "Early syphilis",
        A52: "Late syphilis",
        A53: "Other and unspecified syphilis",
        A54: "Gonococcal infection",
        A55: "Chlamydial lymphogranuloma (venereum)",
        A56: "Other sexually transmitted chlamydial diseases",
        A57: "Chancroid",
        A58: "Granuloma inguinale",
        A59: "Trichomoniasis",
        A60: "Anogenital herpesviral infection",
        A63: "Other predominantly sexually transmitted diseases",
        A64: "Unspecified sexually transmitted disease",
        O981: "Syphilis complicating pregnancy, childbirth and the puerperium",
        O982: "Gonorrhoea complicating pregnancy, childbirth and the puerperium",
        Z113: "Special screening examination for infections with a predominantly sexual mode of transmission",
        Z202: "Contact with and exposure to infections with a predominantly sexual mode of transmission",
      }),
      ...snomed({
        3589003: "Syphilitic pericarditis",
        12232008: "Syphilitic aneurysm of aorta",
        16070004: "Syphilitic cirrhosis",
        20735004: "Syphilitic aortitis",
        61612001: "Syphilitic aortic incompetence",
        80770009: "Secondary syphilis of liver",
        83883001: "Cardiovascular syphilis",
        86028001: "Syphilis of liver",
        186893003: "Rupture of syphilitic cerebral aneurysm",
        197305002: "Syphilitic portal cirrhosis",
        197348008: "Hepatitis in secondary syphilis",
        230735006: "Syphilitic cerebral arteritis",
        235898000: "Pericellular fibrosis of congenital syphilis",
        240567009: "Syphilitic coronary artery disease",
      }),
    ],
  }),
  sensitive("termination", {
    name: "Sensitive: termination of pregnancy",
    source: `ICD-10 chapters XV and XXI; ${UPTAKE} (pregnancy and delivery), those that say that it was induced`,
    members: [
      ...icd10({
        O04: "Medical abortion",
        O05: "Other abortion",
        O06: "Unspecified abortion",
        O07: "Failed attempted abortion",
        Z303: "Menstrual extraction",
      }),
      ...snomed({
        386639001: "Termination of pregnancy",
        57797005: "Induced termination of pregnancy",
        714812005: "Induced termination of pregnancy",
        285409006: "Medical termination of pregnancy",
        302375005: "Operative termination of pregnancy",
        386641000: "Therapeutic abortion procedure",
        391896006: "Therapeutic abortion by aspiration curettage",
        391897002: "Aspiration curettage of uterus for termination of pregnancy",
        29682007: "Dilation and curettage for termination of pregnancy",
        274973002: "Dilation of cervix uteri and curettage for termination of pregnancy",
        447972007: "Medical termination of pregnancy using prostaglandin",
        472839005: "Termination of pregnancy after first trimester",
        6251000119101: "Induced termination of pregnancy in first trimester",
        6261000119104: "Induced termination of pregnancy in second trimester",
        39406005: "Legally induced abortion",
        267194005: "Complete legal abortion",
        18391007: "Elective abortion",
        53638009: "Therapeutic abortion",
        69302000: "Abortion on demand",
        288045002: "Injection of amnion for termination of pregnancy",
        408840008: "Extra-amniotic termination of pregnancy",
        10763001: "Therapeutic abortion by insertion of laminaria",
        18302006: "Therapeutic abortion by hysterotomy",
        49632008: "Illegally induced abortion",
        31207002: "Self-induced abortion",
      }),
    ],
  }),
  sensitive("assisted-conception", {
    name: "Sensitive: assisted conception",
    source: `ICD-10 chapters XIV and XXI; ${UPTAKE} (pregnancy)`,
    members: [
      ...icd10({
        N98: "Complications associated with artificial fertilization",
        Z311: "Artificial insemination",
        Z312: "In vitro fertilization",
        Z313: "Other assisted fertilization methods",
      }),
      ...snomed({
        10231000132102: "In-vitro fertilization pregnancy",
        813541000000100: "Pregnancy resulting from assisted conception",
      }),
    ],
  }),
  sensitive("gender", {
    name: "Sensitive: gender history",
    source: "ICD-10 chapter V; SNOMED CT by the national reference set alone",
    members: icd10({ F64: "Gender identity disorders" }),
  }),
  sensitive("abuse", {
    name: "Sensitive: abuse",
    source: `ICD-10 chapters XIX, XX and XXI; ${UPTAKE} (pregnancy and delivery)`,
    members: [
      ...icd10({
        T74: "Maltreatment syndromes",
        Y05: "Sexual assault by bodily force",
        Y06: "Neglect and abandonment",
        Y07: "Other maltreatment",
        Z614: "Problems related to alleged sexual abuse of child by person within primary support group",
        Z615: "Problems related to alleged sexual abuse of child by person outside primary support group",
        Z616: "Problems related to alleged physical abuse of child",
      }),
      ...snomed({
        "10756301000119105": "Physical abuse complicating pregnancy",
        "10756261000119102": "Physical abuse complicating childbirth",
        "10760981000119107": "Psychological abuse complicating pregnancy",
        "10761061000119107": "Sexual abuse complicating pregnancy",
        "10761021000119102": "Sexual abuse complicating childbirth",
        169595006: "Antenatal care: history of child abuse",
      }),
    ],
  }),
];
