import type { Path } from '../path.ts';
import type { ParsedProfile, ProfileInput } from '../schema/profile.ts';

/** What a rule has against a profile. */
export interface RuleProblem {
  /** The value to change, which need not be there yet. */
  readonly path: Path;
  readonly message: string;
  readonly fix: string;
}

/**
 * Judges how settings of a profile fit together.
 *
 * @param profile the profile with the defaults of the schema
 * @param written the profile as it stands in the file, where it matters whether a setting was given
 */
export type Rule = (profile: ParsedProfile, written: ProfileInput) => readonly RuleProblem[];
