import { isJsonObject, type Json } from './json.ts';

/** JSON pointer (RFC 6901) of a member of what `pointer` points to. */
export function memberPointer(pointer: string, member: string | number): string {
  if (typeof member === 'number' || !ESCAPED.test(member)) return `${pointer}/${member}`;
  return `${pointer}/${member.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

const ESCAPED = /[~/]/;

/** What a pointer points to; undefined when there is nothing. */
export function valueAt(root: Json, pointer: string): Json | undefined {
  let value: Json | undefined = root;
  let start = 1;
  // Most pointers of most rules lead nowhere after a step or two, so the rest is not even read.
  while (start <= pointer.length) {
    const slash = pointer.indexOf('/', start);
    const end = slash < 0 ? pointer.length : slash;
    const token = pointer.slice(start, end);
    start = end + 1;
    const key = token.includes('~') ? token.replaceAll('~1', '/').replaceAll('~0', '~') : token;
    if (Array.isArray(value)) value = value[Number(key)];
    else if (isJsonObject(value) && Object.hasOwn(value, key)) value = value[key];
    else return undefined;
  }
  return value;
}
