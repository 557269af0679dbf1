/** The list as a plain table: what a browser without scripts and a narrow screen show. */
import { Link } from "@remix-run/react";
import type { Sort } from "../domain/registry-filter";
import { SORTS } from "../domain/registry-filter";
import type { RegistryLine } from "../domain/registry-line";
import type { RegistryColumn } from "./registry-columns";

type Props = {
  lines: readonly RegistryLine[];
  columns: readonly RegistryColumn[];
  sort: Sort;
  now: Date;
  /** Absent for roles that may not put people on an MDG. */
  refer: boolean;
  /** The address of this list sorted otherwise; undefined when the list was found by an identifier. */
  sortedBy: ((sort: Sort) => string) | undefined;
};

export function RegistryTable({ lines, columns, sort, now, refer, sortedBy }: Props) {
  return (
    <form method="post" action="/meetings/refer">
      <table className="registry-table">
        <caption className="confer-visually-hidden">People on the list, {lines.length} shown here</caption>
        <thead>
          <tr>
            {refer && (
              <th scope="col">
                <span className="confer-visually-hidden">Choose</span>
              </th>
            )}
            {columns.map((column) => (
              <Heading key={column.id} column={column} sort={sort} sortedBy={sortedBy} />
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.personId}>
              {refer && (
                <td className="registry-table__choose">
                  <input type="checkbox" name="personIds" value={line.personId} aria-label={`Choose ${line.name}`} />
                </td>
              )}
              {columns.map(({ id, heading, words }) => (
                <td key={id} data-heading={heading} data-column={id}>
                  {id === "name" ? <Link to={`/people/${line.personId}`}>{line.name}</Link> : words(line, now)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {refer && lines.length > 0 && (
        <button type="submit" className="nhsuk-button nhsuk-button--secondary nhsuk-button--small">
          Put the chosen people on an MDG
        </button>
      )}
    </form>
  );
}

function Heading({ column, sort, sortedBy }: { column: RegistryColumn } & Pick<Props, "sort" | "sortedBy">) {
  const { heading, sort: by } = column;
  if (!by || !sortedBy) return <th scope="col">{heading}</th>;
  const sorted = sort.by === by;
  const other = sort.direction === "asc" ? "desc" : "asc";
  const next: Sort = { by, direction: sorted ? other : SORTS[by].first };
  return (
    <th scope="col" aria-sort={sorted ? (sort.direction === "asc" ? "ascending" : "descending") : undefined}>
      <Link to={sortedBy(next)}>{heading}</Link>
      {sorted && <span aria-hidden="true"> {sort.direction === "asc" ? "▲" : "▼"}</span>}
    </th>
  );
}
