import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One level below the top both as source and in the bundle, so that the path holds for both. */
const FOLDER = fileURLToPath(new URL('../sync-hook/', import.meta.url));

/** The Python modules of the gate program: text by file name, in the order of the names. */
export function programFiles(): Record<string, string> {
  const names = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.py'))
    .sort();
  return Object.fromEntries(names.map((name) => [name, readFileSync(FOLDER + name, 'utf8')]));
}
