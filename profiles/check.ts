import { basename, extname } from 'node:path';
import type { Problem } from 'kube-strict/ground/user-error.ts';
import * as z from 'zod';
import { withoutEchoes } from './echoes.ts';
import { fieldAt } from './field.ts';
import { nameFrom } from './name-from.ts';
import { notesOn } from './notes.ts';
import { formatPath, valueAt } from './path.ts';
import { type Profile, resolveProfile } from './profile.ts';
import { type ParsedProfile, profileSchema } from './schema/profile.ts';
import { dnsLabel } from './schema/values.ts';
import { sense } from './sense.ts';
import { shapeProblems } from './shape.ts';
import { describeValue } from './words.ts';
import type { SourceProblem } from './yaml-nodes.ts';
import { YamlSource } from './yaml-source.ts';

/** More are not listed one by one: whoever has that many made one mistake in many places. */
const MAX_PROBLEMS = 100;

/** What a file says. */
export interface CheckedProfile {
  readonly file: string;
  /** In the order of their places in the file. */
  readonly problems: readonly Problem[];
  /** When there is no problem. */
  readonly profile?: Profile;
  /** What is to be said of it though it may be right. */
  readonly notes: readonly Problem[];
  /** The name of the profile and its place, when it can be known in spite of problems. */
  readonly name?: { readonly text: string; readonly line: number; readonly column: number };
}

/**
 * Judges the text of a profile: its YAML, its shape and how its settings fit together.
 *
 * @param file path of the file, for messages and for the default name
 */
export function checkProfile(text: string, file: string): CheckedProfile {
  const source = YamlSource.read(text);
  const stem = basename(file, extname(file));
  const { parsed, problems } = judge(source, stem);
  const sorted = [...source.problems, ...problems].sort((a, b) => a.offset - b.offset);
  const name = nameOf(source, stem);
  const profile = parsed !== undefined && sorted.length === 0 ? resolveProfile(parsed, stem) : undefined;
  const notes = profile === undefined ? [] : notesOn(profile);
  return {
    file,
    problems: listed(sorted, source, file),
    ...(profile !== undefined && { profile }),
    notes: listed(
      notes.map((note) => ({ ...note, offset: source.offsetOf(note.path) })),
      source,
      file,
    ),
    ...(name !== undefined && { name }),
  };
}

function judge(source: YamlSource, stem: string): { parsed?: ParsedProfile; problems: SourceProblem[] } {
  const { value } = source;
  if (value === undefined) return { problems: [] };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const what = value === null ? 'an empty file' : describeValue(value);
    const message = `expected a profile, a mapping of keys such as "tee: tdx"; found ${what}`;
    return { problems: [{ offset: source.offsetOf([]), message, fix: START }] };
  }
  if (isManifest(value)) {
    const message = 'expected a profile, found a manifest: it has apiVersion and kind';
    const fix = `judge it with "coco-gitops check"; "coco-gitops new profile NAME" writes a profile to start from`;
    return { problems: [{ offset: source.offsetOf(['kind']), path: ['kind'], message, fix }] };
  }
  const result = profileSchema.safeParse(value);
  const shape = result.success ? [] : shapeProblems(result.error.issues, source);
  const ofShape = [...shape, ...oddNumbers(source, shape), ...fileNameProblems(source, stem)];
  const problems = withoutEchoes(ofShape, sense(source, shape), source);
  return { ...(result.success && { parsed: result.data }), problems };
}

/** Numbers that readers take for different ones, where a number may be; elsewhere the shape is wrong. */
function oddNumbers(source: YamlSource, shape: readonly SourceProblem[]): SourceProblem[] {
  return source.oddNumbers.filter(
    ({ offset, path = [] }) =>
      fieldAt(path, source.value)?.schema instanceof z.ZodNumber &&
      shape.every((problem) => problem.offset !== offset),
  );
}

function isManifest(value: object): boolean {
  return 'apiVersion' in value && 'kind' in value && !('tee' in value) && !('topology' in value);
}

const START = 'write its keys; "coco-gitops new profile NAME" writes a profile to start from';

/** The file's name is the default of `name`, which becomes part of the names of objects. */
function fileNameProblems(source: YamlSource, stem: string): SourceProblem[] {
  if (valueAt(source.value, ['name']) !== undefined || dnsLabel.safeParse(stem).success) return [];
  const message = `missing, and the name of the file cannot stand in for it: ${JSON.stringify(stem)} is not 1 to 63 lower case letters, digits and "-"`;
  return [
    {
      offset: source.offsetOf(['name']),
      path: ['name'],
      message,
      fix: `add "name: ${nameFrom(stem)}", or rename the file`,
    },
  ];
}

function nameOf(source: YamlSource, stem: string): CheckedProfile['name'] {
  if (typeof source.value !== 'object' || source.value === null) return undefined;
  const name = valueAt(source.value, ['name']) ?? stem;
  return typeof name === 'string' ? { text: name, ...source.position(source.offsetOf(['name'])) } : undefined;
}

function listed(problems: readonly SourceProblem[], source: YamlSource, file: string): Problem[] {
  const shown = problems.slice(0, MAX_PROBLEMS).map(({ offset, path = [], message, fix }) => {
    const dotted = formatPath(path);
    return { file, ...source.position(offset), ...(dotted !== '' && { path: dotted }), message, fix };
  });
  const [next] = problems.slice(MAX_PROBLEMS);
  if (next === undefined) return shown;
  const message = `${problems.length - MAX_PROBLEMS} more problems from here on`;
  return [...shown, { file, ...source.position(next.offset), message, fix: 'mend those above first' }];
}
