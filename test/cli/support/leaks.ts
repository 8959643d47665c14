import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** Where a secret was found: the name of the secret, and the form that it had there. */
export interface Leak {
  readonly secret: string;
  readonly form: string;
}

/** The forms in which a secret could get out, by name. */
export function formsOf(value: string): ReadonlyMap<string, string> {
  const bytes = Buffer.from(value);
  const hex = bytes.toString('hex');
  const base64 = [0, 1, 2].flatMap((offset): [string, string][] => {
    const text = inBase64(bytes, offset);
    return [
      [`base64, offset ${offset}`, text],
      [`base64url, offset ${offset}`, text.replaceAll('+', '-').replaceAll('/', '_')],
    ];
  });
  return new Map([
    ['plain', value],
    ['hexadecimal', hex],
    ['hexadecimal, upper case', hex.toUpperCase()],
    ['in a URL', encodeURIComponent(value)],
    ['in JSON', JSON.stringify(value).slice(1, -1)],
    ...base64,
  ]);
}

/** What of base64 depends on the bytes alone, when `offset` others stand before them, and any after them. */
function inBase64(bytes: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  const bits = (offset + bytes.length) * 8;
  return text.slice(Math.ceil((offset * 8) / 6), Math.floor(bits / 6));
}

/** Which secrets a text holds, and in which form; also in what is packed in it, as initdata is in its annotation. */
export function leaksIn(content: Buffer, secrets: Readonly<Record<string, string>>): Leak[] {
  const found = Object.entries(secrets).flatMap(([secret, value]) =>
    [...formsOf(value)]
      .filter(([, form]) => content.includes(form))
      .map(([form]): Leak => ({ secret, form })),
  );
  const packed = [...content.toString('latin1').matchAll(/H4sI[A-Za-z0-9+/]+={0,2}/g)].flatMap(([text]) =>
    leaksIn(unpacked(text), secrets).map(({ secret, form }): Leak => ({ secret, form: `packed, ${form}` })),
  );
  return [...found, ...packed];
}

function unpacked(text: string): Buffer {
  try {
    return gunzipSync(Buffer.from(text, 'base64'));
  } catch {
    return Buffer.alloc(0);
  }
}

/** The bytes of every file below a folder, hidden ones among them, by path. */
export function filesBelow(folder: string, path = ''): Map<string, Buffer> {
  return new Map(
    readdirSync(folder + path).flatMap((name): [string, Buffer][] => {
      const here = `${path}/${name}`;
      if (lstatSync(folder + here).isDirectory()) return [...filesBelow(folder, here)];
      return [[here, readFileSync(folder + here)]];
    }),
  );
}

/** A text without those lines that stand in another in the same way: what a user gave may be handed back. */
export function withoutLinesOf(text: string, given: string): string {
  const lines = new Set(given.split('\n'));
  return text
    .split('\n')
    .filter((line) => !lines.has(line))
    .join('\n');
}
