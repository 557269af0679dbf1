import { randomUUID } from "node:crypto";
import {
  type ActionFunctionArgs,
  data,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import { ErrorSummary, type FieldErrors } from "../components/error-summary";
import { useHashFocus } from "../components/hash-focus";
import { PersonBanner } from "../components/person-banner";
import { PlanRestrictions } from "../components/plan-restrictions";
import { PlanSensitiveLines } from "../components/plan-sensitive-lines";
import record from "../components/record.css?url";
import styles from "../components/work.css?url";
import { keyOf } from "../data/form-keys.server";
import { NIL_ID } from "../data/identity.server";
import { findBanner } from "../data/people.server";
import { liftRestriction, openClosedPart, openRestrictions, restrictPart } from "../data/plan-restricting.server";
import { findSensitiveLines, leaveOutLine, putBackLine } from "../data/plan-sensitive-lines.server";
import { londonDate } from "../domain/dates";
import { isRole, may } from "../domain/permissions";
import { isSectionId } from "../domain/plan-sections";
import { isRestrictionCategory } from "../domain/restriction-category";
import type { StaffViewer } from "../domain/viewer";
import { renderPublishedTexts as render } from "../rendering/published-texts";

export const meta: MetaFunction = () => [{ title: "Restrict parts of the plan – Confer" }];
export const links: LinksFunction = () => [
  { rel: "stylesheet", href: record },
  { rel: "stylesheet", href: styles },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "edit plan");
  const banner = await findBanner(viewer, params.personId!);
  const restrictions = banner && (await openRestrictions(viewer, banner.personId));
  if (!banner || !restrictions) throw new Response("Not found", { status: 404 });
  const now = viewer.requestedAt;
  return {
    banner,
    ...restrictions,
    mayRestrict: may(viewer, "restrict plan"),
    sensitive: await findSensitiveLines(viewer, banner.personId),
    role: viewer.role,
    now,
    pageKey: randomUUID(),
  };
}

type Typed = Record<string, string>;
type Refused = { errors: FieldErrors; typed: Typed; roles: string[] };

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "edit plan");
  const form = await request.formData();
  const typed = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]));
  const roles = form.getAll("roles").map(String);
  const personId = params.personId!;
  const common = { personId, key: keyOf(request, form), render, at: viewer.requestedAt };
  const outcome = await answer(viewer, typed, roles, common);
  if ("errors" in outcome) return data<Refused>({ errors: outcome.errors, typed, roles }, { status: 400 });
  if (!outcome.ok) throw new Response("Not found", { status: 404 });
  const plan = `/people/${personId}/plan`;
  // What was opened is read in its place.
  const { act, section = "" } = typed;
  return redirect(act === "open" ? `${plan}${isSectionId(section) ? `#${section}` : ""}` : `${plan}/restrict`, 303);
}

type Common = { personId: string; key: string; render: typeof render; at: Date };
type Answer = { errors: FieldErrors } | { ok: boolean };

async function answer(viewer: StaffViewer, typed: Typed, roles: string[], common: Common): Promise<Answer> {
  const { act, id = "" } = typed;
  if (act === "put-back") return putBack(viewer, typed, common);
  if (act === "leave-out") return leaveOutLine(viewer, { ...common, id: UUID.test(id) ? id : NIL_ID });
  if (act === "open") {
    const reason = (typed.reason ?? "").trim();
    if (!reason)
      return { errors: { [`reason-${id}`]: "Say why you need to read it: the reason is kept and reviewed" } };
    return openClosedPart(viewer, { ...common, id, reason });
  }
  if (!may(viewer, "restrict plan")) return { ok: false };
  return act === "lift" ? liftRestriction(viewer, { ...common, id }) : restrict(viewer, typed, roles, common);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function putBack(viewer: StaffViewer, { line = "", reason = "" }: Typed, common: Common): Answer | Promise<Answer> {
  const found = /^(\w+)-(\d{1,9})$/.exec(line);
  if (!found) return { ok: false };
  if (!reason.trim()) return { errors: { [`back-${line}`]: "Say why readers of the plan must know it" } };
  const [, kind = "", codeId] = found;
  return putBackLine(viewer, { ...common, kind, codeId: Number(codeId), reason: reason.trim() });
}

function restrict(viewer: StaffViewer, typed: Typed, roles: string[], common: Common): Answer | Promise<Answer> {
  const { unit = "", kind = "", category = "", until = "" } = typed;
  const errors: Record<string, string> = {};
  if (!unit) errors.unit = "Choose the part of the plan";
  if (kind !== "closed" && kind !== "hidden") errors.kind = "Choose whether others may know that something is there";
  if (!isRestrictionCategory(category)) errors.category = "Choose the reason";
  if (until && !(until > londonDate(common.at))) errors.until = "The last day must lie in the future";
  if (Object.keys(errors).length) return { errors };
  if ((kind !== "closed" && kind !== "hidden") || !isRestrictionCategory(category)) return { errors };
  const readers = roles.filter(isRole);
  return restrictPart(viewer, { ...common, unit, kind, category, roles: readers, until: until || undefined });
}

export default function Restrict() {
  const { banner, now, sensitive, ...page } = useLoaderData<unknown>() as Awaited<ReturnType<typeof loader>>;
  const refused = useActionData<unknown>() as Refused | undefined;
  useHashFocus();
  const path = `/people/${banner.personId}/plan`;
  return (
    <>
      <PersonBanner banner={banner} now={now} />
      <ErrorSummary errors={refused?.errors} />
      <h2 className="nhsuk-heading-l">Who reads which part of the plan</h2>
      <PlanRestrictions {...page} {...refused} plan={path} action={`${path}/restrict`} />
      {sensitive && (
        <PlanSensitiveLines lines={sensitive} pageKey={page.pageKey} {...refused} action={`${path}/restrict`} />
      )}
      <p>
        <Link to={path}>Back to the plan</Link>
      </p>
    </>
  );
}
