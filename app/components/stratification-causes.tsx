/** What stood behind the changes of bands, the commonest first, up and down apart. */
import type { BandWords } from "./stratification-flow";
import { CountTable } from "./stratification-table";

export type Cause = { band: string; was: string; became: string; cause: string; people: number };
type Words = Readonly<Record<string, Readonly<Record<string, BandWords>>>>;

/** So many causes are shown of each direction; the rest are in the table's own fold. */
const SHOWN = 10;

export function Causes({ causes, words }: { causes: readonly Cause[]; words: Words }) {
  return (
    <section aria-labelledby="causes">
      <h2 className="nhsuk-heading-m" id="causes">
        What changed people's bands
      </h2>
      {causes.length === 0 && <p>No cause is shared by five or more people whose band changed since the run before.</p>}
      {causes.length > 0 && (
        <>
          <p>
            Rules and deficits behind each change of segment or frailty band since the run before. One change can have
            several causes; those of fewer than five people are not listed.
          </p>
          <div className="run-pair">
            <Direction heading="To higher need" causes={causes.filter((one) => isHigher(one, words))} words={words} />
            <Direction heading="To lower need" causes={causes.filter((one) => !isHigher(one, words))} words={words} />
          </div>
        </>
      )}
    </section>
  );
}

/** Bands stand from the highest need to the lowest. */
function isHigher({ band, was, became }: Cause, words: Words): boolean {
  const order = Object.keys(words[band] ?? {});
  return order.indexOf(became) < order.indexOf(was);
}

function Direction({ heading, causes, words }: { heading: string; causes: readonly Cause[]; words: Words }) {
  const table = (shown: readonly Cause[], label: string) => (
    <CountTable
      label={`${heading}: ${label}`}
      heads={["Cause", "From and to", "People"]}
      rows={shown.map(({ band, was, became, cause, people }) => ({
        key: `${band} ${was} ${became} ${cause}`,
        name: cause,
        more: [`${words[band]?.[was]?.name ?? was} → ${words[band]?.[became]?.name ?? became}`],
        counts: [people],
      }))}
    />
  );
  return (
    <section>
      <h3 className="nhsuk-heading-s">{heading}</h3>
      {causes.length ? table(causes.slice(0, SHOWN), "commonest causes") : <p>None of five or more people.</p>}
      {causes.length > SHOWN && (
        <details className="confer-small run-details">
          <summary>{causes.length - SHOWN} more</summary>
          {table(causes.slice(SHOWN), "other causes")}
        </details>
      )}
    </section>
  );
}
