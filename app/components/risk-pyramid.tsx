/** The pyramid of the whole scope: five segments, each a link that narrows the list. d3 computes, React draws. */
import { Link } from "@remix-run/react";
import { scaleLinear } from "d3";
import { inNumbers } from "../domain/registry-filter";
import { SEGMENTS, type Segment } from "../domain/segment";

export type Tier = { segment: Segment; people: number; incomplete: number; chosen: boolean; to: string };

const WIDTH = 280;
const HEIGHT = 22;

/** Bars are centred and as wide as their count, so that the picture is the shape of these people. */
export function RiskPyramid({ tiers, total }: { tiers: readonly Tier[]; total: number }) {
  if (!tiers.length || total === 0) return null;
  const width = scaleLinear([0, Math.max(...tiers.map(({ people }) => people), 1)], [0, WIDTH]);
  const top = tiers.slice(0, 2).reduce((sum, { people }) => sum + people, 0);
  return (
    <section aria-labelledby="pyramid">
      <h2 className="nhsuk-heading-s registry-heading" id="pyramid">
        {share(top, total)} are frail or near the end of life
      </h2>
      <ul className="confer-plain-list pyramid">
        {tiers.map((tier) => (
          <li key={tier.segment}>
            <Link
              to={tier.to}
              className="pyramid__tier"
              aria-current={tier.chosen ? "true" : undefined}
              preventScrollReset
            >
              <span className="pyramid__words">
                <span>
                  {tier.chosen && <span aria-hidden="true">✓ </span>}
                  {SEGMENTS[tier.segment]}
                </span>
                <span className="pyramid__count">
                  {inNumbers(tier.people)} <span className="confer-muted">({share(tier.people, total)})</span>
                </span>
              </span>
              <Bar width={tier.people && Math.max(width(tier.people), 2)} chosen={tier.chosen} />
            </Link>
          </li>
        ))}
      </ul>
      <AsTable tiers={tiers} total={total} />
    </section>
  );
}

function Bar({ width, chosen }: { width: number; chosen: boolean }) {
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width="100%" height={HEIGHT} aria-hidden="true" focusable="false">
      <rect x={(WIDTH - width) / 2} width={width} height={HEIGHT} fill={chosen ? "#003087" : "#005eb8"} />
    </svg>
  );
}

function AsTable({ tiers, total }: { tiers: readonly Tier[]; total: number }) {
  return (
    <details className="confer-small registry-details">
      <summary>As a table, with incomplete records</summary>
      <table className="registry-small-table">
        <caption className="confer-visually-hidden">People by segment</caption>
        <thead>
          <tr>
            <th scope="col">Segment</th>
            <th scope="col">People</th>
            <th scope="col">Share</th>
            <th scope="col">Of them incomplete</th>
          </tr>
        </thead>
        <tbody>
          {tiers.map(({ segment, people, incomplete }) => (
            <tr key={segment}>
              <th scope="row">{SEGMENTS[segment]}</th>
              <td>{inNumbers(people)}</td>
              <td>{share(people, total)}</td>
              <td>{inNumbers(incomplete)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>Incomplete: something that the rules need is not recorded, so the person may belong higher.</p>
    </details>
  );
}

function share(people: number, total: number): string {
  const percent = (100 * people) / total;
  return percent > 0 && percent < 1 ? "under 1%" : `${Math.round(percent)}%`;
}
