/**
 * A picture of flows between two columns of bands (a small Sankey): heights are people, to one scale; a band that few
 * move to still has room for its name. Pure; positions in pixels from the top.
 */

export type LaidFlow = { was: string; became: string; people: number };
export type LaidBand = { band: string; people: number; top: number; height: number };
export type Ribbon = LaidFlow & { from: number; to: number; thickness: number };
export type FlowLayout = { height: number; left: LaidBand[]; right: LaidBand[]; ribbons: Ribbon[] };

/** Height of all people together, the least height that a name needs, and the space between two bands. */
export const FLOW_SIZES = { all: 260, name: 40, gap: 12 } as const;

/** `bands` in the order of the columns; flows of other bands are not drawn. */
export function layOutFlows(flows: readonly LaidFlow[], bands: readonly string[]): FlowLayout {
  const drawn = flows
    .filter(({ was, became, people }) => people > 0 && bands.includes(was) && bands.includes(became))
    .sort((a, b) => bands.indexOf(a.was) - bands.indexOf(b.was) || bands.indexOf(a.became) - bands.indexOf(b.became));
  const total = drawn.reduce((sum, { people }) => sum + people, 0);
  const scale = total ? FLOW_SIZES.all / total : 0;
  const left = column(bands, (band) => drawn.filter(({ was }) => was === band), scale);
  const right = column(bands, (band) => drawn.filter(({ became }) => became === band), scale);
  const starts = new Map(left.map(({ band, top }) => [band, top]));
  const ends = new Map(right.map(({ band, top }) => [band, top]));
  const ribbons = drawn.map((flow) => {
    const thickness = flow.people * scale;
    return { ...flow, thickness, from: take(starts, flow.was, thickness), to: take(ends, flow.became, thickness) };
  });
  return { height: Math.max(heightOf(left), heightOf(right)), left, right, ribbons };
}

function column(bands: readonly string[], flowsOf: (band: string) => LaidFlow[], scale: number): LaidBand[] {
  let next = 0;
  return bands.flatMap((band) => {
    const people = flowsOf(band).reduce((sum, flow) => sum + flow.people, 0);
    if (!people) return [];
    const height = people * scale;
    const room = Math.max(height, FLOW_SIZES.name);
    const top = next + (room - height) / 2;
    next += room + FLOW_SIZES.gap;
    return [{ band, people, top, height }];
  });
}

/** The place of the next ribbon at a band, which it then takes. */
function take(places: Map<string, number>, band: string, thickness: number): number {
  const place = places.get(band)!;
  places.set(band, place + thickness);
  return place;
}

function heightOf(bands: readonly LaidBand[]): number {
  const last = bands.at(-1);
  return last ? last.top + last.height + Math.max(0, FLOW_SIZES.name - last.height) / 2 : 0;
}
