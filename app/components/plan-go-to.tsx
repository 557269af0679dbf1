/** One step to any section of a long plan: chosen by its first letters, without a tab through all that stands before it. */
import { Form } from "@remix-run/react";
import type { FormEvent } from "react";
import { type SectionId, sectionOf } from "../domain/plan-sections";

export function PlanGoTo({ sections }: { sections: readonly SectionId[] }) {
  const go = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const id = String(new FormData(event.currentTarget).get("section") ?? "");
    const place = document.getElementById(id);
    place?.setAttribute("tabindex", "-1");
    place?.focus({ preventScroll: true });
    place?.scrollIntoView({ block: "start" });
  };
  return (
    <nav className="plan-go-to confer-no-print" aria-label="Sections of the plan">
      <a className="nhsuk-skip-link" href="#about-plan">
        Skip to draft, copies and other ways
      </a>
      <Form method="get" onSubmit={go}>
        <label className="nhsuk-label" htmlFor="go-to">
          Go to a section
        </label>
        <select className="nhsuk-select" id="go-to" name="section">
          {sections.map((id) => (
            <option key={id} value={id}>
              {sectionOf(id).title}
            </option>
          ))}
        </select>
        <button className="nhsuk-button nhsuk-button--secondary nhsuk-button--small" type="submit">
          Go
        </button>
      </Form>
    </nav>
  );
}
