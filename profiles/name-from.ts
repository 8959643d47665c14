import { basename } from 'node:path';

/** As many letters as a DNS label may have. */
const MOST = 63;

/** A name that a profile can have, made from what somebody took for one; an example where nothing of it is left. */
export function nameFrom(text: string): string {
  const name = basename(text)
    .replace(/\.ya?ml$/, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MOST)
    .replace(/^-+|-+$/g, '');
  return name === '' ? 'cluster-a' : name;
}
