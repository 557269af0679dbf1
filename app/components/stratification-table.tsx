/** A table of published counts: a hidden one says so, an absent one is a dash. It scrolls by itself where room is short. */
import type { ReactNode } from "react";
import { type Published, publishedInWords } from "../domain/small-counts";

export type CountRow = {
  key: string;
  name: string;
  /** Cells of words between the name and the counts. */
  more?: readonly string[];
  counts: readonly Published[];
};

/** What may be wider than the page: reached and scrolled by keyboard, so each has a name of its own. */
export function Scrolling({ label, tall, children }: { label: string; tall?: boolean; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className={tall ? "run-scroll run-scroll--tall" : "run-scroll"} aria-label={label} tabIndex={0}>
      <table className="run-table">
        <caption className="confer-visually-hidden">{label}</caption>
        {children}
      </table>
    </section>
  );
}

export function CountTable({
  label,
  heads,
  rows,
}: {
  label: string;
  heads: readonly string[];
  rows: readonly CountRow[];
}) {
  const words = rows[0]?.more?.length ?? 0;
  return (
    <Scrolling label={label}>
      <thead>
        <tr>
          {heads.map((head, place) => (
            <th key={head} scope="col" className={place > words ? "run-table__number" : undefined}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.key} row={row} />
        ))}
      </tbody>
    </Scrolling>
  );
}

function Row({ row: { name, more = [], counts } }: { row: CountRow }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      {more.map((cell) => (
        <td key={cell}>{cell}</td>
      ))}
      {counts.map((count, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row's cells never change places
        <td key={place} className="run-table__number">
          {count === undefined ? (
            <span className="confer-muted">{publishedInWords(count)}</span>
          ) : (
            publishedInWords(count)
          )}
        </td>
      ))}
    </tr>
  );
}
