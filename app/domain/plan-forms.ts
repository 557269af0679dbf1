/** A section's form as it comes in: which operations it means, and what is wrong with its fields. Pure, so that the browser and the server agree. */
import { type Operation, problemOf, type Values } from "./plan";
import { fieldsOf, type SectionId, sectionOf } from "./plan-sections";

/** The fields of the section in `form`; what is not there is empty. */
export function valuesOf(section: SectionId, form: Readonly<Record<string, string>>): Values {
  const names = Object.keys(fieldsOf(section));
  return Object.fromEntries(names.map((name) => [name, (form[name] ?? "").replace(/\r\n/g, "\n").trim()]));
}

/** One unit an operation: an item, a whole section, or each field of a looser section. */
export function operationsFrom(section: SectionId, item: string | undefined, values: Values): Operation[] {
  const { unit } = sectionOf(section);
  if (unit === "item") {
    const empty = Object.values(values).every((value) => value === "");
    return item && !empty ? [{ unit: `${section}/${item}`, values }] : [];
  }
  if (unit === "section") return [{ unit: section, values: isEmpty(values) ? null : values }];
  return Object.entries(values).map(([name, value]) => ({
    unit: `${section}.${name}`,
    values: value ? { [name]: value } : null,
  }));
}

const isEmpty = (values: Values) => Object.values(values).every((value) => value === "");

/** Field name → sentence. The words are kept in the draft all the same; only publishing waits for them. */
export function problemsOf(section: SectionId, values: Values): Record<string, string> {
  const problems = Object.entries(fieldsOf(section)).flatMap(([name, field]) => {
    const problem = values[name] && problemOf(field, values[name]);
    return problem ? [[name, problem] as const] : [];
  });
  return Object.fromEntries(problems);
}
