import type { Json } from '../ground/json.ts';
import { memberPointer, valueAt } from '../ground/json-pointer.ts';
import { nearest } from '../ground/nearest.ts';
import type { ValueError } from './catalog/catalog.ts';
import { type CondensedError, condenseErrors } from './condense-errors.ts';
import { alternatives, describe, describeType } from './describe.ts';
import type { Finding } from './finding.ts';
import type { Findings } from './judgement.ts';

/** What the errors are about. */
export interface Subject {
  readonly value: Json;
  /** Where the value lies in its object. */
  readonly path: string;
  /** Where in the object a null was taken for an absent field. */
  readonly nulls: ReadonlySet<string>;
  /** Whether values may be confidential, so that messages must not show them. */
  readonly secret?: boolean;
}

type Told = Pick<Finding, 'rule' | 'message'> & { readonly path?: string; readonly fix?: string | undefined };

/** More errors are not looked at: they would be more findings than are kept. */
const MOST_ERRORS = 20_000;

/** Turns the errors of a value check into findings. */
export function valueFindings(errors: readonly ValueError[], subject: Subject, findings: Findings): void {
  for (const error of condenseErrors(errors.slice(0, MOST_ERRORS))) {
    const { rule, message, path = '', fix } = tell(error, subject);
    const place = `${subject.path}${error.instancePath}${path}`;
    findings.add(rule, place, message, fix === undefined ? {} : { fix });
  }
}

function tell(error: CondensedError, subject: Subject): Told {
  const { keyword, params } = error;
  const value = valueAt(subject.value, error.instancePath);
  const found = subject.secret ? describeType(value) : describe(value);
  const limit = Number(params['limit']);
  switch (keyword) {
    case 'type':
      return tellType(params['type'] as string | string[], value, found, subject.secret === true);
    case 'required':
      return tellRequired(error, subject);
    case 'enum':
      return tellEnum(params['allowedValues'] as Json[], value, found);
    case 'false schema':
      return { rule: 'api/enum', message: `Nothing is allowed here, found ${found}.` };
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return tellBound(keyword, limit, found);
    case 'multipleOf':
      return {
        rule: 'api/bounds',
        message: `Expected a multiple of ${params['multipleOf']}, found ${found}.`,
      };
    case 'pattern':
      return {
        rule: 'api/pattern',
        message: `Expected a text that matches ${params['pattern']}, found ${found}.`,
      };
    case 'format':
      return {
        rule: 'api/format',
        message: `Expected ${formatName(String(params['format']))}, found ${found}.`,
      };
    case 'anyOf':
    case 'oneOf':
      return tellCombination(error);
    case 'not':
      return { rule: 'api/not', message: `The schema excludes what is here, ${found}.` };
    default:
      return { rule: 'api/length', message: `${LENGTHS[keyword] ?? keyword} ${limit}, found ${found}.` };
  }
}

const LENGTHS: Readonly<Record<string, string>> = {
  minLength: 'The least number of characters is',
  maxLength: 'The greatest number of characters is',
  minItems: 'The least number of items is',
  maxItems: 'The greatest number of items is',
  minProperties: 'The least number of fields is',
  maxProperties: 'The greatest number of fields is',
};

const TYPES: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'a list',
  string: 'a string',
  integer: 'an integer',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
};

function tellType(type: string | string[], value: Json | undefined, found: string, secret: boolean): Told {
  const types = [type].flat();
  // Where a string is meant, the server lets some lists pass; nobody should write one.
  const meant = types.filter((name) => name !== 'array' || !types.includes('string'));
  const expected = alternatives(meant.map((name) => TYPES[name] ?? name));
  if (value === null)
    return { rule: 'api/null', message: `Expected ${expected}, found null.`, fix: 'Remove it.' };
  return {
    rule: 'api/type',
    message: `Expected ${expected}, found ${found}.`,
    fix: typeFix(meant, value, secret),
  };
}

function typeFix(types: readonly string[], value: Json | undefined, secret: boolean): string | undefined {
  if (types.includes('string') && (typeof value === 'number' || typeof value === 'boolean')) {
    return secret ? 'Write it in quotes.' : `Write it in quotes: "${value}".`;
  }
  const isNumber = typeof value === 'string' && /^-?[0-9]+$/.test(value) && types.includes('integer');
  const isBoolean = (value === 'true' || value === 'false') && types.includes('boolean');
  return isNumber || isBoolean ? 'Write it without quotes.' : undefined;
}

function tellRequired({ instancePath, params }: ValueError, { path, nulls }: Subject): Told {
  const name = String(params['missingProperty']);
  const wasNull = nulls.has(memberPointer(path + instancePath, name));
  const reason = wasNull ? ', and null counts as not there' : '';
  return {
    rule: 'api/required',
    path: memberPointer('', name),
    message: `The field "${name}" is required${reason}.`,
  };
}

function tellEnum(allowed: readonly Json[], value: Json | undefined, found: string): Told {
  const names = allowed.filter((name) => typeof name === 'string');
  const near = typeof value === 'string' ? nearest(value, names) : undefined;
  return {
    rule: 'api/enum',
    message: `Expected ${alternatives(allowed.map((name) => describe(name)))}, found ${found}.`,
    fix: near && `Did you mean "${near}"?`,
  };
}

function tellBound(keyword: string, limit: number, found: string): Told {
  // The range of an integer is part of its type, not of the schema.
  if (Math.abs(limit) === 2 ** 63)
    return { rule: 'api/type', message: `Expected an integer of 64 bits, found ${found}.` };
  const least = keyword === 'minimum' || keyword === 'exclusiveMinimum';
  const inclusive = keyword === 'minimum' || keyword === 'maximum';
  const relation = inclusive ? (least ? 'at least' : 'at most') : least ? 'more than' : 'less than';
  return { rule: 'api/bounds', message: `Expected ${relation} ${limit}, found ${found}.` };
}

function formatName(format: string): string {
  return FORMAT_NAMES[format] ?? `a text of the format ${format}`;
}

const FORMAT_NAMES: Readonly<Record<string, string>> = {
  byte: 'padded base64',
  cidr: 'a network such as 10.0.0.0/8',
  datetime: 'a date and time such as 2026-01-31T12:00:00Z',
  date: 'a date such as 2026-01-31',
  duration: 'a duration such as 1h30m',
  'go-byte': 'padded base64',
  'go-micro-time': 'a date and time with six decimals, such as 2026-01-31T12:00:00.000000Z',
  'go-quantity': 'a quantity such as 500m or 2Gi',
  'go-time': 'a date and time such as 2026-01-31T12:00:00Z',
};

function tellCombination({ keyword, params, alternatives: tried = [] }: CondensedError): Told {
  const rule = keyword === 'anyOf' ? 'api/any-of' : 'api/one-of';
  if (keyword === 'oneOf' && params['passingSchemas'] !== null) {
    return { rule, message: 'Several of the alternatives are met, and only one may be.' };
  }
  const lacks = tried.map((errors) => errors.map(tellShortly).join(' and '));
  return { rule, message: `None of the alternatives is met: ${alternatives([...new Set(lacks)])}.` };
}

function tellShortly({ keyword, instancePath, params }: ValueError): string {
  const where = instancePath.slice(instancePath.lastIndexOf('/') + 1);
  if (keyword === 'required') return `"${params['missingProperty']}" is missing`;
  if (keyword === 'type')
    return `"${where}" is not ${[params['type']]
      .flat()
      .map((name) => TYPES[String(name)])
      .join(' or ')}`;
  return `"${where}" is against its ${keyword}`;
}
