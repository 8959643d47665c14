import { describe, expect, it } from 'vitest';
import { SAMPLES } from '../../support/samples.ts';
import { runProgram } from '../support/program.ts';
import { check, checkInput, reportOn } from './support/check.ts';

const kataConfig = (name: string) =>
  `apiVersion: kataconfiguration.openshift.io/v1\nkind: KataConfig\nmetadata: {name: ${name}}\nspec: {nope: 1}\n`;
const RULE = 'policy/one-kata-config';

/** The rules that documents are against, by name of the object. */
function rulesOf(documents: ReturnType<typeof reportOn>['documents']): Record<string, string[]> {
  return Object.fromEntries(
    documents.map(({ name, findings }) => [name ?? '', findings.map(({ rule }) => rule)]),
  );
}

describe('policy rules', () => {
  it('are asked beside those of the server, alone, or not at all', () => {
    const files = { 'a.yaml': `${kataConfig('a')}---\n${kataConfig('b')}` };
    const families = (rules: string) => {
      const found = reportOn(files, '.', '--rules', rules).documents.flatMap(({ findings }) => findings);
      return [...new Set(found.map(({ rule }) => rule.split('/')[0]))].sort();
    };
    expect([families('all'), families('api'), families('policy')]).toEqual([
      ['api', 'policy'],
      ['api'],
      ['policy'],
    ]);
  });

  it('see the objects of all files, of lists, and of what comes later', () => {
    const list = `apiVersion: v1\nkind: List\nitems: [{apiVersion: kataconfiguration.openshift.io/v1, kind: KataConfig, metadata: {name: b}}]\n`;
    const files = { 'a.yaml': kataConfig('a'), 'b.yaml': list, 'c.yaml': 'kind: KataConfig\na: [\n' };
    const { documents } = reportOn(files);
    expect(rulesOf(documents.slice(0, 2))).toMatchObject({
      a: expect.arrayContaining([RULE]),
      b: expect.arrayContaining([RULE]),
    });
    const alone = reportOn(files, 'a.yaml').documents;
    expect(rulesOf(alone)['a']).not.toContain(RULE);
  });

  it('see the objects of the standard input', () => {
    const { stdout } = checkInput(`${kataConfig('a')}---\n${kataConfig('b')}`, '-', '-o', 'json');
    const rules = rulesOf(JSON.parse(stdout).documents);
    expect([rules['a'], rules['b']]).toEqual([
      expect.arrayContaining([RULE]),
      expect.arrayContaining([RULE]),
    ]);
  });

  it('can be waived for the run with a reason, which turns an error into information', () => {
    const files = { 'a.yaml': `${kataConfig('a')}---\n${kataConfig('b')}` };
    const severities = (...args: string[]) =>
      reportOn(files, '.', ...args).documents.flatMap(({ findings }) =>
        findings.filter(({ rule }) => rule === RULE).map(({ severity }) => severity),
      );
    expect(severities()).toEqual(['error', 'error']);
    expect(severities('--waive', `${RULE}=two clusters`)).toEqual(['info', 'info']);
  });

  it.each([
    [`${RULE}=`, `the waiver of ${RULE} has no reason`],
    [RULE, `the waiver of ${RULE} has no reason`],
    ['api/type=x', 'api/type is a rule of the server, which nobody can waive'],
    ['policy/nope=x', 'there is no rule "policy/nope"'],
  ])('cannot be waived by %s', (waiver, message) => {
    const { status, stdout, stderr } = check({ 'a.yaml': kataConfig('a') }, '--waive', waiver, 'a.yaml');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  it('have no error against what this repository renders', () => {
    const { status, stdout } = runProgram(['check', '--strict', '--rules', 'policy', 'dist'], {
      cwd: SAMPLES,
    });
    expect(status).toBe(0);
    expect(stdout).toMatch(/ 0 invalid, .*; 0 errors, /);
  });
});
