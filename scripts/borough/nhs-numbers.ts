/**
 * NHS numbers of the range 999 000 0000 to 999 999 9999, which the NHS keeps for tests and never issues. It holds
 * about 909,000 numbers with a valid check digit (modulus 11); people after those have no number yet.
 */
const BODIES = 1_000_000;

/** Weighted 10 … 2 from the left; 11 minus the remainder, 11 counts as 0, and 10 means that no such number exists. */
function checkDigit(body: string): number | undefined {
  let total = 0;
  for (let place = 0; place < 9; place++) total += Number(body[place]) * (10 - place);
  const digit = 11 - (total % 11);
  return digit === 10 ? undefined : digit % 11;
}

/** A number a call, none twice, in an order that depends on the seed; undefined when the range is used up. */
export function nhsNumbers(seed: number): () => string | undefined {
  const start = (Math.imul(seed, 40_503) >>> 0) % BODIES;
  let tried = 0;
  return () => {
    while (tried < BODIES) {
      // 420,489 is odd and no multiple of 5, so that the steps visit every body once.
      const body = `999${String((start + ((tried * 420_489) % BODIES)) % BODIES).padStart(6, "0")}`;
      tried++;
      const digit = checkDigit(body);
      if (digit !== undefined) return `${body}${digit}`;
    }
    return undefined;
  };
}
