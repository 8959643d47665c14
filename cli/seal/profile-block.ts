import { isDeepStrictEqual } from 'node:util';
import { Document, isMap, isScalar, type Pair, parseDocument, stringify, YAMLMap } from 'yaml';

/** `pccs.secrets` of a profile with sealed values. */
export interface SealedBlock {
  readonly source: 'sealed-secrets';
  readonly scope: string;
  readonly encrypted: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** As profiles are read (profiles/yaml-source.ts). */
const OPTIONS = { version: '1.2', schema: 'core' } as const;
/** A value on several lines could be cut off by mistake. */
const LAYOUT = { lineWidth: 0 } as const;

/** The part of a profile, as YAML, for a person to copy. */
export function blockText(secrets: SealedBlock): string {
  return stringify({ pccs: { secrets } }, LAYOUT);
}

/**
 * A profile with other `pccs.secrets`. All else keeps its place and its comments and, but for the mapping `pccs`, every
 * byte, unless the whole profile is a flow mapping (`{ tee: tdx, … }`).
 *
 * @param text a profile whose YAML is right
 * @throws Error (our own fault) when something else would change
 */
export function withBlock(text: string, secrets: SealedBlock): string {
  const found = [inLines, inWhole].map((edit) => edit(text, secrets)).find((edited) => isRight(edited));
  if (found === undefined)
    throw new Error('the profile would read back different from what was to be written');
  return found;

  function isRight(edited: string): boolean {
    const after = read(edited);
    if (after.errors.length > 0) return false;
    const [profile, before] = [after.toJS(), read(text).toJS()];
    return (
      isDeepStrictEqual(withoutSecrets(profile), withoutSecrets(before)) &&
      isDeepStrictEqual(profile?.pccs?.secrets, structuredClone(secrets))
    );
  }
}

function read(text: string) {
  return parseDocument(text, OPTIONS);
}

/** Replaces the lines of `pccs` from its key to the last that is indented, or adds some at the end. */
function inLines(text: string, secrets: SealedBlock): string {
  const { contents: root, schema } = read(text);
  if (!isMap(root)) return text;
  const pair = pairAt(root, 'pccs');
  const key = isScalar(pair?.key) ? pair.key : undefined;
  const start = key?.range?.[0] ?? text.length;
  // Comments above are before the place.
  if (key !== undefined) Object.assign(key, { commentBefore: undefined, spaceBefore: undefined });
  const part = new Document({}, OPTIONS);
  part.contents = new YAMLMap(schema);
  if (pair !== undefined) part.contents.items.push(pair);
  setSecrets(part, part.contents as YAMLMap, secrets);
  const block = withLineBreaksOf(text, part.toString(LAYOUT));
  const before = text.slice(0, start);
  const gap = before === '' || before.endsWith('\n') ? '' : withLineBreaksOf(text, '\n');
  return before + gap + block + text.slice(endOfBlock(text, start));
}

/** The end of the last line that is indented, up to the next one that is not; blank lines after it are of the next one. */
function endOfBlock(text: string, start: number): number {
  let end = lineAfter(text, start);
  for (let at = end; at < text.length; at = lineAfter(text, at)) {
    const line = text.slice(at, lineAfter(text, at));
    if (line.trim() === '') continue;
    if (!/^[ \t]/.test(line)) break;
    end = at + line.length;
  }
  return end;
}

function lineAfter(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

/** Writes all of it anew. */
function inWhole(text: string, secrets: SealedBlock): string {
  const document = read(text);
  if (isMap(document.contents)) setSecrets(document, document.contents as YAMLMap, secrets);
  return withLineBreaksOf(text, document.toString(LAYOUT));
}

function withLineBreaksOf(text: string, lines: string): string {
  return text.includes('\r\n') ? lines.replaceAll('\n', '\r\n') : lines;
}

function pairAt(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
}

function setSecrets(document: Document, root: YAMLMap, secrets: SealedBlock): void {
  assign(document, mapIn(document, mapIn(document, root, 'pccs'), 'secrets'), secrets);
}

/** The mapping at a key, in block style, since the values are long; a new one when there is none. */
function mapIn(document: Document, parent: YAMLMap, key: string): YAMLMap {
  const found = parent.get(key, true) as unknown;
  const map = isMap(found) ? (found as YAMLMap) : new YAMLMap(document.schema);
  if (map !== found) parent.set(key, map);
  // Of a key without a value.
  if (isScalar(found)) map.commentBefore = found.comment;
  map.flow = false;
  parent.flow = false;
  return map;
}

/** Makes a mapping hold exactly these values, and keeps the comments of keys that stay. */
function assign(document: Document, map: YAMLMap, values: object): void {
  for (const { key } of [...map.items]) {
    if (!isScalar(key) || !Object.hasOwn(values, String(key.value))) map.delete(key);
  }
  for (const [key, value] of Object.entries(values)) {
    if (typeof value === 'object') assign(document, mapIn(document, map, key), value);
    else map.set(key, value);
  }
}

function withoutSecrets({
  pccs,
  ...others
}: {
  readonly pccs?: { readonly secrets?: unknown } | null;
}): object {
  const { secrets: _, ...rest } = pccs ?? {};
  return { ...others, pccs: rest };
}
