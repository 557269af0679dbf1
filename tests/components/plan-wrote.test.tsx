import { renderToStaticMarkup } from "react-dom/server";
import { StaticRouter } from "react-router-dom/server";
import { describe, expect, test } from "vitest";
import { PlanWrote } from "../../app/components/plan-wrote";

const one = { byName: "Ngozi Obi", byKind: "proxy", at: new Date("2026-11-20T10:00:00Z"), answered: false } as const;
const words = (props: Parameters<typeof PlanWrote>[0]) =>
  renderToStaticMarkup(
    <StaticRouter location="/">
      <PlanWrote {...props} />
    </StaticRouter>,
  );
const plain = (markup: string) =>
  markup
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .trim();

describe("that somebody wrote since the last version", () => {
  test("says who, when and what waits, and leads there", () => {
    const said = words({ wrote: [one, { ...one, at: new Date("2026-11-01T10:00:00Z") }], version: 3, to: "/x#words" });
    expect(plain(said)).toContain("Ngozi Obi (somebody who may act for the person) wrote 20 November 2026 10:00");
    expect(plain(said)).toContain("2 wait for an answer.");
    expect(said).toContain('href="/x#words"');
  });

  test("that all is answered, and no link for whom that page is not open", () => {
    expect(plain(words({ wrote: [{ ...one, answered: true }], version: 3, to: null }))).toMatch(
      /All that came since version 3 is answered\. The person’s practice reads/,
    );
  });

  test("nothing when nobody wrote", () => expect(words({ wrote: [], version: 3, to: null })).toBe(""));
});
