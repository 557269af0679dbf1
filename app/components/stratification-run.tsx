/** One run: how it went, what made its answers, how people moved, what it found. */
import { Link } from "@remix-run/react";
import { momentInWords } from "../domain/dates";
import type { Flow, InAndOut, VersionChange, VersionKind } from "../domain/run-history";
import { SEGMENTS } from "../domain/segment";
import { aboutInWords, type Published } from "../domain/small-counts";
import { type Cause, Causes } from "./stratification-causes";
import { AgesBySegment, type Care, CareDue, CareKeys, IndexHistogram, Tiers } from "./stratification-charts";
import { type BandWords, MovementPicture } from "./stratification-flow";
import { factsOf, HowCounted, type RunLine, stateWords } from "./stratification-runs";
import { Scrolling } from "./stratification-table";

type Movement = { flows: Flow[]; bands: InAndOut[] };
type NamedVersion = { kind: VersionKind; id: string; name: string; version: string };
type NamedChange = VersionChange & { name: string };

export type OpenedRun = {
  run: RunLine;
  before?: RunLine;
  versions: NamedVersion[];
  changes?: NamedChange[];
  movement?: { segment: Movement; efi: Movement };
  distributions?: {
    people: Published;
    ages: Record<string, Record<string, Published>>;
    ageTotals: Record<string, Published>;
    index: { deficits: number; band: string; people: Published }[];
    indexIncomplete: Published;
    tiers: Record<string, Published>;
    care: Care[];
  };
  tierLines?: Record<string, number>;
  causes: Cause[];
};

const SEGMENT_WORDS: Record<string, BandWords> = {
  end_of_life: { name: SEGMENTS.end_of_life, short: "End of life" },
  frailty_dementia: { name: SEGMENTS.frailty_dementia, short: "Frailty" },
  complex: { name: SEGMENTS.complex, short: "Complex" },
  long_term: { name: SEGMENTS.long_term, short: "Long-term" },
  healthy: { name: SEGMENTS.healthy, short: "Healthy" },
  none: { name: "Not on the list", short: "Not listed" },
};
const INDEX_WORDS: Record<string, BandWords> = {
  severe: { name: "Severe frailty", short: "Severe" },
  moderate: { name: "Moderate frailty", short: "Moderate" },
  mild: { name: "Mild frailty", short: "Mild" },
  fit: { name: "Fit", short: "Fit" },
  none: { name: "Under 65, or not on the list", short: "Under 65" },
};

export function RunPage({ opened }: { opened: OpenedRun }) {
  const { run, before, distributions: found } = opened;
  return (
    <>
      <p>
        <Link to="/stratification">All runs</Link>
      </p>
      <h1 className="nhsuk-heading-l">Run of {momentInWords(run.startedAt)}</h1>
      <p className={run.state === "stopped" ? "run-late" : undefined}>{stateWords(run)}</p>
      <p>{factsOf(run)}</p>
      <HowCounted />
      <Versions versions={opened.versions} changes={opened.changes} before={before} />
      {run.finishedAt && <Moved opened={opened} />}
      {found ? <Found found={found} lines={opened.tierLines} /> : <p>{notCounted(run)}</p>}
    </>
  );
}

const notCounted = ({ state, finishedAt }: RunLine) =>
  finishedAt
    ? "This run was made before Confer kept what runs found: there are no pictures of it."
    : `What a run found is counted at its end${state === "going on" ? ", which is still to come" : ", which this one never reached"}.`;

// ── What made its answers ─────────────────────────────────────────────────────────────────────────────────

const KINDS: Record<VersionKind, string> = {
  rule: "Rule",
  protocol: "Care protocol",
  setting: "Setting",
  "code set": "Code set",
};

function Versions({ versions, changes, before }: Pick<OpenedRun, "versions" | "changes" | "before">) {
  return (
    <section aria-labelledby="versions">
      <h2 className="nhsuk-heading-m" id="versions">
        What made its answers
      </h2>
      {before && changes ? (
        <>
          <p>
            {changes.length === 0 ? "Nothing changed" : counted(changes.length, "thing changed", "things changed")}{" "}
            since the <Link to={`/stratification/${before.id}`}>run of {momentInWords(before.startedAt)}</Link>
            {changes.length === 0 ? ": what moved, moved by people's records and the passing of time." : "."}
          </p>
          {changes.length > 0 && <ChangeTable changes={changes} />}
        </>
      ) : (
        <p>No complete run came before this one: there is nothing to compare it with.</p>
      )}
      <AllVersions versions={versions} />
    </section>
  );
}

function AllVersions({ versions }: Pick<OpenedRun, "versions">) {
  return (
    <details className="confer-small run-details">
      <summary>All {versions.length} versions that it used</summary>
      <p>Settings that nobody has changed have the values that ship with Confer and are not listed.</p>
      <Scrolling label="Versions of rules, settings and code sets" tall>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Kind</th>
            <th scope="col">Version or value</th>
          </tr>
        </thead>
        <tbody>
          {versions.map(({ kind, id, name, version }) => (
            <tr key={`${kind} ${id}`}>
              <th scope="row">
                {name}
                {name !== id && <span className="confer-muted"> {id}</span>}
              </th>
              <td>{KINDS[kind]}</td>
              <td>{version}</td>
            </tr>
          ))}
        </tbody>
      </Scrolling>
    </details>
  );
}

function ChangeTable({ changes }: { changes: readonly NamedChange[] }) {
  return (
    <Scrolling label="What changed since the run before" tall>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Kind</th>
          <th scope="col">Before</th>
          <th scope="col">In this run</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ kind, id, name, was, now }) => (
          <tr key={`${kind} ${id}`}>
            <th scope="row">
              {name}
              {name !== id && <span className="confer-muted"> {id}</span>}
            </th>
            <td>{KINDS[kind]}</td>
            <td>{was ?? "not there"}</td>
            <td>{now ?? "not there"}</td>
          </tr>
        ))}
      </tbody>
    </Scrolling>
  );
}

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

// ── Movement ──────────────────────────────────────────────────────────────────────────────────────────────

const BETWEEN =
  "Changes that records made between the runs are counted in; people who joined or left between them are not.";

function Moved({ opened: { movement, before, causes } }: { opened: OpenedRun }) {
  if (!movement)
    return (
      <section aria-labelledby="moved">
        <h2 className="nhsuk-heading-m" id="moved">
          Movement
        </h2>
        <p>
          {before
            ? "No rows of an earlier run were there to compare with, so nothing is known of who moved."
            : "This is the first run: everybody was placed for the first time, and nobody can have moved."}
        </p>
      </section>
    );
  return (
    <>
      <section aria-labelledby="moved">
        <h2 className="nhsuk-heading-m" id="moved">
          Movement between segments
        </h2>
        <MovementPicture id="segment" movement={movement.segment} words={SEGMENT_WORDS} note={BETWEEN} />
      </section>
      <section aria-labelledby="moved-index">
        <h2 className="nhsuk-heading-m" id="moved-index">
          Movement between bands of the Electronic Frailty Index
        </h2>
        <MovementPicture id="band" movement={movement.efi} words={INDEX_WORDS} note={BETWEEN} />
      </section>
      <Causes causes={causes} words={{ segment: SEGMENT_WORDS, efi: INDEX_WORDS }} />
    </>
  );
}

// ── What it found ─────────────────────────────────────────────────────────────────────────────────────────

function Found({ found, lines }: { found: NonNullable<OpenedRun["distributions"]>; lines?: Record<string, number> }) {
  return (
    <>
      <section aria-labelledby="ages">
        <h2 className="nhsuk-heading-m" id="ages">
          Ages by segment: {aboutInWords(found.people)} people
        </h2>
        <AgesBySegment ages={found.ages} totals={found.ageTotals} />
      </section>
      <section aria-labelledby="index">
        <h2 className="nhsuk-heading-m" id="index">
          Electronic Frailty Index
        </h2>
        <IndexHistogram index={found.index} incomplete={found.indexIncomplete} />
      </section>
      <section aria-labelledby="tiers">
        <h2 className="nhsuk-heading-m" id="tiers">
          Tiers
        </h2>
        <p>
          A tier is a rank among these people, not a band: who rises in it moves others down. Where many have the same
          need, a tier holds more than its share.
        </p>
        <Tiers tiers={found.tiers} lines={lines} />
      </section>
      <section aria-labelledby="care">
        <h2 className="nhsuk-heading-m" id="care">
          Care due by process
        </h2>
        {found.care.length ? (
          <>
            <p>Each bar is all for whom the process is. Open: overdue, due or out of target.</p>
            <CareKeys />
            <CareDue care={found.care} />
          </>
        ) : (
          <p>This run counted no care.</p>
        )}
      </section>
    </>
  );
}
