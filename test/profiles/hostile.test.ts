import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { formatProblem, type Problem } from 'kube-strict/ground/user-error.ts';
import { describe, expect, it } from 'vitest';
import { findProfiles } from '../../profiles/find.ts';
import { parseProfile } from '../../profiles/load.ts';
import { SAMPLES } from '../support/samples.ts';

const GOOD = findProfiles(`${SAMPLES}profiles`).map((file) => readFileSync(file, 'utf8'));

/** Each problem has to say where it is, inside the text, what is wrong and how to mend it. */
function expectPlaced(text: string, problems: readonly Problem[]): void {
  const lines = text.split('\n');
  for (const { file, line, column, message, fix } of problems) {
    expect(file).toBe('p.yaml');
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines.length);
    expect(column).toBeGreaterThanOrEqual(1);
    expect(column).toBeLessThanOrEqual((lines[(line ?? 0) - 1] ?? '').length + 1);
    expect(message).not.toBe('');
    expect(`${message} ${fix}`).not.toMatch(/undefined|Invalid input|\[object/);
    expect(fix).not.toBe('');
  }
}

function problemsOf(text: string): readonly Problem[] {
  const result = parseProfile(text, 'p.yaml');
  return 'problems' in result ? result.problems : [];
}

/** Cuts a piece out of a text and puts another in its place. */
const mutation = fc.record({
  at: fc.nat(),
  cut: fc.nat({ max: 30 }),
  insert: fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.string({ maxLength: 4, unit: 'binary' }),
    fc.constantFrom(
      '\n',
      ': ',
      '- ',
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      '|',
      '&a ',
      '*a',
      '!!x ',
      '\t',
      '#',
      '---\n',
      '? ',
      '...\n',
    ),
    fc.constantFrom(
      'null',
      'true',
      '4.21',
      '-1',
      '[]',
      '{}',
      '\n  __proto__: 1\n',
      '\r\n',
      '\0',
      '%YAML 1.1\n',
      '<<: ',
    ),
  ),
});

describe('hostile input', () => {
  it('never crashes the reader, and every problem has a place in the text', () => {
    const text = fc.constantFrom(...GOOD);
    fc.assert(
      fc.property(text, fc.array(mutation, { minLength: 1, maxLength: 5 }), (good, mutations) => {
        const bad = mutations.reduce((current, { at, cut, insert }) => {
          const start = at % (current.length + 1);
          return current.slice(0, start) + insert + current.slice(start + cut);
        }, good);
        expectPlaced(bad, problemsOf(bad));
      }),
      { numRuns: 1500 },
    );
  });

  it('never crashes the rules either: values change, the YAML stays good', () => {
    const value = fc.oneof(
      fc.constantFrom('tdx', 'snp', 'nvidia', 'compact', 'single-node', 'Manual', 'DaemonSet'),
      fc.jsonValue(),
    );
    const key = fc.constantFrom(
      ...[
        'tee',
        'gpu',
        'topology',
        'openshift',
        'nodes',
        'operators',
        'sandboxedContainers',
        'trustee',
        'initdata',
      ],
      ...['pccs', 'images', 'workloads', 'gitops', 'name', 'constructor'],
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...GOOD),
        fc.array(fc.tuple(key, value), { maxLength: 3 }),
        (good, changes) => {
          const bad = `${good}${changes.map(([name, changed]) => `${name}: ${JSON.stringify(changed)}\n`).join('')}`;
          const problems = problemsOf(bad);
          expectPlaced(bad, problems);
          const keys = [...bad.matchAll(/^(\w+):/gm)].map((match) => match[1]);
          const repeated = problems.some(({ message }) => message.startsWith('this key is already on line'));
          expect(repeated).toBe(new Set(keys).size < keys.length);
        },
      ),
      { numRuns: 500 },
    );
  });

  const size = 1024 * 1024;
  const fill = (text: string) => text.repeat(Math.ceil(size / text.length)).slice(0, size);
  const numbered = (line: (index: number) => string) =>
    Array.from({ length: 100_000 }, (_, index) => line(index)).join('');

  it.each([
    ['different keys', numbered((index) => `k${index}:\n`)],
    ['equal keys', fill('a:\n')],
    ['nested flow', fill('[')],
    ['nested blocks', fill('- ')],
    ['deeper and deeper lines', numbered((index) => `${' '.repeat(index % 500)}a:\n`).slice(0, size)],
    ['closing brackets', fill(']')],
    ['commas', `a: [${fill(',')}`],
    ['quotes', fill('"')],
    ['one quote', `a: "${fill('b')}`],
    ['escapes', `name: "${fill('\\n')}"`],
    ['tags', fill('!a ')],
    ['anchors', fill('&a ')],
    ['aliases', fill('- *a\n')],
    ['anchors that grow', numbered((index) => `a${index}: &a${index} [*a${index - 1}, *a${index - 1}]\n`)],
    ['directives', fill('%a b\n')],
    ['documents', fill('---\n')],
    ['blank lines', fill('\n')],
    ['blank lines of a block', `name: |\n${fill('\n')}`],
    ['zeros', fill('\0')],
    ['digits', `openshift: ${fill('1')}`],
    ['a long name', `name: ${fill('a')}`],
    ['a long name in parts', `name: ${fill('a.')}`],
    ['a long URL', `trustee: { url: "${fill('://')}" }`],
    ['a long user', `gitops: { repository: "${fill(':@')}" }`],
    ['a long image', `images: { ubi: "${fill('a/')}" }`],
    ['a long certificate', `trustee: { certificate: "-----BEGIN CERTIFICATE-----\\n${fill('a\\n')}" }`],
    ['a long key', `? ${fill('k')}\n: 1`],
    [
      'a policy',
      `${GOOD[0]}initdata:\n  agentPolicy: |\n${fill('    default ExecProcessRequest := false\n')}`,
    ],
    ['a policy of spaces', `${GOOD[0]}initdata:\n  agentPolicy: "package${fill(' ')}"`],
    ['workloads', `${GOOD[3]?.split('workloads:')[0]}workloads:\n${fill('- {}\n')}`],
  ])('a megabyte of %s ends quickly, with a short answer', (_, text) => {
    const start = performance.now();
    const problems = problemsOf(text);
    // Measured: at most 0.3 s on two slow cores; without bounds some take minutes.
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.length).toBeLessThanOrEqual(101);
    expect(problems.map(formatProblem).join('\n').length).toBeLessThan(100_000);
    expectPlaced(text, problems.slice(0, 3));
  });
});
