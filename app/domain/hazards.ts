/**
 * The hazard log (DCB0129): what could harm somebody, what stops it, and the living test that proves the control.
 * A test fails when a hazard names a test that is not there. Not yet signed by a clinical safety officer.
 */

export type Hazard = {
  number: number;
  hazard: string;
  harm: string;
  controls: readonly string[];
  /** "file › name of the test", as it stands in the tests folder. */
  tests: readonly string[];
  signedBy: string | null;
};

export const HAZARDS: readonly Hazard[] = [];
