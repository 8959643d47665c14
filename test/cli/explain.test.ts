import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../cli/rules.ts';
import { ROOT, runProgram } from './support/program.ts';

const NAMES = RULES.map(({ rule }) => rule);
const REGISTRIES = [
  'packages/kube-strict/validation/api-rules.ts',
  'packages/kube-strict/manifests/rules.ts',
  'packages/kube-strict/check/tool-rules.ts',
  'policy/waiver-rules.ts',
  'render/render-rule-texts.ts',
  'cli/workload/rules.ts',
];

/** The names of rules in our sources, apart from where they are explained. */
function usedNames(): Set<string> {
  const sources = [
    'cli',
    'policy',
    'render',
    ...['check', 'manifests', 'validation'].map((room) => `packages/kube-strict/${room}`),
  ].flatMap((folder) =>
    readdirSync(ROOT + folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  );
  const families = [...new Set(NAMES.map((name) => name.split('/')[0]))].join('|');
  const name = new RegExp(`['"\`]((?:${families})/[a-z][a-z0-9-]+)['"\`]`, 'g');
  const texts = sources
    .filter((file) => file.endsWith('.ts') && !REGISTRIES.includes(file))
    .map((file) => readFileSync(ROOT + file, 'utf8'));
  return new Set(texts.flatMap((text) => [...text.matchAll(name)].map(([, found]) => found ?? '')));
}

describe('the explanations', () => {
  it('are there for every rule that the code uses, and for no other', () => {
    const used = [...usedNames()].sort();
    expect([...NAMES].sort()).toEqual(used);
  });

  it('are there once for each rule, each with all its parts', () => {
    expect(new Set(NAMES).size).toBe(NAMES.length);
    for (const { rule, summary, meaning, fix, link } of RULES) {
      expect([rule, summary, meaning, fix].filter((text) => text.trim() === '')).toEqual([]);
      expect(summary).toMatch(/^\S.*\.$/);
      expect(link).toMatch(rule.startsWith('policy/') ? /./ : /^https:\/\//);
    }
  });
});

describe('explain', () => {
  const explain = (...args: string[]) => runProgram(['explain', ...args], { cwd: ROOT });

  it('says what a rule means, how to mend it and where to read on, also without the family', () => {
    const { status, stdout } = explain('api/unknown-field');
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^api\/unknown-field\n\nA field is not known to the kind\.\n\n.*\n\nfix: .*\nsee: https:.*\n$/,
    );
    expect(explain('unknown-field').stdout).toBe(stdout);
  });

  it('lists every rule when none is named', () => {
    const lines = explain().stdout.trimEnd().split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual(NAMES);
  });

  it('suggests a name for one that is not known', () => {
    expect(explain('yaml/sintax')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'there is no rule "yaml/sintax"\n  fix: did you mean "yaml/syntax"?\n',
    });
    expect(explain('zzzzzzzzz').stderr).toContain('see "coco-gitops explain" for all of them');
  });
});
