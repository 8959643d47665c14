import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('fixtures/', import.meta.url));

/** Path of a certificate or key that was made for tests. */
export function fixture(name: string): string {
  return FOLDER + name;
}

export function fixtureText(name: string): string {
  return readFileSync(fixture(name), 'utf8');
}
