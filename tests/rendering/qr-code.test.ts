import { describe, expect, test } from "vitest";
import { correctionOf, formatBits, qrModules, qrPath } from "../../app/rendering/qr-code";

const picture = (text: string) => qrModules(text).map((row) => row.map((dark) => (dark ? "#" : ".")).join(""));

describe("ISO/IEC 18004, its own examples", () => {
  test("Annex I: the correction of “01234567” at 1-M", () => {
    const data = [0x10, 0x20, 0x0c, 0x56, 0x61, 0x80, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11];
    expect(correctionOf(data, 10)).toEqual([0xa5, 0x24, 0xd4, 0xc1, 0xed, 0x36, 0xc7, 0x87, 0x2c, 0x55]);
  });

  /** Table C.1: the sequences of level M, masks 0 to 7. */
  test.each([
    [0, 0x5412],
    [1, 0x5125],
    [2, 0x5e7c],
    [3, 0x5b4b],
    [4, 0x45f9],
    [5, 0x40ce],
    [6, 0x4f97],
    [7, 0x4aa0],
  ])("Table C.1: level M, mask %i", (mask, sequence) => expect(formatBits(mask)).toBe(sequence));
});

describe("the drawing", () => {
  test.each([
    [1, 21],
    [14, 21],
    [15, 25],
    [26, 25],
    [27, 29],
    [42, 29],
    [43, 33],
    [62, 33],
    [63, 37],
    [84, 37],
    [85, 41],
    [106, 41],
  ])("%i bytes take %i modules a side", (bytes, side) => expect(qrModules("a".repeat(bytes)).length).toBe(side));

  test("107 bytes are refused in words, and letters beyond ASCII count by their bytes", () => {
    expect(() => qrModules("a".repeat(107))).toThrow("at most 106 bytes, not 107");
    expect(() => qrModules("é".repeat(54))).toThrow("at most 106 bytes, not 108");
  });

  test("three finders in their corners, timing between them, the module that is always dark", () => {
    const finder = ["#######.", "#.....#.", "#.###.#.", "#.###.#.", "#.###.#.", "#.....#.", "#######.", "........"];
    const drawn = picture("https://confer.example/c/AAAAAAAAAAAAAAAAAAAAAA");
    const side = drawn.length;
    expect(drawn.slice(0, 8).map((row) => row.slice(0, 8))).toEqual(finder);
    const reversed = finder.map((row) => [...row].reverse().join(""));
    expect(drawn.slice(0, 8).map((row) => row.slice(-8))).toEqual(reversed);
    expect(drawn.slice(-8).map((row) => row.slice(0, 8))).toEqual([...finder].reverse());
    expect(drawn[6]!.slice(8, side - 8)).toBe("#.#.#.#.#.#.#.#.#.#.#.#".slice(0, side - 16));
    expect(drawn[side - 8]![8]).toBe("#");
  });

  test("the whole code of a text, as other readers read it", () => {
    expect(picture("Confer")).toEqual(CONFER);
  });

  test("as a path it has four light modules around it", () => {
    const { size, path } = qrPath("Confer");
    expect(size).toBe(29);
    const corners = [...path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => [Number(x), Number(y)]);
    expect(corners.length).toBe(CONFER.join("").replaceAll(".", "").length);
    expect(Math.min(...corners.flat())).toBe(4);
    expect(Math.max(...corners.flat())).toBe(24);
  });
});

/** Read back by a reader of another maker (jsQR) when it was written down. */
const CONFER = [
  "#######.....#.#######",
  "#.....#.##.##.#.....#",
  "#.###.#..##.#.#.###.#",
  "#.###.#...#...#.###.#",
  "#.###.#.#.###.#.###.#",
  "#.....#..#.#..#.....#",
  "#######.#.#.#.#######",
  ".........#...........",
  "#.#.#.#...#.#...#..#.",
  "....#..#.#.#.#.#..###",
  ".#.#..######.###.#.##",
  "..####..#.####.##...#",
  ".#.#..#.##.#.###....#",
  "........###...##..##.",
  "#######..#..#...#..##",
  "#.....#.......###..##",
  "#.###.#.###.#.#.#..##",
  "#.###.#...##.#..#..#.",
  "#.###.#.##.#.####...#",
  "#.....#..#.###.....#.",
  "#######.#..#.####..##",
];
