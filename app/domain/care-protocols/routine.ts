/** What is done by the calendar alone rests at the end of life; what an event asks for does not. */
import type { Span } from "../calendar";
import { type CarePerson, isAtEndOfLife } from "../care-gap";

/** The routine interval, and none at the end of life: the review stays, for symptoms, and is not asked for by time. */
export const unlessAtEndOfLife = (person: CarePerson, every: Span): { every?: Span } =>
  isAtEndOfLife(person) ? {} : { every };
