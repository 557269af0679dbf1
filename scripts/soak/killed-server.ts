/** The web process is killed (kill -9) and started again under authors at work. */
import { killing } from "./killed-standing";
import { startWeb } from "./started-server";

export const killedServer = killing("killed-server", async (standing) => {
  await standing.web.kill();
  standing.web = await startWeb(standing.database.url);
  standing.site.url = standing.web.url;
});
