import { fileURLToPath } from 'node:url';

/**
 * Profiles that tests and pages take for examples, and what they render to, which is made before the tests. Those at the
 * root belong to whoever owns the repository, and may be any or none.
 */
export const SAMPLES = fileURLToPath(new URL('../samples/', import.meta.url));
