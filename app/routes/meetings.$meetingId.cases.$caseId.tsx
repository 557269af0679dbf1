import { randomUUID } from "node:crypto";
import {
  type ActionFunctionArgs,
  data,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireViewer } from "../access/require-viewer.server";
import { CasePage, type Refused } from "../components/case-page";
import { ErrorSummary } from "../components/error-summary";
import record from "../components/record.css?url";
import styles from "../components/work.css?url";
import { recordRefusal } from "../data/access-records.server";
import { openCase } from "../data/case-packs.server";
import {
  addAction,
  carryOverCase,
  closeCase,
  moveCase,
  noteCase,
  recordDecision,
  reopenCase,
  withdrawCase,
} from "../data/cases.server";
import { keyOf } from "../data/form-keys.server";
import { readNotes } from "../domain/meeting";
import type { StaffViewer } from "../domain/viewer";

/** The number of the case, never the name: the page is shown on the wall. */
export const meta: MetaFunction = ({ data: shown }) => {
  const place = (shown as Awaited<ReturnType<typeof loader>> | undefined)?.one.place;
  return [{ title: `${place ? `Case ${place.number} of ${place.of}` : "Case"} – MDG – Confer` }];
};
export const links: LinksFunction = () => [
  { rel: "stylesheet", href: record },
  { rel: "stylesheet", href: styles },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "take part in MDG");
  const one = await openCase(viewer, { meetingId: params.meetingId!, caseId: params.caseId! });
  if (!one) {
    await recordRefusal(viewer, { did: "read case" });
    throw new Response("Not found", { status: 404 });
  }
  return { one, now: viewer.requestedAt, pageKey: randomUUID() };
}

type Which = { meetingId: string; caseId: string };
type Typed = Record<string, string>;

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "take part in MDG");
  const form = await request.formData();
  const typed: Typed = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]));
  const which = { meetingId: params.meetingId!, caseId: params.caseId! };
  const act = typed.act ?? "";
  const outcome = await ACTS[act]?.(viewer, which, typed, keyOf(request, form));
  if (!outcome) throw new Response("Not found", { status: 404 });
  if (!outcome.ok)
    return data<Refused>({ act, typed, ...whyRefused(outcome) }, { status: isConflict(outcome) ? 409 : 400 });
  const leaves = act === "move" || act === "withdraw" || act === "carry";
  return redirect(leaves ? `/meetings/${which.meetingId}` : `/meetings/${which.meetingId}/cases/${which.caseId}`, 303);
}

const ACTS: Record<
  string,
  (viewer: StaffViewer, which: Which, typed: Typed, key: string) => Promise<Outcome | undefined>
> = {
  decide: (viewer, which, { text = "", replaces }, key) => recordDecision(viewer, { ...which, text, replaces, key }),
  action: (viewer, which, { what = "", owner = "", dueOn = "" }, key) =>
    addAction(viewer, { ...which, what, owner, dueOn, key }),
  note: (viewer, which, typed) =>
    noteCase(viewer, { ...which, notes: readNotes(typed), revision: Number(typed.revision) }),
  close: (viewer, which, { noActionBecause = "", revision }) =>
    closeCase(viewer, { ...which, noActionBecause, revision: Number(revision) }),
  reopen: (viewer, which) => reopenCase(viewer, which),
  carry: (viewer, which) => carryOverCase(viewer, which),
  withdraw: (viewer, which, { because = "" }) => withdrawCase(viewer, { ...which, because }),
  move: (viewer, which, { by }) => moveCase(viewer, { ...which, by: by === "-1" ? -1 : 1 }),
};

type Outcome = { ok: true } | ({ ok: false } & Partial<Why>);
type Why = Pick<Refused, "errors" | "corrected"> & NonNullable<Refused["conflict"]> & { lacking: string[] };

const isConflict = (outcome: object) => "conflicts" in outcome || "corrected" in outcome;

/** Errors name the field that mends them; a conflict brings both texts along. */
function whyRefused({
  errors,
  lacking,
  conflicts,
  revision,
  by,
  at,
  corrected,
}: Partial<Why>): Omit<Refused, "act" | "typed"> {
  if (conflicts)
    return {
      errors: { conflict: `${by} changed this case while you wrote: compare before you save` },
      conflict: { conflicts, revision: revision!, by: by!, at: at ?? null },
    };
  if (corrected) return { errors: { corrected: `${corrected.by} corrected this decision while you wrote` }, corrected };
  if (lacking) return { errors: Object.fromEntries(lacking.map((words, index) => [fieldFor(words, index), words])) };
  return { errors: errors ?? {} };
}

/** What mends it: the notes, which open with the answer, or the reason for no action. */
const fieldFor = (words: string, index: number) => {
  const note = ["told", "objection", "capacity"].find((one) => words.includes(one));
  if (note) return note === "told" ? "personTold" : note;
  return index === 0 ? "noActionBecause" : "end";
};

export default function CaseOfMeeting() {
  const view = useLoaderData<unknown>() as Awaited<ReturnType<typeof loader>>;
  const refused = useActionData<unknown>() as Refused | undefined;
  return (
    <>
      <ErrorSummary errors={refused?.errors} />
      <CasePage {...view} refused={refused} />
    </>
  );
}
