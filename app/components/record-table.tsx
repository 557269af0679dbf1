/** A table of the record: the first cell names the row; a column that says nothing is left out; wide ones scroll. */
import type { ReactNode } from "react";

type Column<T> = { heading: string; cell: (row: T) => ReactNode };

export function RecordTable<T>({
  caption,
  columns: all,
  rows,
  idOf,
}: {
  caption: string;
  columns: Column<T>[];
  rows: readonly T[];
  idOf: (row: T) => string;
}) {
  const columns = all.filter(({ cell }, place) => place === 0 || rows.some((row) => cell(row) !== ""));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
    <section className="record-scroll" tabIndex={0} aria-label={caption}>
      <table className="record-table">
        <caption className="confer-visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ heading }) => (
              <th key={heading} scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={idOf(row)}>
              {columns.map(({ heading, cell }, place) =>
                place === 0 ? (
                  <th key={heading} scope="row">
                    {cell(row)}
                  </th>
                ) : (
                  <td key={heading}>{cell(row)}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export const NotShown = ({ what = "This part" }: { what?: string }) => (
  <p className="confer-muted">{what} is not shown to your role.</p>
);
