/** Every input is tied to its label, hint and error in the same way, whichever room it stands in. */
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import * as meeting from "../../app/components/meeting-fields";
import { MineField } from "../../app/components/mine-field";
import * as urgent from "../../app/components/urgent-fields";

const errors = { words: "Write a few words" };
const given = { name: "words", label: "Your words", hint: "In plain English" };
const fields = {
  "of a meeting": (more: object) => <meeting.TextField {...given} {...more} />,
  "of a meeting, several lines": (more: object) => <meeting.TextArea {...given} {...more} />,
  "of an urgent form": (more: object) => <urgent.TextField {...given} {...more} />,
  "of an urgent form, several lines": (more: object) => <urgent.TextArea {...given} {...more} />,
  "of one's own pages": (more: object) => <MineField {...given} errors={undefined} {...more} />,
};

describe.each(Object.entries(fields))("a field %s", (_, field) => {
  test("has a label and is described by its hint alone while nothing is wrong", () => {
    const html = renderToStaticMarkup(field({}));
    expect(html).toContain('<label class="nhsuk-label" for="words">Your words</label>');
    expect(html).toContain('aria-describedby="words-hint"');
    expect(html).not.toContain("error");
  });

  test("is described by its error too, and looks it", () => {
    const html = renderToStaticMarkup(field({ errors }));
    expect(html).toContain('aria-describedby="words-hint words-error"');
    expect(html).toContain('id="words-error"');
    expect(html).toContain("nhsuk-form-group--error");
  });

  test("of which nothing is to be said is described by nothing", () => {
    expect(renderToStaticMarkup(field({ hint: undefined }))).not.toContain("aria-describedby");
  });
});
