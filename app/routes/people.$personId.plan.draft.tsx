/** The draft as an open page keeps it: what a section holds now, and edits as they are typed. JSON both ways. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { requireViewer } from "../access/require-viewer.server";
import { saveEdits } from "../data/plan-edits.server";
import { readPlan } from "../data/plan-reading.server";
import { unitOf } from "../domain/plan";
import { type Edit, type EditResult, MOST_EDITS, sectionsOfUnits, unitsOfSection } from "../domain/plan-edits";
import { isSectionId } from "../domain/plan-sections";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, "edit plan");
  const section = new URL(request.url).searchParams.get("section") ?? "";
  const plan = isSectionId(section) && (await readPlan(viewer, params.personId!, viewer.requestedAt));
  if (!plan || !isSectionId(section)) return Response.json({ error: "not found" }, { status: 404 });
  const { version, draft, withDraft } = plan;
  const units = unitsOfSection(withDraft, section);
  return Response.json(
    {
      ...{ section, version, revision: draft?.revision ?? 0, units },
      conflicts: draft?.conflicts.length ?? 0,
      conflictsIn: sectionsOfUnits(draft?.conflicts.map(({ unit }) => unit) ?? []),
    },
    { headers: { "Cache-Control": "no-store" } },
  );
}

/** Longer than a draft holds, so that its author is told so (saveEdits). */
const Values = z.record(z.string(), z.string().max(100_000)).nullable();
const Message = z.object({
  /** The account that typed: whoever signed in since sends nobody else's words. */
  author: z.string(),
  edits: z.array(z.object({ id: z.uuid(), unit: z.string(), values: z.unknown(), seen: z.unknown() })).max(MOST_EDITS),
});
const OneEdit = z.object({
  id: z.uuid(),
  unit: z.string().refine((unit) => unitOf(unit) !== undefined),
  values: Values,
  seen: Values,
});

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, "edit plan");
  const message = Message.safeParse(await request.json().catch(() => undefined));
  if (!message.success) return Response.json({ error: "This is no message of edits." }, { status: 400 });
  const { author, edits } = message.data;
  if (author !== viewer.accountId) return Response.json({ error: "another account" }, { status: 409 });
  const readable = edits.flatMap((edit): Edit[] => {
    const parsed = OneEdit.safeParse(edit);
    return parsed.success ? [parsed.data] : [];
  });
  const outcome = await saveEdits(viewer, {
    personId: params.personId!,
    edits: readable,
    at: viewer.requestedAt,
  });
  const kept = new Set(readable.map(({ id }) => id));
  const unreadable = edits.filter(({ id }) => !kept.has(id));
  const refused = unreadable.map(({ id }): EditResult => ({ id, outcome: "may not write" }));
  return Response.json({ ...outcome, results: [...outcome.results, ...refused], savedAt: viewer.requestedAt });
}
