import {
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Link, useActionData, useLoaderData, useLocation } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { requireViewer } from "../access/require-viewer.server";
import { ErrorSummary } from "../components/error-summary";
import { type Edited, useHashFocus } from "../components/hash-focus";
import { PersonBanner } from "../components/person-banner";
import { PersonLine } from "../components/person-line";
import planStyle from "../components/plan.css?url";
import { useDraftQueue } from "../components/plan-draft-open";
import type { QueueState } from "../components/plan-draft-queue";
import { PlanForm, withPrefix } from "../components/plan-form";
import { PlanFromRecord } from "../components/plan-from-record";
import { PlanLive } from "../components/plan-live";
import { DraftLine, type HeldWords } from "../components/plan-unsaved";
import recordStyle from "../components/record.css?url";
import { findActionOwners, withStanding } from "../data/action-owners.server";
import { newId } from "../data/identity.server";
import { findBanner } from "../data/people.server";
import { saveEdits } from "../data/plan-edits.server";
import { readPlan } from "../data/plan-reading.server";
import { readRecordBeside } from "../data/plan-record.server";
import { londonDate } from "../domain/dates";
import { ITEM_ID, type Item, parseOperations, unitOf, type Values } from "../domain/plan";
import { sectionsOfUnits, unitsIn, unitsOfSection, wordsWaiting } from "../domain/plan-edits";
import { problemsOf, valuesOf } from "../domain/plan-forms";
import { ringables } from "../domain/plan-ring";
import { isSectionId, mayWrite, type SectionId, sectionOf } from "../domain/plan-sections";
import { notOfferedIn } from "../domain/sections-by-age";
import { signedByInWords } from "../domain/signer";

export const meta: MetaFunction = () => [{ title: "Write care plan – Confer" }];
export const links: LinksFunction = () => [
  { rel: "stylesheet", href: recordStyle },
  { rel: "stylesheet", href: planStyle },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "edit plan");
  const section = params.section ?? "";
  const plan = isSectionId(section) && (await readPlan(viewer, params.personId!, viewer.requestedAt));
  const banner = plan && (await findBanner(viewer, params.personId!));
  if (!plan || !banner || !isSectionId(section)) throw new Response(null, { status: 404 });
  const units = unitsOfSection(plan.withDraft, section);
  return {
    who: plan.who,
    banner,
    now: viewer.requestedAt,
    section,
    units,
    record: await readRecordBeside(viewer, params.personId!),
    newItem: newId(),
    conflicts: plan.draft?.conflicts.length ?? 0,
    conflictsIn: sectionsOfUnits(plan.draft?.conflicts.map(({ unit }) => unit) ?? []),
    signedBy: mayWrite(viewer, section) ? undefined : signedByInWords(section),
    author: viewer.accountId,
    notOffered: notOfferedIn(section, plan.who.bornOn, londonDate(viewer.requestedAt)),
    offered:
      section === "contingency"
        ? {
            ring: [
              ...new Set([
                ...ringables(plan.withDraft, londonDate(viewer.requestedAt)).map(({ name }) => name),
                "Clinical desk",
              ]),
            ],
          }
        : undefined,
    owners: section === "actions" ? withStanding(await findActionOwners(viewer), units) : [],
    goals: section === "actions" ? (plan.withDraft.sections.goals.items as readonly Item[]) : [],
  };
}

/** Saving by the button, without JavaScript. */
export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "edit plan");
  const section = params.section ?? "";
  const form = Object.fromEntries(await request.formData()) as Record<string, string>;
  const { intent, item } = form;
  if (!isSectionId(section) || (item && !ITEM_ID.test(item))) throw new Response(null, { status: 404 });
  const values = valuesOf(section, form);
  const seen = seenOf(form.seen);
  const removes = intent === "remove" && item;
  const written = removes ? [{ unit: `${section}/${item}`, values: null }] : unitsIn(section, item, values);
  const edits = written.map(({ unit, values }) => ({ id: newId(), unit, values, seen: seen[unit] ?? null }));
  const personId = params.personId!;
  const { results } = await saveEdits(viewer, { personId, edits, at: viewer.requestedAt });
  if (results.some(({ outcome }) => outcome === "not found")) throw new Response(null, { status: 404 });
  const held = edits.flatMap(({ id, unit, values: mine }): [string, HeldWords][] => {
    const { outcome, now = null, by } = results.find((result) => result.id === id)!;
    return outcome === "saved" ? [] : [[unit, { outcome, now, mine, by }]];
  });
  if (held.length) return { errors: { draft: NOT_SAVED }, item, typed: values, held: Object.fromEntries(held) };
  const problems = removes ? {} : problemsOf(section, values);
  if (Object.keys(problems).length) return { errors: withPrefix(problems, prefixOf(item)), item };
  return redirect(
    sectionOf(section).item ? `/people/${personId}/plan/edit/${section}` : `/people/${personId}/plan#${section}`,
  );
}

const NOT_SAVED = "Not all of it is in your draft: your words are still in the form, beside what stands there now";

/** What the form was filled with; a form that says nothing of it saw nothing. */
function seenOf(json: string | undefined): Record<string, Values | null> {
  try {
    const units = Object.entries(JSON.parse(json ?? "{}") as Record<string, Values | null>);
    return Object.fromEntries(parseOperations(units.map(([unit, values]) => ({ unit, values }))).map(asEntry));
  } catch {
    return {};
  }
}
const asEntry = ({ unit, values }: { unit: string; values: Values | null }) => [unit, values] as const;

const prefixOf = (item: string | undefined) => (item ? `${item}-` : "");

export default function EditSectionPage() {
  const loaded = useLoaderData<typeof loader>();
  const { who, banner, now, section, newItem, owners, goals, offered, author } = loaded;
  const { signedBy, notOffered } = loaded;
  const { personId } = who;
  const answer = useActionData<typeof action>() as Answered | undefined;
  const [problems, setProblems] = useState<Record<string, string>>();
  const { queue, state } = useDraftQueue(author, personId);
  useHashFocus();
  const edited = (useLocation().state as Edited | null)?.edited;
  useEffect(() => {
    queue?.loaded(loaded.conflicts);
    setProblems(undefined);
  }, [queue, loaded]);
  const fresh = state.fresh?.section === section ? state.fresh : undefined;
  const units = fresh?.units ?? loaded.units;
  const items = useItems(section, units, state, newItem);
  const errors = problems ?? answer?.errors;
  const { title, item: itemName, hint } = sectionOf(section);
  const writing = { queue, state, personId };
  const shared = { section, errors, owners, goals, offered, notOffered, writing, onProblems: setProblems };
  const back = (item: string | undefined) =>
    answer?.typed && answer.item === item ? { typed: answer.typed, held: answer.held } : {};
  return (
    <>
      <ErrorSummary errors={errors} />
      <PersonLine banner={banner} now={now} />
      <PersonBanner banner={banner} now={now} />
      <h2 className="nhsuk-heading-l">{title}</h2>
      {hint && <p>{hint}</p>}
      <PlanLive personId={personId} section={section} onNews={() => queue?.refresh(section)} />
      {(fresh?.conflicts ?? loaded.conflicts) > 0 && (
        <div className="nhsuk-inset-text">
          <p>
            Somebody published changes of lines that your draft changes too, in{" "}
            {(fresh ?? loaded).conflictsIn.map((id) => `“${sectionOf(id).title}”`).join(", ")}:{" "}
            <Link to={`/people/${personId}/plan/settle`}>look at both texts and choose</Link>
          </p>
        </div>
      )}
      {signedBy && (
        <div className="nhsuk-inset-text">
          <p>
            {signedBy}. You may prepare it: <Link to={`/people/${personId}/plan/propose`}>propose it for signing</Link>{" "}
            when it is written.
          </p>
        </div>
      )}
      {!itemName && <PlanForm {...shared} {...back(undefined)} prefix="" values={wholeOf(units)} />}
      {itemName &&
        items.map((id, n) => (
          <section key={id} id={id} className="plan-section" aria-labelledby={`${id}-heading`}>
            <h2 className="nhsuk-heading-s" id={`${id}-heading`}>
              {id === newItem
                ? `Add ${/^[aeiou]/.test(itemName) ? "an" : "a"} ${itemName}`
                : `${itemName.charAt(0).toUpperCase()}${itemName.slice(1)} ${n + 1}`}
            </h2>
            <PlanForm
              {...shared}
              {...back(id)}
              prefix={`${id}-`}
              values={units[`${section}/${id}`] ?? null}
              item={id}
              isNew={id === newItem}
            />
          </section>
        ))}
      <DraftLine state={state} signInTo={`/people/${personId}/plan/edit/${section}`} />
      {loaded.record && <PlanFromRecord record={loaded.record} />}
      <p>
        <Link to={`/people/${personId}/plan#${section}`} state={edited && { edited: `${section}/${edited}` }}>
          Back to the plan
        </Link>
      </p>
    </>
  );
}

type Answered = {
  errors: Record<string, string>;
  item?: string;
  typed?: Values;
  held?: Readonly<Record<string, HeldWords>>;
};

/** All fields of a section that is no list. */
const wholeOf = (units: Readonly<Record<string, Values | null>>): Values => Object.assign({}, ...Object.values(units));

/** Ids of a list's items: those that stand there, those that the author's waiting words are of, and the new one last. */
function useItems(
  section: SectionId,
  units: Readonly<Record<string, Values | null>>,
  { units: queued }: QueueState,
  newItem: string,
): string[] {
  const met = useRef(new Set<string>());
  const standing = Object.keys(units).flatMap((unit) => unitOf(unit)?.item ?? []);
  for (const [unit, words] of Object.entries(queued)) {
    const { section: of, item } = unitOf(unit) ?? {};
    if (of !== section || !item || item === newItem) continue;
    if (wordsWaiting(words) === null && !words.held) met.current.delete(item);
    else met.current.add(item);
  }
  const words = [...met.current];
  return [...new Set([...standing, ...words.filter((id) => !standing.includes(id)), newItem])];
}
