import * as z from 'zod';
import { profileSchema } from './schema/profile.ts';

/**
 * The JSON Schema (2020-12) of a profile as it is written, for editors; the text of `profile.schema.json`. It knows
 * the shape and not the rules.
 */
export function profileJsonSchema(): string {
  const text = JSON.stringify(z.toJSONSchema(profileSchema, { io: 'input' }), null, 2);
  return `${text.replace(/\[\n\s+"[^[\]{}]*\]/g, onOneLine)}\n`;
}

/** Lists of texts on one line, which reads better in a review. */
function onOneLine(list: string): string {
  return list.replace(/\n\s+/g, ' ').replace('[ ', '[').replace(' ]', ']');
}
