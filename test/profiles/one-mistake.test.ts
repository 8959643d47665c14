import { describe, expect, it } from 'vitest';
import { Document, isMap, isPair, type Pair, stringify, type YAMLMap } from 'yaml';
import { checkProfile } from '../../profiles/check.ts';
import { fieldAt, knownKeys } from '../../profiles/field.ts';
import { knownFields } from '../../profiles/known-fields.ts';
import { formatPath, type Path, valueAt } from '../../profiles/path.ts';
import { WHOLE_PROFILES } from './support/whole-profiles.ts';

// One mistake gets one message, which says where, what was expected and what helps. The mistakes are made from the
// schema: each key misspelt, with a value of each wrong type, missing, at another level, twice.

interface Key {
  readonly profile: object;
  readonly path: Path;
  readonly key: string;
}

/** What a message has to say of a mistake. */
interface Wanted {
  readonly path: Path;
  readonly message?: RegExp;
  readonly fix?: RegExp;
}

const patternOf = (path: Path) => path.map((step) => (typeof step === 'number' ? '*' : step)).join('.');

/** Paths of all keys that a profile has and the schema knows. */
function keysOf(profile: object, value: unknown = profile, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const own = [...path, Array.isArray(value) ? Number(key) : key];
    const isKey = !Array.isArray(value) && knownKeys(path, profile).includes(key);
    return [...(isKey ? [own] : []), ...keysOf(profile, child, own)];
  });
}

/** Each key once. */
const KEYS: readonly Key[] = [
  ...new Map(
    WHOLE_PROFILES.flatMap((profile) => keysOf(profile).map((path) => ({ profile, path }))).map(
      (one) => [patternOf(one.path), { ...one, key: String(one.path.at(-1)) }] as const,
    ),
  ).values(),
];

const NO_ALIASES = { aliasDuplicateObjects: false };
const documentOf = (profile: object) => new Document(profile, NO_ALIASES);

function edited(
  { profile, path, key }: Key,
  edit: (parent: YAMLMap, pair: Pair, all: Document) => void,
): string {
  const document = documentOf(profile);
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1));
  const pair = isMap(parent) && parent.items.find((item) => isPair(item) && String(item.key) === key);
  if (!isMap(parent) || !pair) throw new Error(`no ${key}`);
  edit(parent, pair, document);
  return document.toString({ lineWidth: 0 });
}

/** What is wrong with the answer to a text with one mistake; empty when nothing is. */
function faults(text: string, { path, message = /./, fix = /./ }: Wanted): string[] {
  const { problems } = checkProfile(text, 'cluster-a.yaml');
  const [problem] = problems;
  const isRight =
    problems.length === 1 &&
    problem?.path === formatPath(path) &&
    text.split('\n')[(problem.line ?? 0) - 1] !== undefined &&
    message.test(problem.message) &&
    fix.test(problem.fix ?? '');
  const answers = problems.map((one) => `${one.path}: ${one.message} / ${one.fix}`);
  return isRight ? [] : [`${formatPath(path)}: ${answers.join(' // ') || 'nothing'}`];
}

const WRONG_VALUES: readonly unknown[] = [null, 12, 'two words', ['x'], { x: 1 }];

const typeName = (value: unknown) =>
  Array.isArray(value) ? 'list' : value === null ? 'nothing' : typeof value;

describe('one mistake in a profile', () => {
  it('is made in profiles that are right and have every key', () => {
    for (const profile of WHOLE_PROFILES)
      expect(checkProfile(String(documentOf(profile)), 'a.yaml').problems).toEqual([]);
    const patterns = new Set(KEYS.map(({ path }) => patternOf(path)));
    expect(knownFields().filter(({ path }) => !patterns.has(path.join('.')))).toEqual([]);
  });

  it.each([
    ['misspelt', (key: string) => `${key}${key.at(-1)}`],
    ['in capitals', (key: string) => key.toUpperCase()],
    ['with hyphens', (key: string) => key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)],
  ])('gets one message when a key is %s', (_, misspell) => {
    const found = KEYS.flatMap((one) => {
      const wrong = misspell(one.key);
      if (wrong === one.key) return [];
      const text = edited(one, (_parent, pair) => {
        pair.key = wrong;
      });
      const path = [...one.path.slice(0, -1), wrong];
      return faults(text, { path, fix: new RegExp(`did you mean "${one.key}"`) });
    });
    expect(found).toEqual([]);
  });

  it.each(WRONG_VALUES.map((value) => [value]))(
    'gets one message when a value is %j and nothing like it can be',
    (value) => {
      const found = KEYS.flatMap((one) => {
        const { profile, path } = one;
        const isLike = typeName(value) === typeName(valueAt(profile, path));
        if (isLike || fieldAt(path, profile)?.schema.safeParse(value).success !== false) return [];
        const text = edited(one, (_parent, pair, all) => {
          pair.value = all.createNode(value);
        });
        return faults(text, { path, message: /^expected / });
      });
      expect(found).toEqual([]);
    },
  );

  it('gets one message when a key is missing', () => {
    const texts = KEYS.map((one) =>
      edited(one, (parent, pair) => void parent.items.splice(parent.items.indexOf(pair), 1)),
    );
    const counts = texts.map((text) => checkProfile(text, 'cluster-a.yaml').problems.length);
    const several = KEYS.filter((_, index) => (counts[index] ?? 0) > 1);
    // Each setting that needs GPUs is named: the GPUs may be what is wanted, or the setting what is left over.
    expect(several.map(({ path }) => formatPath(path))).toEqual(['gpu']);
    expect(counts.filter((count) => count === 1).length).toBeGreaterThan(20);
  });

  it.each([[[]], [['gitops', 'flux']]])(
    'gets one message when a key is below %j and belongs elsewhere',
    (level) => {
      const found = KEYS.flatMap((one) => {
        const { profile, path, key } = one;
        const isAbove = path.every((step, index) => step === level[index]);
        if (isAbove || knownKeys(level, profile).some((known) => known.toLowerCase() === key.toLowerCase()))
          return [];
        const text = edited(one, (parent, pair, all) => {
          parent.items.splice(parent.items.indexOf(pair), 1);
          const other = level.length === 0 ? all.contents : all.getIn(level);
          if (isMap(other)) (other as YAMLMap).items.push(pair);
        });
        const fix = path[2] === 'encrypted' ? /seal|encrypted/ : new RegExp(`"${key}:"`);
        return faults(text, { path: [...level, key], fix });
      });
      expect(found).toEqual([]);
    },
  );

  it('gets one message when a key stands twice', () => {
    const found = KEYS.flatMap((one) => {
      const text = edited(one, (parent, _pair, all) => {
        parent.items.push(all.createPair(one.key, valueAt(one.profile, one.path), NO_ALIASES));
      });
      return faults(text, { path: one.path, message: /^this key is already on line \d+$/ });
    });
    expect(found).toEqual([]);
  });

  it('gets one message when a choice is made twice', () => {
    const twice = (path: Path, value: string) => {
      const one = KEYS.find((key) => patternOf(key.path) === patternOf(path));
      if (one === undefined) throw new Error('no such key');
      const text = edited(
        one,
        (parent, _pair, all) => void parent.items.unshift(all.createPair(one.key, value)),
      );
      return faults(text, { path, message: /^this key is already on line \d+$/ });
    };
    expect(twice(['tee'], 'snp')).toEqual([]);
    expect(twice(['gpu'], 'none')).toEqual([]);
    expect(twice(['topology'], 'single-node')).toEqual([]);
    expect(twice(['pccs', 'storage', 'type'], 'persistent-volume-claim')).toEqual([]);
  });

  it('gets all messages when there are several', () => {
    const text = stringify(
      { ...WHOLE_PROFILES[1], openshift: 1, gpus: 1, images: { ubi: 'a:1' } },
      NO_ALIASES,
    );
    expect(checkProfile(text, 'a.yaml').problems.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['openshift', 'gpus', 'images.ubi']),
    );
  });
});
