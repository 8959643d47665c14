import type * as z from 'zod';
import { advice, choiceFor, isSealed, isSecret } from './advice.ts';
import { undecided } from './alternatives.ts';
import { type Field, fieldAt, knownKeys } from './field.ts';
import { type Path, valueAt } from './path.ts';
import { unknownKey } from './unknown-key.ts';
import { describeValue, KIND_WORDS, listWords, shorten } from './words.ts';
import type { SourceProblem } from './yaml-nodes.ts';
import type { YamlSource } from './yaml-source.ts';

type Issue = z.core.$ZodIssue;

/** What the schema found, in the words of a person who wrote a profile. */
export function shapeProblems(issues: readonly Issue[], source: YamlSource): SourceProblem[] {
  return issues.flatMap((issue) => {
    const path = issue.path as Path;
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key, source));
    const field = fieldAt(path, source.value);
    const place = { offset: source.offsetOf(path), path };
    const isMissing = valueAt(source.value, path) === undefined;
    const words = isMissing ? missing(issue, path, field, source) : wrong(issue, path, field, source);
    if (issue.code !== 'invalid_union') return [{ ...place, ...words }];
    // Without the choice the schema looks at no other key.
    const { strangers, known } = undecided(path, source);
    const unknown = strangers.map((key) => unknownKey(path.slice(0, -1), key, source, known));
    return [{ ...place, ...words }, ...unknown];
  });
}

interface Words {
  readonly message: string;
  readonly fix: string;
}

function missing(issue: Issue, path: Path, field: Field | undefined, source: YamlSource): Words {
  const choices = choicesOf(issue);
  const message = field?.description === undefined ? 'missing' : `missing. ${field.description}`;
  if (choices === undefined) {
    return { message, fix: advice(path, undefined, field)?.fix ?? `add "${exampleLine(path, field)}"` };
  }
  const { fitting } = undecided(path, source);
  const fix = fitting.length === 1 ? `: ${fitting[0]}"` : `:" with ${listWords(choices)}`;
  return { message, fix: `add "${path.at(-1)}${fix}` };
}

function wrong(issue: Issue, path: Path, field: Field | undefined, source: YamlSource): Words {
  const value = valueAt(source.value, path);
  const written = source.textOf(path);
  const choices = choicesOf(issue);
  if (choices !== undefined) {
    const meant = choiceFor(written ?? '', choices);
    return {
      message: `expected ${listWords(choices)}, found ${isSecret(path) ? HIDDEN : describeValue(value, written)}`,
      fix: meant === undefined ? `write ${listWords(choices)}` : `did you mean "${meant}"?`,
    };
  }
  const found = isSecret(path) ? HIDDEN : (sizeOf(issue, value) ?? describeValue(value, written));
  const advised = advice(path, value, field);
  const type = isSealed(path) ? undefined : retyped(issue, value, written, field, isSecret(path));
  return {
    message: `${advised?.expected ?? expected(issue)}, found ${found}`,
    fix: type ?? advised?.fix ?? exampleFix(issue, path, field, source),
  };
}

/** In the place of what may be a secret. */
const HIDDEN = 'something else';

/** The messages of the schema itself say what is expected; those of zod are replaced. */
function expected(issue: Issue): string {
  if (issue.message.startsWith('expected ')) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${KIND_WORDS[issue.expected] ?? issue.expected}`;
    case 'too_small':
      return `expected at least ${amount(issue.minimum, issue.origin)}`;
    case 'too_big':
      return `expected at most ${amount(issue.maximum, issue.origin)}`;
    default:
      return 'expected another value';
  }
}

function amount(count: number | bigint, origin: string): string {
  const one = Number(count) === 1;
  if (origin === 'string') return `${count} ${one ? 'character' : 'characters'}`;
  return origin === 'array' ? `${count} ${one ? 'entry' : 'entries'}` : `${count}`;
}

/** Lengths, where the length is what is wrong. */
function sizeOf(issue: Issue, value: unknown): string | undefined {
  if (issue.code !== 'too_big' && issue.code !== 'too_small') return undefined;
  return typeof value === 'string' || Array.isArray(value) ? `${value.length}` : undefined;
}

function choicesOf(issue: Issue): readonly string[] | undefined {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  if (issue.code === 'invalid_union' && 'options' in issue) return issue.options?.map(String);
  return undefined;
}

/** A value that is right but for its type: quotes are missing, or too many. */
function retyped(
  issue: Issue,
  value: unknown,
  written: string | undefined,
  field: Field | undefined,
  isHidden: boolean,
): string | undefined {
  if (issue.code !== 'invalid_type' || written === undefined || field === undefined) return undefined;
  if (typeof value !== 'string') {
    const quoted = value !== null && field.schema.safeParse(written).success;
    if (!quoted) return undefined;
    return isHidden ? 'write it in quotes' : `write it in quotes: "${shorten(written)}"`;
  }
  if (!isHidden && /^\d{1,9}$/.test(value) && field.schema.safeParse(Number(value)).success) {
    return `write ${Number(value)}, without quotes`;
  }
  if (issue.expected !== 'boolean') return undefined;
  if (/^(true|yes|on)$/i.test(value)) return 'write true, without quotes';
  return /^(false|no|off)$/i.test(value) ? 'write false, without quotes' : undefined;
}

function exampleFix(issue: Issue, path: Path, field: Field | undefined, source: YamlSource): string {
  const keys = knownKeys(path, source.value);
  if (issue.code === 'invalid_type' && keys.length > 0) return `write its keys below it: ${keys.join(', ')}`;
  return `for example: ${exampleLine(path, field)}`;
}

function exampleLine(path: Path, field: Field | undefined): string {
  const step = path.at(-1);
  return `${typeof step === 'string' ? `${step}:` : '-'} ${field?.example}`;
}
