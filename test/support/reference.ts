import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Published upstream schemas to compare ours with. They are not part of this repository. */
const REFERENCE = fileURLToPath(new URL('../../../shared/', import.meta.url));

/** Whether the reference data lies beside the checkout; tests that need it are skipped, with a word, when it does not. */
export const hasReference = existsSync(`${REFERENCE}crds`);

/** Absolute path of a file or folder of the reference data. */
export function referencePath(relative: string): string {
  return REFERENCE + relative;
}

/** Text of a file of the reference data. */
export function readReference(relative: string): string {
  return readFileSync(referencePath(relative), 'utf8');
}
