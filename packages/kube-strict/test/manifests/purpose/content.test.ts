import { describe, expect, it } from 'vitest';
import { purposeOfContent } from '../../../manifests/purpose/content.ts';
import { isForTool } from '../../../manifests/purpose/settings.ts';

const rule = (value: unknown, file = 'a.yaml') => purposeOfContent(file, value)?.rule;

describe('a document', () => {
  it.each([
    [
      'a list of JSON patches',
      [
        { op: 'add', path: '/a', value: 1 },
        { op: 'remove', path: '/b' },
      ],
      'check/kustomize',
    ],
    [
      'a strategic merge patch',
      { kind: 'Pod', spec: { containers: [{ $patch: 'delete', name: 'a' }] } },
      'check/kustomize',
    ],
    [
      'a template of OpenShift',
      { apiVersion: 'template.openshift.io/v1', kind: 'Template' },
      'check/template',
    ],
    ['an old template of OpenShift', { apiVersion: 'v1', kind: 'Template' }, 'check/template'],
    ['a vault of Ansible', '$ANSIBLE_VAULT;1.1;AES256 6231', 'check/encrypted'],
  ])('is for a tool when it is %s', (_what, value, expected) => {
    expect(rule(value)).toBe(expected);
  });

  it.each([
    ['an empty list', []],
    [
      'a list with something else',
      [
        { op: 'add', path: '/a' },
        { op: 'frob', path: '/b' },
      ],
    ],
    ['an object', { apiVersion: 'v1', kind: 'Pod', data: { op: 'add', path: '/' } }],
    ['a template of another group', { apiVersion: 'example.com/v1', kind: 'Template' }],
    ['a text', 'hello'],
    ['nothing', null],
  ])('is judged when it is %s', (_what, value) => {
    expect(rule(value)).toBeUndefined();
  });

  it('of a Helmfile is for it, but not an object in such a file', () => {
    expect(rule({ releases: [] }, 'helmfile.yaml')).toBe('check/helm');
    expect(rule({ releases: [] }, 'x/helmfile.d/10-a.yaml')).toBe('check/helm');
    expect(rule({ apiVersion: 'v1', kind: 'Pod' }, 'helmfile.yaml')).toBeUndefined();
  });

  it.each([
    'package.json',
    'docker-compose.prod.yml',
    'compose.yaml',
    'values-prod.yaml',
    'x/.github/workflows/ci.yml',
  ])('without a kind is the settings of a tool in a file called %s, and not with one', (file) => {
    expect(isForTool(file, { a: 1 })).toBe(true);
    expect(isForTool(file, { apiVersion: 'v1', kind: 'Pod' })).toBe(false);
  });

  it('is judged when nothing says what it is for', () => {
    expect(isForTool('a.yaml', { a: 1 })).toBe(false);
    expect(isForTool('my-package.json', { a: 1 })).toBe(false);
  });
});
