/** A person with a live plan and several GPs of the practice who all want to write it, each signed in. */
import { createHash, randomUUID } from "node:crypto";
import { generatedSource, importResources } from "../../app/data/imports.server";
import { systemViewer } from "../../app/data/system-viewer.server";
import { londonDate } from "../../app/domain/dates";
import { fromFhirResource } from "../../app/fhir/resource";
import { boroughResources } from "../borough/generate";
import { makeLivingService } from "../borough/living-service";
import { organisationsFor } from "../borough/organisations";
import { SOURCE } from "../borough/people-kept";
import type { Scratch } from "../database/scratch";
import type { Account } from "./plan-authors";

export async function planScene(
  { sql }: Pick<Scratch, "sql">,
  authors: number,
): Promise<{ personId: string; accounts: Account[] }> {
  const borough = { people: 600, seed: 1, asOf: londonDate(new Date()) };
  const source = generatedSource("borough", boroughResources(borough));
  await importResources(systemViewer("borough", "soak"), [source], { source: SOURCE, read: fromFhirResource });
  await makeLivingService(borough, organisationsFor(borough.people), new Date());
  const [person] = await sql<{ id: string; practice_id: string }>(
    "select p.id, p.practice_id from person p join plan l on l.person_id = p.id where l.status = 'live' order by p.id limit 1",
  );
  const accounts: Account[] = [];
  for (let number = 0; number < authors; number++) {
    const [accountId, assignmentId, token] = [randomUUID(), randomUUID(), randomUUID()];
    await sql("insert into account (id, email, name, password_hash) values ($1::uuid, $1::text, $2, '')", [
      accountId,
      `Dr ${number}`,
    ]);
    await sql(
      "insert into assignment (id, account_id, organisation_id, role, permissions) values ($1, $2, $3, 'gp', '{sign emergency recommendation,endorse emergency recommendation}')",
      [assignmentId, accountId, person!.practice_id],
    );
    await sql(
      "insert into session (id, user_id, expires_at, assignment_id) values ($1, $2, now() + interval '1 hour', $3)",
      [createHash("sha256").update(token).digest("hex"), accountId, assignmentId],
    );
    accounts.push({ accountId, cookie: `confer_session=${token}` });
  }
  return { personId: person!.id, accounts };
}
