/**
 * QR codes, for the one thing that is printed as one: the address on an “I have a plan” card. ISO/IEC 18004:2015,
 * byte mode, versions 1 to 6, error correction level M (a seventh of the code may be dirty or worn).
 */

/** For each version at level M: codewords in all, blocks, error-correcting codewords of each block. */
const VERSIONS = [
  { codewords: 26, blocks: 1, correcting: 10 },
  { codewords: 44, blocks: 1, correcting: 16 },
  { codewords: 70, blocks: 1, correcting: 26 },
  { codewords: 100, blocks: 2, correcting: 18 },
  { codewords: 134, blocks: 2, correcting: 24 },
  { codewords: 172, blocks: 4, correcting: 16 },
] as const;

type Version = { number: number; size: number; data: number; blocks: number; correcting: number };
/** Rows of modules; true is dark. */
export type Modules = boolean[][];

const versionAt = (index: number): Version => {
  const { codewords, blocks, correcting } = VERSIONS[index]!;
  return { number: index + 1, size: 21 + 4 * index, data: codewords - blocks * correcting, blocks, correcting };
};

/** The code of a text, without its quiet zone. Throws when the text is longer than 106 bytes. */
export function qrModules(text: string): Modules {
  const bytes = new TextEncoder().encode(text);
  // Four bits of mode and eight of length stand before the bytes.
  const version = VERSIONS.map((_, index) => versionAt(index)).find(({ data }) => data - 2 >= bytes.length);
  if (!version) throw new Error(`A QR code of this size holds at most 106 bytes, not ${bytes.length}.`);
  const bits = bitsOf(interleave(codewordsOf(bytes, version.data), version));
  const drawn = Array.from({ length: 8 }, (_, mask) => drawCode(version, bits, mask));
  return drawn.sort((a, b) => penalty(a) - penalty(b))[0]!;
}

/** As one SVG path of unit squares, with the four light modules that a reader needs around it. */
export function qrPath(text: string): { size: number; path: string } {
  const modules = qrModules(text);
  const squares = modules.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x + 4} ${y + 4}h1v1h-1z`] : [])));
  return { size: modules.length + 8, path: squares.join("") };
}

// ── Codewords ─────────────────────────────────────────────────────────────────────────────────────────────

function codewordsOf(bytes: Uint8Array, length: number): number[] {
  const nibbles = [
    0b0100,
    bytes.length >> 4,
    bytes.length & 15,
    ...[...bytes].flatMap((byte) => [byte >> 4, byte & 15]),
  ];
  if (nibbles.length < length * 2) nibbles.push(0);
  const words = Array.from({ length: nibbles.length >> 1 }, (_, n) => (nibbles[2 * n]! << 4) | nibbles[2 * n + 1]!);
  for (let pad = 0xec; words.length < length; pad ^= 0xec ^ 0x11) words.push(pad);
  return words;
}

/** Data of all blocks column by column, then their correction. At these versions all blocks are of one length. */
function interleave(data: number[], { blocks, correcting }: Version): number[] {
  const length = data.length / blocks;
  const each = Array.from({ length: blocks }, (_, n) => data.slice(n * length, (n + 1) * length));
  const corrections = each.map((block) => correctionOf(block, correcting));
  const columns = (rows: number[][]) => rows[0]!.flatMap((_, n) => rows.map((row) => row[n]!));
  return [...columns(each), ...columns(corrections)];
}

/** Powers of 2 in the field of 256 elements modulo x⁸ + x⁴ + x³ + x² + 1, and their logarithms. */
const POWER = Array.from({ length: 255 }, () => 1);
for (let n = 1; n < 255; n++) POWER[n] = (POWER[n - 1]! << 1) ^ (POWER[n - 1]! & 0x80 ? 0x11d : 0);
const LOG = new Map(POWER.map((power, n) => [power, n]));
const times = (a: number, b: number): number => (a && b ? POWER[(LOG.get(a)! + LOG.get(b)!) % 255]! : 0);

/** Reed–Solomon: the remainder of the data, as a polynomial, divided by (x − 1)(x − 2)(x − 4)… */
export function correctionOf(data: readonly number[], length: number): number[] {
  let divisor = [1];
  for (let n = 0; n < length; n++) {
    const shifted = [...divisor, 0];
    divisor = shifted.map((word, index) => word ^ times(divisor[index - 1] ?? 0, POWER[n]!));
  }
  const remainder = Array.from({ length }, () => 0);
  for (const word of data) {
    const factor = word ^ remainder.shift()!;
    remainder.push(0);
    for (let n = 0; n < length; n++) remainder[n]! ^= times(divisor[n + 1]!, factor);
  }
  return remainder;
}

const bitsOf = (words: readonly number[]): boolean[] =>
  words.flatMap((word) => Array.from({ length: 8 }, (_, n) => ((word >> (7 - n)) & 1) === 1));

// ── Drawing ───────────────────────────────────────────────────────────────────────────────────────────────

const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

function drawCode({ number, size }: Version, bits: readonly boolean[], mask: number): Modules {
  const drawn: (boolean | undefined)[][] = Array.from({ length: size }, () => Array.from({ length: size }));
  drawPatterns(drawn, number);
  drawFormat(drawn, formatBits(mask));
  let next = 0;
  for (const [x, y] of zigzag(size))
    if (drawn[y]![x] === undefined) drawn[y]![x] = (bits[next++] ?? false) !== MASKS[mask]!(x, y);
  return drawn as Modules;
}

/** Finders with their light border, timing, alignment and the one module that is always dark. */
function drawPatterns(drawn: (boolean | undefined)[][], version: number) {
  const size = drawn.length;
  const rings = (cx: number, cy: number, reach: number, dark: (ring: number) => boolean) => {
    for (let y = cy - reach; y <= cy + reach; y++)
      for (let x = cx - reach; x <= cx + reach; x++)
        if (drawn[y] && x >= 0 && x < size) drawn[y]![x] = dark(Math.max(Math.abs(x - cx), Math.abs(y - cy)));
  };
  for (let n = 0; n < size; n++) {
    drawn[6]![n] = n % 2 === 0;
    drawn[n]![6] = n % 2 === 0;
  }
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    rings(x, y, 4, (ring) => ring !== 2 && ring !== 4);
  if (version > 1) rings(size - 7, size - 7, 2, (ring) => ring !== 1);
  drawn[size - 8]![8] = true;
}

/** Level M and the mask, with ten bits of correction (a BCH code), so that they are never all light. */
export function formatBits(mask: number): number {
  let remainder = mask;
  for (let n = 0; n < 10; n++) remainder = (remainder << 1) ^ (remainder & 0x200 ? 0x537 : 0);
  return ((mask << 10) | remainder) ^ 0x5412;
}

/** Twice: around the first finder, and beside the two others. */
function drawFormat(drawn: (boolean | undefined)[][], format: number) {
  const size = drawn.length;
  const bit = (n: number) => ((format >> n) & 1) === 1;
  for (let n = 0; n < 15; n++) {
    const down = n < 6 ? n : n < 8 ? n + 1 : size - 15 + n;
    drawn[down]![8] = bit(n);
    const across = n < 8 ? size - 1 - n : n === 8 ? 7 : 14 - n;
    drawn[8]![across] = bit(n);
  }
  drawn[size - 8]![8] = true;
}

/** Two columns at a time from the right, up and down in turn; the column of the timing pattern is left out. */
function* zigzag(size: number): Generator<readonly [number, number]> {
  let upwards = true;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let n = 0; n < size; n++) {
      const y = upwards ? size - 1 - n : n;
      yield [right, y];
      yield [right - 1, y];
    }
    upwards = !upwards;
  }
}

/** How hard a reader would find it: long runs, blocks, what looks like a finder, and too much of one colour. */
function penalty(modules: Modules): number {
  const size = modules.length;
  const lines = [...modules, ...modules.map((_, x) => modules.map((row) => row[x]!))];
  let points = 0;
  for (const line of lines) {
    const text = line.map((dark) => (dark ? "1" : "0")).join("");
    for (const [run] of text.matchAll(/0{5,}|1{5,}/g)) points += run.length - 2;
    for (const pattern of ["10111010000", "00001011101"])
      for (let from = text.indexOf(pattern); from >= 0; from = text.indexOf(pattern, from + 1)) points += 40;
  }
  for (let y = 1; y < size; y++)
    for (let x = 1; x < size; x++) {
      const corner = modules[y]![x];
      if (corner === modules[y - 1]![x] && corner === modules[y]![x - 1] && corner === modules[y - 1]![x - 1])
        points += 3;
    }
  const dark = modules.flat().filter(Boolean).length / size ** 2;
  return points + 10 * Math.floor(Math.abs(dark - 0.5) * 20);
}
