import { describe, expect, test } from "vitest";
import {
  ACCESS_KINDS,
  type AccessKind,
  GRANTS,
  type Grant,
  mayGrant,
  USUAL_GRANTS,
} from "../../app/domain/person-access";

const kinds = Object.keys(ACCESS_KINDS) as AccessKind[];
const grants = Object.keys(GRANTS) as Grant[];

describe("who opened the plan", () => {
  test.each([
    ["self", true],
    ["proxy", false],
    ["carer", false],
  ] as [AccessKind, boolean][])("is told to %s: %s", (kind, may) => expect(mayGrant(kind, "openings")).toBe(may));
});

test("everything else may be given to anybody; what is offered first may be given", () => {
  for (const kind of kinds) {
    for (const grant of grants.filter((one) => one !== "openings")) expect(mayGrant(kind, grant)).toBe(true);
    for (const grant of USUAL_GRANTS[kind]) expect(mayGrant(kind, grant)).toBe(true);
  }
});
