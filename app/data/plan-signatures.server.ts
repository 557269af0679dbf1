/**
 * Names under the words of a plan: who signed a section, and who endorsed an emergency recommendation since. A
 * signature counts for the words that stood there, by their hash, and for no others. Rows are never changed.
 */
import { createHash } from "node:crypto";
import type { PlanSignature } from "../domain/crisis-plan";
import { ROLES } from "../domain/permissions";
import type { PlanDocument } from "../domain/plan";
import { wordsOfSection } from "../domain/plan-life";
import { isSectionId, type SectionId } from "../domain/plan-sections";
import type { StaffViewer } from "../domain/viewer";
import type { Db } from "./database.server";
import { newId } from "./identity.server";

const hashOf = (plan: PlanDocument, section: SectionId) =>
  createHash("sha256").update(wordsOfSection(plan, section)).digest("hex");

type Signing = {
  personId: string;
  version: number;
  document: PlanDocument;
  sections: readonly SectionId[];
  kind: PlanSignature["kind"];
  at: Date;
};

/** One row a section, for what stands in it in this version. */
export async function signSections(db: Db, viewer: StaffViewer, signing: Signing): Promise<void> {
  const { personId, version, document, sections, kind, at } = signing;
  await db.planSignature.createMany({
    data: sections.map((section) => ({
      personId,
      id: newId(at),
      version,
      section,
      kind,
      accountId: viewer.accountId,
      byName: viewer.name,
      byRole: ROLES[viewer.role].label,
      organisation: viewer.organisationName,
      at,
      words: hashOf(document, section),
    })),
  });
}

export type KeptSignature = PlanSignature & { accountId: string };

/**
 * Of each section the newest signature and the newest endorsement that hold for this document; where none holds, the
 * newest there is. `holds`: its words still stand here.
 */
export async function loadSignatures(db: Db, personId: string, document: PlanDocument): Promise<KeptSignature[]> {
  const rows = await db.planSignature.findMany({ where: { personId }, orderBy: [{ at: "asc" }, { id: "asc" }] });
  const newest = new Map<string, KeptSignature>();
  for (const { section, kind, byName, byRole, at, words, accountId } of rows) {
    if (!isSectionId(section)) continue;
    const name = `${section} ${kind}`;
    const holds = words === hashOf(document, section);
    if (newest.get(name)?.holds && !holds) continue;
    const by = { byName, byRole, at: at.toISOString(), accountId };
    newest.set(name, { section, kind: kind === "endorse" ? "endorse" : "sign", ...by, holds });
  }
  return [...newest.values()].sort((a, b) => (a.at === b.at ? (a.kind === "sign" ? -1 : 1) : a.at < b.at ? -1 : 1));
}
