import { expect, test } from "vitest";
import { carePersonOf } from "../../app/domain/care-gap";
import { proposePackages } from "../../app/domain/care-packages/proposals";
import { stratify } from "../../app/domain/stratification";
import { AS_OF, aPerson } from "../support/a-person";

test("smoke", () => {
  const features = aPerson({
    recorded: [
      ["frailty-severe", "2026-05-01"],
      ["diabetes-type-2", "2010-01-01"],
      ["housebound", "2026-01-01"],
    ],
    hasCarer: true,
  });
  const r = proposePackages(carePersonOf(features, AS_OF), stratify(features, AS_OF), [], AS_OF);
  console.log(JSON.stringify(r.packages, null, 1));
  console.log(
    r.proposals
      .map(
        (p) =>
          `${p.kind} ${p.id} [${p.owner}] ${p.words} — ${p.dueOn} ${p.parents.map((x) => x.package)} gaps ${p.gaps.map((g) => g.process + ":" + g.state)}`,
      )
      .join("\n"),
  );
  expect(1).toBe(1);
});
