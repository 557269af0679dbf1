import {
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Link, type ShouldRevalidateFunction, useActionData, useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import { ErrorSummary } from "../components/error-summary";
import { PersonBanner } from "../components/person-banner";
import { PersonLine } from "../components/person-line";
import planStyle from "../components/plan.css?url";
import { PlanForm, useAutosave } from "../components/plan-form";
import recordStyle from "../components/record.css?url";
import { newId } from "../data/identity.server";
import { findBanner } from "../data/people.server";
import { saveDraft } from "../data/plan-drafts.server";
import { findActionOwners } from "../data/action-owners.server";
import { readPlan } from "../data/plan-reading.server";
import { ITEM_ID, type Values } from "../domain/plan";
import { operationsFrom, problemsOf, valuesOf } from "../domain/plan-forms";
import { ringables } from "../domain/plan-ring";
import { isSectionId, mayWrite, permissionFor, sectionOf } from "../domain/plan-sections";
import type { StaffViewer } from "../domain/viewer";

export const meta: MetaFunction = () => [{ title: "Write care plan – Confer" }];
export const links: LinksFunction = () => [
  { rel: "stylesheet", href: recordStyle },
  { rel: "stylesheet", href: planStyle },
];
/** Saving as one types leaves the page as it is: a form that is being typed in is never filled again. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formData, defaultShouldRevalidate }) =>
  formData?.get("intent") === "autosave" ? false : defaultShouldRevalidate;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "edit plan");
  const section = params.section ?? "";
  const plan = isSectionId(section) && (await readPlan(viewer, params.personId!, viewer.requestedAt));
  const banner = plan && (await findBanner(viewer, params.personId!));
  if (!plan || !banner || !isSectionId(section)) throw new Response(null, { status: 404 });
  const { fields, items } = plan.withDraft.sections[section] as unknown as {
    fields: Values;
    items: (Values & { id: string })[];
  };
  return {
    who: plan.who,
    banner,
    now: viewer.requestedAt,
    section,
    fields,
    items,
    newItem: newId(),
    revision: plan.draft?.revision ?? 0,
    refusal: mayWrite(viewer, section) ? undefined : permissionFor(section),
    author: viewer.accountId,
    offered:
      section === "contingency"
        ? { ring: [...new Set([...ringables(plan.withDraft).map(({ name }) => name), "Clinical desk"])] }
        : undefined,
    owners: section === "actions" ? await findActionOwners(viewer) : [],
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "edit plan");
  const section = params.section ?? "";
  const form = Object.fromEntries(await request.formData()) as Record<string, string>;
  const { intent, item } = form;
  if (!isSectionId(section) || (item && !ITEM_ID.test(item))) throw new Response(null, { status: 404 });
  const values = section === "actions" ? await withOwner(viewer, valuesOf(section, form)) : valuesOf(section, form);
  const operations =
    intent === "remove" ? [{ unit: `${section}/${item}`, values: null }] : operationsFrom(section, item, values);
  const personId = params.personId!;
  const outcome = await saveDraft(viewer, {
    personId,
    operations,
    revision: Number(form.revision),
    at: viewer.requestedAt,
  });
  if (!outcome.ok && outcome.why === "not found") throw new Response(null, { status: 404 });
  if (!outcome.ok) return { errors: { draft: WHY_NOT[outcome.why] }, item, typed: values };
  if (intent === "autosave") return { revision: outcome.revision, savedAt: viewer.requestedAt };
  const problems = intent === "remove" ? {} : problemsOf(section, values);
  if (Object.keys(problems).length) return { errors: withPrefix(problems, item), item };
  return redirect(
    sectionOf(section).item ? `/people/${personId}/plan/edit/${section}` : `/people/${personId}/plan#${section}`,
  );
}

const WHY_NOT = {
  stale: "This draft changed in another window. Your words are still in this form: save again to put them in its place",
  "may not write": "Your role does not write this section",
};

const withPrefix = (problems: Record<string, string>, item: string | undefined) =>
  Object.fromEntries(Object.entries(problems).map(([name, says]) => [prefixOf(item) + name, says]));
const prefixOf = (item: string | undefined) => (item ? `${item}-` : "");

/** The owner is chosen; name and organisation follow from the choice and are never taken from the form. */
async function withOwner(viewer: StaffViewer, values: Values): Promise<Values> {
  const owner = (await findActionOwners(viewer)).find((one) => one.owner === values.owner);
  return { ...values, owner: "", ownerName: "", ownerOrganisation: "", ...owner };
}

export default function EditSectionPage() {
  const { who, banner, now, section, fields, items, newItem, revision, refusal, owners, offered, author } =
    useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const errors = answered && "errors" in answered ? (answered.errors as Record<string, string>) : undefined;
  // Words that were not saved stand in the form again, also without JavaScript.
  const typed = answered && "typed" in answered ? { item: answered.item, values: answered.typed as Values } : undefined;
  const typedNew = typed?.item && !items.some(({ id }) => id === typed.item) ? typed.item : newItem;
  const autosave = useAutosave(revision, author);
  const { title, item: itemName, hint } = sectionOf(section);
  const shared = { section, errors, owners, offered, autosave };
  return (
    <>
      <ErrorSummary errors={errors} />
      <PersonBanner banner={banner} now={now} />
      <PersonLine banner={banner} />
      <h2 className="nhsuk-heading-l">{title}</h2>
      {hint && <p>{hint}</p>}
      {refusal && (
        <div className="nhsuk-inset-text">
          <p>This section is written and signed by those with the permission “{refusal}”. Ask one of them.</p>
        </div>
      )}
      {!refusal && !itemName && <PlanForm {...shared} prefix="" values={typed?.values ?? fields} />}
      {!refusal &&
        itemName &&
        [...items, { id: typedNew }].map(({ id, ...values }, n) => (
          <section key={id} id={id} className="plan-section" aria-labelledby={`${id}-heading`}>
            <h2 className="nhsuk-heading-s" id={`${id}-heading`}>
              {n === items.length
                ? `Add ${/^[aeiou]/.test(itemName) ? "an" : "a"} ${itemName}`
                : `${itemName.charAt(0).toUpperCase()}${itemName.slice(1)} ${n + 1}`}
            </h2>
            <PlanForm
              {...shared}
              prefix={`${id}-`}
              values={typed?.item === id ? typed.values : values}
              item={id}
              isNew={n === items.length}
            />
          </section>
        ))}
      <p className="plan-saved" id="draft" role="status">
        {autosave.says}
      </p>
      <p>
        <Link to={`/people/${who.personId}/plan#${section}`}>Back to the plan</Link>
      </p>
    </>
  );
}
