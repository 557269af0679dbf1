/**
 * NHS number: ten digits, the last a check digit by modulus 11.
 * NHS Data Dictionary, attribute NHS NUMBER. 999 000 0000 to 999 999 9999 is kept for tests and never issued.
 */
export const NHS_NUMBER_SYSTEM = "https://fhir.nhs.uk/Id/nhs-number";

/** Digits only, whatever spaces or hyphens it was written with; undefined when that is not ten digits. */
export function nhsNumberDigits(written: string): string | undefined {
  const digits = written.replace(/[\s-]/g, "");
  return /^\d{10}$/.test(digits) ? digits : undefined;
}

/** Weights 10 … 2 from the left; 11 less the remainder, where 11 counts as 0 and 10 means: no such number. */
function checkDigit(nine: string): number | undefined {
  let total = 0;
  for (let place = 0; place < 9; place++) total += Number(nine[place]) * (10 - place);
  const digit = 11 - (total % 11);
  return digit === 10 ? undefined : digit % 11;
}

/** Ten digits, the right check digit, and not ten times the same: 000 000 0000 passes the sum and is nobody's. */
export function isNhsNumber(digits: string): boolean {
  return /^\d{10}$/.test(digits) && !/^(\d)\1{9}$/.test(digits) && checkDigit(digits) === Number(digits[9]);
}

export const isTestNumber = (digits: string): boolean => digits.startsWith("999");

/** "999 012 3454". Anything but ten digits comes back as it was. */
export const formatNhsNumber = (digits: string): string => digits.replace(/^(\d{3})(\d{3})(\d{4})$/, "$1 $2 $3");

const BODIES = 1_000_000;

/**
 * The valid test numbers from `start` on (0 to 999,999), round the whole range once: about 909,000.
 * The same start gives the same sequence; whoever takes them skips those already taken.
 */
export function* testNumbers(start = 0): Generator<string> {
  for (let step = 0; step < BODIES; step++) {
    const nine = `999${String((start + step) % BODIES).padStart(6, "0")}`;
    const digit = checkDigit(nine);
    const number = `${nine}${digit}`;
    if (digit !== undefined && isNhsNumber(number)) yield number;
  }
}
