/** The floor of the point of contact: Node's own http and one named statement that reads a text column. Nothing else. */
import { createServer } from "node:http";
import pg from "pg";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const server = createServer(async (request, response) => {
  const id = request.url!.split("/").at(-1);
  const { rows } = await pool.query({
    name: "read text",
    text: "select text from published_text where person_id = $1 and audience = 'crew'",
    values: [id],
  });
  const body = Buffer.from(rows[0].text);
  response.writeHead(200, { "Content-Type": "text/html; charset=utf-8", "Content-Length": body.length });
  response.end(body);
});
server.listen(0, "127.0.0.1", () => console.log(`listens on ${(server.address() as { port: number }).port}`));
process.on("SIGTERM", () => process.exit(0));
