/** Pages of a long worklist: which lines these are, and the way to the next. */
import { Link } from "@remix-run/react";

type Props = { page: number; last: number; total: number; size: number; noun: string; to: (page: number) => string };

export function WorkPages({ page, last, total, size, noun, to }: Props) {
  if (total === 0) return null;
  const from = (page - 1) * size + 1;
  const until = Math.min(page * size, total);
  return (
    <nav aria-label={`Pages of ${noun}`} className="work-next">
      <p className="nhsuk-u-margin-bottom-1">
        {total === 1 ? `1 ${noun.replace(/s$/, "")}` : `${from} to ${until} of ${total} ${noun}`}
      </p>
      {last > 1 && (
        <p>
          {page > 1 && <Link to={to(page - 1)}>Page {page - 1}</Link>}
          {page > 1 && page < last && " · "}
          {page < last && <Link to={to(page + 1)}>Page {page + 1}</Link>}
        </p>
      )}
    </nav>
  );
}
