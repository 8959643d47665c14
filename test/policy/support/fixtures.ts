import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { encodeInitdata } from '../../../constructs/initdata/initdata.ts';
import { readAllYaml } from '../../../render/output/yaml-like-go.ts';

const folder = fileURLToPath(new URL('../fixtures/', import.meta.url));

/** Certificates of the fixtures are judged at this moment. */
export const NOW = new Date('2026-06-01T00:00:00Z');

/** A file with objects, and for a bad one what a rule has to find in it. */
export interface Fixture {
  readonly rule: string;
  readonly name: string;
  readonly objects: readonly unknown[];
  /** Lines `#= <index of the object> <severity> <path>: <message>`, without the mark. */
  readonly expected: readonly string[];
}

/** The TOML of an initdata file of the fixtures. */
export function initdataToml(name: string): string {
  return readFileSync(`${folder}initdata/${name}.toml`, 'utf8');
}

/** Every fixture; `initdata` holds what they refer to. */
export function fixtures(): Fixture[] {
  return readdirSync(folder)
    .filter((rule) => rule !== 'initdata')
    .flatMap((rule) => readdirSync(folder + rule).map((name) => fixture(rule, name)));
}

function fixture(rule: string, name: string): Fixture {
  const text = readFileSync(`${folder}${rule}/${name}`, 'utf8');
  const expected = text.split('\n').flatMap((line) => (line.startsWith('#= ') ? [line.slice(3)] : []));
  const objects = readAllYaml(expand(text));
  if (objects.length === 0) throw new Error(`${rule}/${name} is empty`);
  return { rule, name, expected, objects };
}

/** What would be unreadable in a file: packed initdata, a value of some length, a small one that unpacks to 64 MiB. */
function expand(text: string): string {
  return text
    .replace(/INITDATA\(([\w-]+)\)/g, (_, name: string) => encodeInitdata(initdataToml(name)))
    .replace(/REPEAT\((\d+)\)/g, (_, count: string) => 'A'.repeat(Number(count)))
    .replace(/BOMB\(\)/g, () => gzipSync(Buffer.alloc(64 * 1024 ** 2)).toString('base64'));
}
