import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCsv, writeCsv } from "../../app/domain/csv";

const fieldsOf = (text: string) => {
  const csv = readCsv(text);
  return csv.ok ? csv.rows.map(({ fields }) => fields) : `line ${csv.line}: ${csv.reason}`;
};

describe("comma-separated values", () => {
  test.each<[string, string, string[][]]>([
    [
      "two rows",
      "a,b\nc,d\n",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [
      "no line break at the end",
      "a,b\nc,d",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [
      "CRLF",
      "a,b\r\nc,d\r\n",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    ["a byte order mark", "\uFEFFa,b", [["a", "b"]]],
    [
      "empty fields",
      "a,,\n,b,",
      [
        ["a", "", ""],
        ["", "b", ""],
      ],
    ],
    ["quoted commas and quotation marks", '"a,b","say ""so"""\n', [["a,b", 'say "so"']]],
    ["line breaks inside quotation marks", '"a\r\nb",c', [["a\r\nb", "c"]]],
    ["an empty quoted field", '"",a', [["", "a"]]],
    ["lines with nothing on them", "a\n\n\r\n,\nb\n", [["a"], ["b"]]],
    ["nothing", "", []],
  ])("%s", (_, text, rows) => expect(fieldsOf(text)).toEqual(rows));

  test.each([
    ['a,b\nc,"d\n', "line 2: a quoted field that does not end"],
    ['a,b\n"c"d,e', "line 2: text after a closing quotation mark"],
    ['a,b\nc,5" pipe', "line 2: a quotation mark inside an unquoted field"],
  ])("%j is refused", (text, reason) => expect(fieldsOf(text)).toBe(reason));

  test("a row's line is where it begins, with line breaks before it inside quotation marks", () => {
    const csv = readCsv('a\n"b\nb"\nc\n\nd');
    expect(csv.ok && csv.rows.map(({ line }) => line)).toEqual([1, 2, 4, 6]);
  });

  test("what was written reads back, whatever it holds", () => {
    const field = fc.oneof(fc.string(), fc.constantFrom('"', ",", "\n", "\r\n", "a,b", 'x"y'));
    const row = fc.array(field, { minLength: 1, maxLength: 5 }).filter((fields) => fields.some((one) => one !== ""));
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const text = writeCsv(rows);
        if (!text.startsWith("\uFEFF")) expect(fieldsOf(text)).toEqual(rows);
      }),
    );
  });
});
