import { publishedCrds } from 'kube-strict/test/support/published-crds.ts';
import { describe, expect, it } from 'vitest';
import { emitYaml } from '../../../render/output/yaml.ts';
import { SAMPLES } from '../../support/samples.ts';
import { runProgram, workspace } from '../support/program.ts';
import { check, reportOn } from './support/check.ts';

/** A definition of a kind Thing that has a size. */
function crd(size: object, kind = 'Thing', group = 'example.com'): object {
  const openAPIV3Schema = { type: 'object', properties: { spec: { type: 'object', properties: { size } } } };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `things.${group}` },
    spec: {
      group,
      names: { kind, plural: 'things' },
      scope: 'Namespaced',
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema } }],
    },
  };
}

const thing = (size: unknown, kind = 'Thing', group = 'example.com') =>
  JSON.stringify({ apiVersion: `${group}/v1`, kind, metadata: { name: 't' }, spec: { size } });
const INTEGER = { type: 'integer', maximum: 9 };

describe('--crds', () => {
  const judged = (definitions: Record<string, string>, object: string, path = 'crds') => {
    const files = Object.fromEntries(
      Object.entries(definitions).map(([name, text]) => [`crds/${name}`, text]),
    );
    const { documents } = reportOn(
      { ...files, 'a.yaml': object },
      'a.yaml',
      '--rules',
      'api',
      '--crds',
      path,
    );
    return documents.map(({ verdict, findings }) => [verdict, ...findings.map(({ rule }) => rule)]);
  };
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [crd(INTEGER), { kind: 'Other' }] });

  it.each([
    ['a folder with a file for each', { 'a.yaml': JSON.stringify(crd(INTEGER)) }, 'crds'],
    ['a file', { 'a.json': JSON.stringify(crd(INTEGER)) }, 'crds/a.json'],
    ['a list, as oc writes it', { 'a.yaml': list }, 'crds'],
    [
      'a file beside other objects',
      { 'a.yaml': `kind: Other\n---\n${JSON.stringify(crd(INTEGER))}` },
      'crds',
    ],
  ])('brings the kinds of %s', (_what, definitions, path) => {
    expect(judged(definitions, thing(1), path)).toEqual([['valid']]);
    expect(judged(definitions, thing(10), path)).toEqual([['invalid', 'api/bounds']]);
    expect(judged(definitions, thing('x'), path)).toEqual([['invalid', 'api/type']]);
  });

  it('goes before what ships, and leaves other kinds to that', () => {
    const definitions = {
      'a.json': JSON.stringify(crd(INTEGER, 'KataConfig', 'kataconfiguration.openshift.io')),
    };
    const kata = thing(1, 'KataConfig', 'kataconfiguration.openshift.io');
    expect(judged(definitions, kata)).toEqual([['valid']]);
    const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\nspec: {x: 1}\n';
    expect(judged(definitions, namespace)).toEqual([['invalid', 'api/unknown-field']]);
  });

  it.each([
    ['is not there', {}, /^crds: cannot be read: it does not exist\n/],
    [
      'has no definitions',
      { 'crds/a.yaml': 'kind: Other\n' },
      /^crds: there is no CustomResourceDefinition here\n {2}fix: write them with "oc get crd -o yaml"\n/,
    ],
    ['cannot be read as YAML', { 'crds/a.yaml': 'a: [\n' }, /^crds\/a\.yaml:2:1: /],
    [
      'is of an old version',
      { 'crds/a.yaml': '\napiVersion: apiextensions.k8s.io/v1beta1\nkind: CustomResourceDefinition\n' },
      /^crds\/a\.yaml:2:1: a CustomResourceDefinition cannot be used: not a/,
    ],
    [
      'has no schema',
      { 'crds/a.json': JSON.stringify(crd(INTEGER)).replace('openAPIV3Schema', 'x') },
      /has no schema/,
    ],
    [
      'is not well formed',
      { 'crds/a.json': JSON.stringify(crd(INTEGER)).replace(/"versions":\[.*\]/, '"versions":[1,null]') },
      /a CustomResourceDefinition cannot be used: /,
    ],
    [
      'has a schema that cannot be compiled',
      { 'crds/a.json': JSON.stringify(crd({ type: 'nope' })) },
      /the schema of Thing of example\.com\/v1 cannot be compiled/,
    ],
  ])('is refused when it %s', (_what, files, message) => {
    const { status, stdout, stderr } = check({ ...files, 'a.yaml': thing('x') }, '--crds', 'crds', 'a.yaml');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^ {4}at /m);
  });

  it('accepts dist/ by the definitions of published operators', () => {
    const crds = workspace({
      'all.yaml': publishedCrds('newest')
        .map((crd) => `---\n${emitYaml(crd)}`)
        .join(''),
    });
    const args = ['check', '--strict', '--crds', crds, 'dist'];
    const { status, stdout, stderr } = runProgram(args, { cwd: SAMPLES });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(' 0 invalid, ');
  });
});
