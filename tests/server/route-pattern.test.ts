import { expect, test } from "vitest";
import { patternsOf, routePatterns } from "../../app/server/route-pattern";

const routes = {
  root: { id: "root", path: "" },
  home: { id: "home", parentId: "root", index: true },
  person: { id: "person", parentId: "root", path: "people/:personId" },
  plan: { id: "plan", parentId: "person", path: "plan" },
  newPerson: { id: "newPerson", parentId: "root", path: "people/new" },
  fhir: { id: "fhir", parentId: "root", path: "fhir/*" },
};
const patternOf = async () => {
  const find = routePatterns(async () => routes);
  await new Promise((resolve) => setImmediate(resolve));
  return find;
};

test.each([
  ["/", "/"],
  ["/_root.data", "/"],
  ["/people/0197c3a2-0000-7000-8000-000000000001", "/people/:personId"],
  ["/people/0197c3a2-0000-7000-8000-000000000001/plan.data", "/people/:personId/plan"],
  ["/people/new", "/people/new"],
  ["/fhir/Patient/9990000018", "/fhir/*"],
  ["/ready", "/ready"],
  ["/assets/root-DGGeNMuV.js", "/assets/*"],
])("the log says of %s only %s", async (path, pattern) => {
  expect((await patternOf())(path)).toBe(pattern);
});

test("what somebody typed into the address bar is not logged", async () => {
  expect((await patternOf())("/9990000018/OBI")).toBe("unmatched");
});

test("fixed words go before variables", () => {
  const order = patternsOf(routes).map(({ pattern }) => pattern);
  expect(order.indexOf("/people/new")).toBeLessThan(order.indexOf("/people/:personId"));
});
