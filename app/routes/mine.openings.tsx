import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requirePerson } from "../access/person-sessions.server";
import { readOpenings } from "../data/person-access.server";
import { dateInWords } from "../domain/dates";
import { readDate } from "../domain/meeting";
import { openingsByDay, pageOfDays } from "../domain/openings";

export const meta: MetaFunction = () => [
  { title: "Who opened the plan – Confer" },
  { name: "robots", content: "noindex" },
];

/** How far back openings are told. */
const YEARS = 2;

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requirePerson(request, "openings");
  const since = new Date(viewer.requestedAt);
  since.setUTCFullYear(since.getUTCFullYear() - YEARS);
  const before = readDate(new URL(request.url).searchParams.get("before") ?? "");
  return { ...pageOfDays(openingsByDay(await readOpenings(viewer, since)), before), before };
}

export default function Openings() {
  const { days, older, before } = useLoaderData<typeof loader>();
  return (
    <div className="mine">
      <h1 className="nhsuk-heading-l">Who opened the plan</h1>
      <p>
        The last {YEARS} years, by day: which organisation, in which role, and what was done. If you do not know why,
        ask the practice.
      </p>
      {before && <p>These are the days before {dateInWords(before)}.</p>}
      {days.length === 0 && <p>{before ? "There is nothing older." : "Nobody opened it."}</p>}
      {days.map(({ day, lines }) => (
        <section key={day} aria-label={day}>
          <h2 className="nhsuk-heading-s">{day}</h2>
          <ul>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
      ))}
      {older && (
        <p>
          This page ends here, there is more: <Link to={`/mine/openings?before=${older}`}>Older days</Link>
        </p>
      )}
      {before && (
        <p>
          <Link to="/mine/openings">Newest days</Link>
        </p>
      )}
      <p>
        <Link to="/mine">Back</Link>
      </p>
    </div>
  );
}
