import { beforeAll, expect, test } from "vitest";
import { newId } from "../../app/data/identity.server";
import { loader } from "../../app/routes/meetings.$meetingId.cases.$caseId";
import { testDatabase } from "../support/database";
import { mdgScene } from "../support/mdg-scene";
import { signIn } from "../support/urgent-people";

let database: Awaited<ReturnType<typeof testDatabase>>;
let scene: Awaited<ReturnType<typeof mdgScene>>;
beforeAll(async () => {
  database = await testDatabase();
  scene = await mdgScene(database);
});

test("a case that is not there is answered 404, and the refusal is recorded", async () => {
  const { token, accountId } = await signIn(database, { role: "gp", organisationId: scene.organisations.practice });
  const headers = { Cookie: `confer_session=${token}` };
  const params = { meetingId: await scene.meeting(scene.otherGroup, 5), caseId: newId() };
  const request = new Request("http://localhost/meetings/m/cases/c", { headers });
  const answer = await loader({ request, params, context: {} } as never).catch((thrown: Response) => thrown);
  expect((answer as Response).status).toBe(404);
  const recorded = "select did, outcome from access_record where account_id = $1";
  expect(await database.sql(recorded, [accountId])).toEqual([{ did: "read case", outcome: "refused" }]);
});
