import fc from 'fast-check';
import { RE2JS } from 're2js';
import { FORMATS } from '../../../validation/formats/formats.ts';
import type { SourceSchema } from '../../../validation/schema/source-schema.ts';
import type { Choices } from './random.ts';

/** Texts that the patterns and formats of real schemas take; for patterns that no generator understands. */
const SAMPLES = [
  '',
  'a',
  'x1',
  'abcde',
  '0',
  '1',
  '10',
  '100m',
  '2Gi',
  '5s',
  '1h',
  '1.2',
  '10B',
  'https://example.com/a',
  'http://a.b',
  'ssh://git@example.com/a',
  'oci://example.com/a',
  '/a/b',
  '/dc/host/cluster',
  '/dc/host/cluster/Resources/a',
  '/dc/vm/a',
  '/dc/datastore/a',
  'example.com',
  '*.example.com',
  'a@b.iam.gserviceaccount.com',
  'sha256:abc',
  '10.0.0.1',
  '10.0.0.0/8',
  'fd00::1',
  '2026-01-31',
  '2026-01-31T12:00:00Z',
  '2026-01-31T12:00:00.000000Z',
  'YWJj',
  '@daily',
  'abort',
  'rg-a',
  '1234567',
];

const arbitraries = new Map<string, fc.Arbitrary<string> | undefined>();

/** A text that a schema takes, or undefined when none is found. */
export function textFor(schema: SourceSchema, choices: Choices, format = schema.format): string | undefined {
  const fits = (text: string): boolean => textFits(text, schema, format);
  const pattern = schema.pattern ? arbitraryOf(schema.pattern) : fc.string({ maxLength: 12 });
  for (let attempt = 0; attempt < 4 && pattern !== undefined; attempt++) {
    const text = format === undefined ? choices.from(pattern) : choices.of(SAMPLES);
    if (fits(text)) return text;
  }
  const fitting = SAMPLES.filter(fits);
  return fitting.length > 0 ? choices.of(fitting) : undefined;
}

function textFits(
  text: string,
  { minLength = 0, maxLength = Infinity, pattern }: SourceSchema,
  format?: string,
): boolean {
  const { length } = [...text];
  if (length < minLength || length > maxLength) return false;
  if (pattern && !RE2JS.compile(pattern).matcher(text).find()) return false;
  return FORMATS[format ?? '']?.(text) ?? FORMATS[format?.replaceAll('-', '') ?? '']?.(text) ?? true;
}

function arbitraryOf(pattern: string): fc.Arbitrary<string> | undefined {
  if (!arbitraries.has(pattern)) {
    try {
      arbitraries.set(pattern, fc.stringMatching(new RegExp(pattern), { size: '-1' }));
    } catch {
      arbitraries.set(pattern, undefined);
    }
  }
  return arbitraries.get(pattern);
}
