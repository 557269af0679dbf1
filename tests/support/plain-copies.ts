/** The person’s copy of a plan, and its words part by part. */
import type { PublishedPlan } from "../../app/domain/crisis-plan";
import type { Operation } from "../../app/domain/plan";
import { personCopy } from "../../app/domain/plan-in-plain-words";
import { aMarkedPlan } from "./a-marked-plan";
import { aPlanDocument, aPublishedPlan, somePersonFacts } from "./a-plan";

export const copyOf = (change: readonly Operation[] = [], published: Partial<PublishedPlan> = {}, person = {}) =>
  personCopy(aPublishedPlan({ document: aPlanDocument(change), ...published }), somePersonFacts(person));
export const marked = (change: readonly Operation[] = [], items?: readonly string[]) =>
  personCopy(aPublishedPlan({ document: aMarkedPlan([...KNOWN, ...change], items) }), somePersonFacts());
/** The person knows of everything. */
export const KNOWN: readonly Operation[] = [{ unit: "palliative.prognosisTold", values: { prognosisTold: "yes" } }];
export const wordsOf = (copy: ReturnType<typeof personCopy>, id: string) =>
  copy.parts
    .filter((part) => part.id === id)
    .flatMap(({ blocks }) =>
      blocks.flatMap(({ heading, lines }) => [
        ...(heading ? [`## ${heading}`] : []),
        ...lines.map(({ lead, words }) => (lead ? `${lead}: ${words}` : words)),
      ]),
    );
export const idsOf = (copy: ReturnType<typeof personCopy>) => copy.parts.map(({ id }) => id);
