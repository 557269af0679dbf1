/**
 * Invented addresses and phone numbers. Streets and the postcode area "WU" do not exist (the shape passes a UK
 * postcode check); LSOA codes have the shape of England's (E01…) with a number that is not in use.
 * Phones: Ofcom's numbers for drama, London 020 7946 0000-0999 and mobile 07700 900000-900999. These are two thousand
 * numbers in all, so that in a borough strangers share a number as well as couples.
 */
import { between, chance, pick, type Random } from "./random";

export type Address = { line: string; town: string; postcode: string; lsoa: string; decile: number };

const STREETS = [
  "Alderwick",
  "Bramleigh",
  "Cotterdale",
  "Dunmarsh",
  "Elverton",
  "Farrowby",
  "Gatesmere",
  "Hollowick",
  "Inglemead",
  "Jessamy",
  "Kelmarsh",
  "Larkhurst",
  "Mallowfield",
  "Netherbrook",
  "Oakenshaw",
  "Pettiwell",
  "Quillmaker",
  "Rushbourne",
  "Saltergate",
  "Tamworthy",
  "Underhay",
  "Vintnerscroft",
  "Wexcombe",
  "Yarrowmead",
  "Coldharrow",
  "Fennimore",
  "Glasswright",
  "Marchmead",
  "Pinderton",
  "Thistlecombe",
] as const;
const KINDS = ["Road", "Road", "Street", "Avenue", "Close", "Gardens", "Crescent", "Way", "Lane", "Grove"] as const;
const COURTS = ["Beech Court", "Rowan House", "Kestrel House", "Larch Court", "Mulberry House", "Heron Court"] as const;
/** The letters that a postcode's last part uses. */
const INWARD = "ABDEFGHJLNPQRSTUWXYZ";

const AREAS_OF_A_DECILE = 12;

export function drawAddress(decile: number, random: Random): Address {
  const area = between(random, 0, AREAS_OF_A_DECILE - 1);
  const number = between(random, 1, 180);
  const street = `${pick(random, STREETS)} ${pick(random, KINDS)}`;
  const flat = chance(random, decile <= 4 ? 0.5 : 0.25);
  return {
    line: flat ? `Flat ${between(random, 1, 40)}, ${pick(random, COURTS)}, ${street}` : `${number} ${street}`,
    town: "London",
    postcode: postcode(decile, area, random),
    lsoa: lsoa(decile, area),
    decile,
  };
}

const postcode = (decile: number, area: number, random: Random) =>
  `WU${decile} ${area % 10}${pick(random, [...INWARD])}${INWARD[(area * 7 + between(random, 0, 3)) % INWARD.length]}`;

const lsoa = (decile: number, area: number) => `E01${990_000 + decile * 100 + area}`;

/** A care home is one address whoever lives there. */
export function careHomeAddress(home: number): Address {
  const decile = ((home * 3) % 10) + 1;
  const line = `${STREETS[(home * 7) % STREETS.length]} House, ${10 + home} ${STREETS[(home * 11 + 4) % STREETS.length]} Road`;
  return {
    line,
    town: "London",
    postcode: `WU${decile} 9H${INWARD[home % INWARD.length]}`,
    lsoa: lsoa(decile, 0),
    decile,
  };
}

export const landline = (n: number) => `020 7946 0${String(n % 1000).padStart(3, "0")}`;
export const mobile = (n: number) => `07700 900${String(n % 1000).padStart(3, "0")}`;
