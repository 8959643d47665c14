import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withoutExcluded } from '../../manifests/exclude.ts';

const FILES = [
  '-',
  'a.yaml',
  'apps/a.yaml',
  './apps/web/b.yaml',
  'apps/web/tests/c.yaml',
  resolve('tests/d.yaml'),
];
const excluded = (...patterns: string[]) =>
  FILES.filter((file) => !withoutExcluded(FILES, patterns).includes(file));

describe('what is excluded', () => {
  it.each([
    [['a.yaml'], ['a.yaml', 'apps/a.yaml']],
    [['./a.yaml'], ['a.yaml']],
    [['tests'], ['apps/web/tests/c.yaml', resolve('tests/d.yaml')]],
    [['tests/'], ['apps/web/tests/c.yaml', resolve('tests/d.yaml')]],
    [['apps/*.yaml'], ['apps/a.yaml']],
    [['apps/**'], ['apps/a.yaml', './apps/web/b.yaml', 'apps/web/tests/c.yaml']],
    [['apps/**/{b,c}.yaml'], ['./apps/web/b.yaml', 'apps/web/tests/c.yaml']],
    [['**/tests'], ['apps/web/tests/c.yaml', resolve('tests/d.yaml')]],
    [[resolve('apps')], ['apps/a.yaml', './apps/web/b.yaml', 'apps/web/tests/c.yaml']],
    [['app', 'web/*', 'ests'], []],
    [['a.yaml', '[b-d].yaml'], FILES.slice(1)],
  ])('by %j is %j', (patterns, expected) => {
    expect(excluded(...patterns)).toEqual(expected);
  });

  it('is decided in bounded time, whatever the pattern', () => {
    const pattern = `${'**/*a*/'.repeat(200)}x`;
    const file = `${'aaaa/'.repeat(300)}y`;
    expect(withoutExcluded([file], [pattern])).toEqual([file]);
  });
});
