/** Why the person is here, and the four lines that the group needs: problems, last emergency admission, plan, care due. */
import { agoInWords, dateInWords, londonDate } from "../domain/dates";
import { lineAgeInWords } from "../domain/plan-freshness";
import { SEGMENTS, type Segment } from "../domain/segment";

export type Pack = {
  asOf: string | undefined;
  why:
    | {
        segment: string;
        rule: string;
        because: readonly { term: string; evidence?: string }[];
        /** The one index in force, in words, where it is not among the reasons. */
        index: string | undefined;
        missing: readonly string[];
        emergencyYear: number;
        lastEmergencyOn: string | undefined;
        attendancesYear: number;
      }
    | null
    | undefined;
  problems: readonly string[] | undefined;
  medicines: number | null | undefined;
  plan:
    | {
        status: string;
        version: number;
        publishedAt: Date | null;
        publishedByName: string | null;
        oldestSince: Date | null;
        reviewOn: string | undefined;
      }
    | null
    | undefined;
  careDue: readonly { name: string; state: string }[] | null | undefined;
};

export function CasePack({ pack, now }: { pack: Pack; now: Date }) {
  const { why, problems, medicines, plan, careDue } = pack;
  return (
    <dl className="case-summary">
      <dt>Why here</dt>
      <dd>{why ? whyInWords(why) : "Not answered: unknown."}</dd>
      <dt>Problems</dt>
      <dd>
        {problems ? problemsInWords(problems) : "Not shown to you."}
        {typeof medicines === "number" && ` ${medicines} different medicines in 12 months.`}
      </dd>
      <dt>Last emergency admission</dt>
      <dd>{why ? emergencyInWords(why, now) : "Unknown."}</dd>
      <dt>Plan</dt>
      <dd>{plan === undefined ? "Not shown to you." : planInWords(plan, now)}</dd>
      <dt>Care due</dt>
      <dd>{careDue ? careDueInWords(careDue) : "Unknown."}</dd>
      {pack.asOf && <dd className="confer-muted">Why, emergencies and care due as of {dateInWords(pack.asOf)}.</dd>}
    </dl>
  );
}

function whyInWords({ segment, rule, because, index, missing }: NonNullable<Pack["why"]>): string {
  const name = segment in SEGMENTS ? SEGMENTS[segment as Segment] : segment;
  const reasons = because.map(({ term, evidence }) => (evidence ? `${term} (${evidence})` : term));
  const unknown = missing.length ? ` Not known: ${missing.join(", ")}.` : "";
  // The first reason often is the rule, with its evidence: said once.
  const said = because[0]?.term.toLowerCase() === rule.toLowerCase();
  return `${name}${said ? "" : `, because of ${rule}`}: ${reasons.join("; ")}.${index ? ` ${index}.` : ""}${unknown}`;
}

const MOST_PROBLEMS = 8;
const MOST_CARE = 8;

function problemsInWords(problems: readonly string[]): string {
  if (!problems.length) return "None recorded as active.";
  const more = problems.length - MOST_PROBLEMS;
  return `${problems.length} active: ${problems.slice(0, MOST_PROBLEMS).join("; ")}${more > 0 ? ` and ${more} more` : ""}.`;
}

/** Who was seen at A&E and sent home was not admitted, and still had an emergency. */
export function emergencyInWords(why: NonNullable<Pack["why"]>, now: Date): string {
  const { lastEmergencyOn, emergencyYear, attendancesYear } = why;
  const attended = attendancesYear ? ` A&E: ${attendancesYear} in the last year.` : "";
  if (!lastEmergencyOn) return `None recorded.${attended}`;
  const times = emergencyYear === 1 ? "1 in the last year" : `${emergencyYear} in the last year`;
  return `${dateInWords(lastEmergencyOn)}, ${agoInWords(new Date(lastEmergencyOn), now)}; ${times}.${attended}`;
}

function planInWords(plan: NonNullable<Pack["plan"]> | null, now: Date): string {
  if (!plan || plan.status === "none_published") return "No plan is published.";
  if (plan.status !== "live") return `The plan is ${plan.status}.`;
  const published = plan.publishedAt ? `, published ${dateInWords(plan.publishedAt)} by ${plan.publishedByName}` : "";
  const { oldestSince } = plan;
  const age = oldestSince ? `; oldest critical line ${lineAgeInWords(londonDate(oldestSince), now)}` : "";
  const review = plan.reviewOn ? `; review ${dateInWords(plan.reviewOn)}` : "";
  return `Version ${plan.version}${published}${age}${review}.`;
}

function careDueInWords(careDue: NonNullable<Pack["careDue"]>): string {
  if (!careDue.length) return "Nothing is due.";
  const more = careDue.length - MOST_CARE;
  const named = careDue.slice(0, MOST_CARE).map(({ name, state }) => `${name} (${state})`);
  return `${named.join("; ")}${more > 0 ? ` and ${more} more` : ""}.`;
}
