/** Every care protocol that Confer ships, in the order in which their care is listed. */

import type { CalendarDate } from "../calendar";
import type { Questions } from "../care-asked";
import {
  CARE_SETTINGS,
  type CareGap,
  type CarePerson,
  type CareProcess,
  type CareProtocol,
  gapsOf,
  rankOf,
  settleTargets,
} from "../care-gap";
import { AS_SHIPPED, type SettingValues, type Shipped } from "../setting";
import { BLOOD_PRESSURE_PROTOCOL } from "./blood-pressure";
import { BONES_PROTOCOL } from "./bones";
import { CARERS_PROTOCOL } from "./carers";
import { CONTINENCE_AND_SKIN_PROTOCOL } from "./continence-and-skin";
import { DIABETES_PROTOCOL } from "./diabetes";
import { END_OF_LIFE_PROTOCOL } from "./end-of-life";
import { FALLS_PROTOCOL } from "./falls";
import { FRAILTY_PROTOCOL } from "./frailty";
import { HEART_PROTOCOL } from "./heart";
import { KIDNEY_PROTOCOL } from "./kidney";
import { LUNG_PROTOCOL } from "./lung";
import { MEDICINES_PROTOCOL } from "./medicines";
import { MIND_PROTOCOL } from "./mind";
import { NUTRITION_AND_SENSES_PROTOCOL } from "./nutrition-and-senses";
import { STOPP_START_PROTOCOL } from "./stopp-start";
import { STROKE_PROTOCOL } from "./stroke";
import { VACCINATION_PROTOCOL } from "./vaccination";

export const PROTOCOLS: readonly CareProtocol[] = [
  END_OF_LIFE_PROTOCOL,
  FRAILTY_PROTOCOL,
  FALLS_PROTOCOL,
  BONES_PROTOCOL,
  MIND_PROTOCOL,
  CONTINENCE_AND_SKIN_PROTOCOL,
  NUTRITION_AND_SENSES_PROTOCOL,
  CARERS_PROTOCOL,
  DIABETES_PROTOCOL,
  BLOOD_PRESSURE_PROTOCOL,
  HEART_PROTOCOL,
  STROKE_PROTOCOL,
  KIDNEY_PROTOCOL,
  LUNG_PROTOCOL,
  MEDICINES_PROTOCOL,
  VACCINATION_PROTOCOL,
  STOPP_START_PROTOCOL,
];

const PROCESSES = new Map(
  PROTOCOLS.flatMap((protocol) => protocol.processes.map((process) => [process.id, { protocol, process }] as const)),
);

/** The process of this id with its protocol; an unknown id is a mistake in a rule, so it throws. */
export function processOf(id: string): { protocol: CareProtocol; process: CareProcess } {
  const found = PROCESSES.get(id);
  if (!found) throw new Error(`No care process has the id "${id}".`);
  return found;
}

const processNamed = (id: string): CareProcess => processOf(id).process;

const ALL: Questions = { protocols: PROTOCOLS, rankOf };

export const isProcess = (id: string): boolean => PROCESSES.has(id);

/** Care due of one person by all protocols, the most pressing first. */
export function findAllCareGaps(person: CarePerson, asOf: CalendarDate, values: SettingValues = AS_SHIPPED): CareGap[] {
  const gaps = gapsOf(person, ALL, asOf, values);
  settleTargets(gaps, processNamed);
  return gaps;
}

/** Names and shipped values of all protocols' settings. */
export const PROTOCOL_SETTINGS: Readonly<Record<string, Shipped>> = Object.assign(
  {},
  CARE_SETTINGS,
  ...PROTOCOLS.map(({ settings }) => settings),
);

/** What made the answers: protocol → version. */
export const PROTOCOL_VERSIONS: Readonly<Record<string, string>> = Object.fromEntries(
  PROTOCOLS.map(({ id, version }) => [id, version]),
);
