/** The registry: the sentence that the filters make, the pyramid of the whole scope, and the people. */
import { Form, Link } from "@remix-run/react";
import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { dateInWords, momentInWords } from "../domain/dates";
import type { RecordPart } from "../domain/permissions";
import {
  chipsOf,
  inNumbers,
  type RegistryFilter,
  registrySentence,
  type Sort,
  searchesByIdentifier,
  toForm,
  toQuery,
} from "../domain/registry-filter";
import type { RegistryBlock, RegistryCounts, Stamp } from "../domain/registry-line";
import { ErrorSummary, type FieldErrors } from "./error-summary";
import { registryColumns } from "./registry-columns";
import { Chips, FindByName, HiddenFields, RegistryFilters, SearchForm } from "./registry-filters";
import { RegistryTable } from "./registry-table";
import { RiskPyramid, type Tier } from "./risk-pyramid";

export type RegistryView = {
  filter: RegistryFilter;
  sort: Sort;
  /** Parts of a record that the role ever sees. */
  parts: readonly RecordPart[];
  practices: readonly { id: string; name: string }[];
  /** Those that the viewer may narrow by. */
  cohorts: readonly { id: string; name: string }[];
  /** Care processes that nobody looked for. */
  off: readonly string[];
  /** Absent before the first stratification. */
  stamp: Stamp | undefined;
  counts: RegistryCounts;
  block: RegistryBlock;
  errors: FieldErrors;
  now: Date;
  organisation: string;
  mayRefer: boolean;
  /** One list, one grid: a new one starts at its top. */
  key: string;
};

const RegistryGrid = lazy(() => import("./registry-grid"));

export function RegistryPage({ view }: { view: RegistryView }) {
  const { filter, counts, practices, cohorts, errors, parts, organisation, off } = view;
  const nameOf = (id: string) => [...practices, ...cohorts].find((one) => one.id === id)?.name ?? "a practice";
  const narrowed = chipsOf(filter, nameOf);
  return (
    <>
      <ErrorSummary errors={errors} />
      <h1 className="nhsuk-heading-l registry-title">Registry</h1>
      <p className="registry-sentence" aria-live="polite">
        {registrySentence(filter, counts, nameOf)}
      </p>
      <Chips chips={narrowed} filter={filter} />
      <Stamped view={view} />
      {parts.includes("why") && <Prismatic view={view} />}
      <div className="confer-columns registry-columns">
        <Rail open={Object.keys(errors).length > 0}>
          <RiskPyramid tiers={tiersOf(view)} total={counts.total} />
          <RegistryFilters {...{ filter, parts, practices, cohorts, errors, off }} />
        </Rail>
        <section aria-label={`People of ${organisation}`} className="registry-people">
          <FindByName filter={filter} errors={errors} />
          {counts.matching === 0 ? <NoOne view={view} /> : <People key={view.key} view={view} />}
        </section>
      </div>
    </>
  );
}

/**
 * Where there is room the rail stands open; on a narrow screen it is folded before the list. Without script it is
 * folded too, and opens by its summary.
 */
function Rail({ open, children }: { open: boolean; children: ReactNode }) {
  const wide = useWideScreen();
  const [chosen, setChosen] = useState<boolean>();
  return (
    <details
      className="registry-rail registry-details confer-no-print"
      open={wide || (chosen ?? open)}
      onToggle={({ currentTarget }) => !wide && setChosen(currentTarget.open)}
    >
      <summary className="registry-rail__summary">Pyramid and filters</summary>
      {children}
    </details>
  );
}

/** Snooks H et al. BMJ Quality and Safety 2019;28:697-705. */
function Prismatic({ view: { mayRefer } }: { view: RegistryView }) {
  return (
    <p className="confer-small registry-prismatic">
      Handing out risk lists alone raised emergency admissions in a trial of 230,099 people (PRISMATIC, Wales). Pair
      this list with capacity, an offer and a review
      {mayRefer && (
        <>
          : <Link to="/mdgs">propose for an MDG</Link>
        </>
      )}
      .
    </p>
  );
}

function Stamped({ view: { stamp, parts } }: { view: RegistryView }) {
  if (!stamp) return null;
  const { finishedAt, asOf, changedSince } = stamp;
  const changed = changedSince
    ? `${inNumbers(changedSince)} ${changedSince === 1 ? "person" : "people"} changed since`
    : "nobody's record changed since";
  return (
    <p className="confer-small confer-muted registry-stamp">
      Stratified {momentInWords(finishedAt)}, as of {dateInWords(asOf)}; {changed}. Only plans and meetings are of now.
      {parts.includes("why") && " ▲ ▼: band changed in 3 months."}
    </p>
  );
}

/** A tier narrows what is already narrowed, and the chosen one again widens it. */
function tiersOf({ counts, filter }: RegistryView): Tier[] {
  const { segment: chosen = [], ...rest } = filter;
  return counts.segments.map((count) => {
    const isChosen = chosen.includes(count.segment);
    const next = isChosen ? chosen.filter((one) => one !== count.segment) : [...chosen, count.segment];
    const query = toQuery({ ...rest, ...(next.length ? { segment: next } : {}) });
    return { ...count, chosen: isChosen, to: `/registry?${query}` };
  });
}

function NoOne({ view: { stamp, counts } }: { view: RegistryView }) {
  if (!stamp)
    return (
      <p>
        Nobody has been stratified yet, so there is no list. An administrator runs <code>npm run stratify</code>.
      </p>
    );
  return counts.total === 0 ? (
    <p>Nobody is in a relationship with you or your organisation that opens this list.</p>
  ) : (
    <p>Nobody meets all these conditions. Remove one above.</p>
  );
}

type Chosen = { personId: string; name: string };

/** A table first, from the server; where scripts run and there is room, a grid takes its place. */
function People({ view }: { view: RegistryView }) {
  const { filter, sort, block, counts, parts, now, mayRefer } = view;
  const [chosen, setChosen] = useState<Chosen[]>([]);
  const asGrid = useWideScreen();
  const columns = registryColumns(parts);
  const byIdentifier = searchesByIdentifier(filter);
  const sortedBy = (other: Sort) => `/registry?${withSort(toQuery(filter), other)}`;
  const table = (
    <>
      <RegistryTable
        lines={block.lines}
        columns={columns}
        sort={sort}
        now={now}
        refer={mayRefer}
        sortedBy={byIdentifier ? undefined : sortedBy}
      />
      <Walk view={view} />
    </>
  );
  if (!asGrid) return table;
  return (
    <Suspense fallback={table}>
      <RegistryGrid
        columns={columns}
        filter={filter}
        sort={sort}
        first={block}
        matching={counts.matching}
        now={now}
        refer={mayRefer}
        onChosen={setChosen}
      />
      {chosen.length > 0 && <Acts chosen={chosen} />}
    </Suspense>
  );
}

/** Not before the first paint: the server's table and the browser's first page are the same. */
function useWideScreen(): boolean {
  const [wide, setWide] = useState(false);
  useEffect(() => {
    const query = window.matchMedia("(min-width: 900px)");
    const look = () => setWide(query.matches);
    look();
    query.addEventListener("change", look);
    return () => query.removeEventListener("change", look);
  }, []);
  return wide;
}

function Acts({ chosen }: { chosen: readonly Chosen[] }) {
  const [first] = chosen;
  const one = chosen.length === 1 && first;
  return (
    <section className="registry-acts" aria-label="With the chosen people">
      <strong>{one ? one.name : `${chosen.length} people chosen`}</strong>
      {one ? (
        <>
          <Link className="nhsuk-button nhsuk-button--small" to={`/people/${one.personId}/refer`}>
            Put on an MDG
          </Link>
          <Link className="nhsuk-button nhsuk-button--secondary nhsuk-button--small" to={`/people/${one.personId}`}>
            Open the record
          </Link>
        </>
      ) : (
        <Form method="post" action="/meetings/refer">
          {chosen.map(({ personId }) => (
            <input key={personId} type="hidden" name="personIds" value={personId} />
          ))}
          <button type="submit" className="nhsuk-button nhsuk-button--small">
            Put on an MDG
          </button>
        </Form>
      )}
    </section>
  );
}

const withSort = (query: URLSearchParams, { by, direction }: Sort) => {
  query.set("sort", by);
  query.set("direction", direction);
  return query;
};

/** To the blocks before and after. */
function Walk({ view: { filter, sort, block } }: { view: RegistryView }) {
  const first = block.lines[0]?.personId;
  const last = block.lines.at(-1)?.personId;
  if (!first || !last) return null;
  return (
    <nav className="registry-walk" aria-label="More people">
      {block.hasPrevious && <To filter={filter} sort={sort} place={{ before: first }} words="Previous 50" />}
      {block.hasNext && <To filter={filter} sort={sort} place={{ after: last }} words="Next 50" />}
    </nav>
  );
}

type ToProps = { filter: RegistryFilter; sort: Sort; place: Record<string, string>; words: string };

function To({ filter, sort, place, words }: ToProps) {
  const fields = withSort(toForm(filter), sort);
  for (const [name, value] of Object.entries(place)) fields.set(name, value);
  if (!searchesByIdentifier(filter)) return <Link to={`/registry?${fields}`}>{words}</Link>;
  return (
    <SearchForm>
      <HiddenFields fields={fields} />
      <button type="submit" className="nhsuk-button nhsuk-button--secondary nhsuk-button--small">
        {words}
      </button>
    </SearchForm>
  );
}
