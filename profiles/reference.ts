import { stringify } from 'yaml';
import { profileJsonSchema } from './json-schema.ts';

/** What the reference needs of a JSON Schema. */
interface Schema {
  readonly description?: string;
  readonly type?: string;
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | false;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
}

/** One key of a profile. */
export interface ReferenceRow {
  /** From the top of the profile, with `[]` after a list: `workloads[].name`. */
  readonly key: string;
  /** What may stand there, in words. */
  readonly type: string;
  /** `required`, YAML on one line, or empty when the schema has none. */
  readonly default: string;
  readonly description: string;
}

const INTRODUCTION = `<!-- Made from profiles/schema/; renew it with: npx vitest run test/profiles -u -->
# Keys of a profile

A profile is a YAML file in [profiles/](../profiles/), one for each cluster. Its first line lets an editor complete and
check it: \`# yaml-language-server: $schema=./profile.schema.json\`. An unknown key is an error. When all keys are right,
[profiles/rules/](../profiles/rules/) judges whether they fit together. \`npm run synth\` says what is wrong and how to
mend it.

Where the default is \`required\`, the key has to be there (in a mapping that itself may be left out, only when the mapping
is there). Where it is empty, the key may be left out, and the description says what that means, if it means something.
`;

/** All keys of a profile, Markdown; the text of `docs/profiles.md`. */
export function profileReference(): string {
  const rows = referenceRows();
  const sections = rows
    .filter(({ key }) => !/[.[]/.test(key))
    .map(({ key }) => rows.filter((row) => row.key.split(/[.[]/)[0] === key));
  return [
    INTRODUCTION,
    '## The cluster\n',
    ...table(sections.filter((section) => section.length === 1).flat()),
    ...sections.flatMap(([head, ...others]) => {
      if (head === undefined || others.length === 0) return [];
      const { key, default: value, description } = head;
      const preset = { '': '', required: ' Required.' }[value] ?? ` Default: \`${value}\`.`;
      return [`## ${key}\n`, `${description}${preset}\n`, ...table(others)];
    }),
  ].join('\n');
}

/** Every key, parents before their children. */
export function referenceRows(): ReferenceRow[] {
  return childRows('', JSON.parse(profileJsonSchema()) as Schema);
}

function childRows(prefix: string, { properties = {}, required = [] }: Schema): ReferenceRow[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const key = prefix + name;
    const row = {
      key,
      type: typeOf(schema),
      default: required.includes(name) ? 'required' : defaultOf(schema),
      description: schema.description ?? '',
    };
    return [row, ...below(key, schema)];
  });
}

function below(key: string, schema: Schema): ReferenceRow[] {
  if (schema.items !== undefined) return childRows(`${key}[].`, schema.items);
  if (schema.oneOf !== undefined) return alternativeRows(`${key}.`, schema.oneOf);
  return childRows(`${key}.`, schema);
}

/** The key that chooses an alternative, the first of each, stands once; the others say when they may be there. */
function alternativeRows(prefix: string, alternatives: readonly Schema[]): ReferenceRow[] {
  const rows = alternatives.flatMap((alternative) => {
    const [choice, ...others] = childRows(prefix, alternative);
    const name = choice?.key.slice(prefix.length);
    return [
      ...(choice === undefined ? [] : [choice]),
      ...others.map((row) => ({ ...row, description: `With ${name} ${choice?.type}. ${row.description}` })),
    ];
  });
  const choices = rows.filter(({ key }) => key === rows[0]?.key);
  const type = choices.map((row) => row.type).join(', ');
  const description = 'Decides which of the others may be there.';
  return [
    ...choices.slice(0, 1).map((row) => ({ ...row, type, description })),
    ...rows.filter((row) => !choices.includes(row)),
  ];
}

function typeOf(schema: Schema): string {
  if (schema.const !== undefined) return `\`${schema.const}\``;
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${value}\``).join(', ');
  if (schema.items !== undefined)
    return schema.items.properties ? 'list of mappings' : `list of ${typeOf(schema.items)}`;
  if (schema.additionalProperties) return 'labels';
  if (schema.properties !== undefined || schema.oneOf !== undefined) return 'mapping';
  return `${schema.type === 'string' ? 'text' : schema.type}${range(schema)}`;
}

function range({ minimum, maximum = Number.MAX_SAFE_INTEGER }: Schema): string {
  if (minimum === undefined) return '';
  return maximum === Number.MAX_SAFE_INTEGER ? `, at least ${minimum}` : `, ${minimum} to ${maximum}`;
}

/** A mapping whose keys have defaults of their own needs none. */
function defaultOf(schema: Schema): string {
  if (schema.default === undefined || schema.properties !== undefined) return '';
  return stringify(schema.default, { collectionStyle: 'flow', lineWidth: 0 }).trimEnd();
}

function table(rows: readonly ReferenceRow[]): string[] {
  const cells = rows.map((row) => {
    const value = ['', 'required'].includes(row.default) ? row.default : `\`${row.default}\``;
    return `| \`${row.key}\` | ${row.type} | ${value} | ${row.description.replace(/[|<]/g, '\\$&')} |`;
  });
  return ['| key | type | default | |', '|---|---|---|---|', ...cells, ''];
}
