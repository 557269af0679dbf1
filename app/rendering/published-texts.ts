/** The published texts, one an audience: handed to publishPlan, confirmLine and withdrawPlan. */
import type { RenderTexts } from "../domain/crisis-plan";
import { renderCallLines } from "./call-lines";
import { renderCrisisPage, renderWithdrawnPage } from "./crisis-page";
import { renderPersonText } from "./print-person";

export const renderPublishedTexts: RenderTexts = (plan, person) => [
  { audience: "handler", text: renderCallLines(plan, person) },
  {
    audience: "crew",
    text: plan.status === "live" ? renderCrisisPage(plan, person) : renderWithdrawnPage(plan, person),
  },
  { audience: "person", text: renderPersonText(plan, person) },
];
