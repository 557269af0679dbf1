import { renderToStaticMarkup } from "react-dom/server";
import { StaticRouter } from "react-router-dom/server";
import { expect, test } from "vitest";
import { WorkPages } from "../../app/components/work-pages";

const words = (page: number, total: number, noun = "plans") =>
  renderToStaticMarkup(
    <StaticRouter location="/">
      <WorkPages
        {...{ page, total, noun, last: Math.ceil(total / 20), size: 20 }}
        to={(other) => `/reviews?page=${other}`}
      />
    </StaticRouter>,
  )
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .trim();

test("one line is one, and of more it is said which", () => {
  expect(words(1, 1)).toBe("1 plan");
  expect(words(1, 1, "actions")).toBe("1 action");
  expect(words(1, 2)).toBe("1 to 2 of 2 plans");
  expect(words(2, 21)).toBe("21 to 21 of 21 plans Page 1");
  expect(words(1, 0)).toBe("");
});
