/** Phone numbers as they are read and dialled. Numbers are kept as they were typed. */

/** What a tel: link dials. */
export const dialled = (phone: string): string => phone.replace(/[^+\d]/g, "");

/** "07700 900608", "020 7946 0321", "0300 123 4567": a number of eleven digits in its usual groups; others as typed. */
export function phoneInWords(phone: string): string {
  const digits = phone.replace(/[\s()-]/g, "");
  if (!/^0\d{10}$/.test(digits)) return phone;
  const [first, second] = /^02/.test(digits) ? [3, 7] : /^0(3|8|11|1\d1)/.test(digits) ? [4, 7] : [5, 11];
  return [digits.slice(0, first), digits.slice(first, second), digits.slice(second)].filter(Boolean).join(" ");
}

/** Ten or eleven digits from 0 or +44, and the short numbers that anybody can dial. */
const NUMBER = /(?:\+44|\b0)[\d\s()-]{8,16}\d\b|\b(?:999|112|111)\b/g;

/** Words and the numbers among them, in their order. */
export function splitNumbers(text: string): { text: string; isNumber: boolean }[] {
  const parts: { text: string; isNumber: boolean }[] = [];
  let from = 0;
  for (const found of text.matchAll(NUMBER)) {
    const digits = dialled(found[0]).length;
    if (digits > 3 && (digits < 10 || digits > 13)) continue;
    if (found.index > from) parts.push({ text: text.slice(from, found.index), isNumber: false });
    parts.push({ text: found[0], isNumber: true });
    from = found.index + found[0].length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), isNumber: false });
  return parts;
}

export const holdsNumber = (text: string): boolean => splitNumbers(text).some(({ isNumber }) => isNumber);
