import { describe, expect, it } from 'vitest';
import { readAnyYaml, readYamlLikeGo } from '../../../render/output/yaml-like-go.ts';

describe('reading YAML as Go does', () => {
  // Measured with kubectl 1.32 (`kubectl label --local -f FILE a=b -o json`).
  it.each([
    ['yes', true],
    ['On', true],
    ['n', false],
    ['oN', 'oN'],
    ['0644', 420],
    ['-0644', -420],
    ['0o17', 15],
    ['0O17', 15],
    ['0x1F', 31],
    ['-0X1F', -31],
    ['0b11', 3],
    ['0b-1', -1],
    ['0b2', '0b2'],
    ['08', 8],
    ['1_000', 1000],
    ['-_8', -8],
    ['_8', '_8'],
    ['.7_1', 0.71],
    ['.7_', '.7_'],
    ['1e3', 1000],
    ['6e_0', 6],
    ['7e801', '7e801'],
    ['.', '.'],
    ['1.', 1],
    ['+1', 1],
    ['e5', 'e5'],
    ['12:30:45', '12:30:45'],
    ['2024-01-01', '2024-01-01'],
    ['~', null],
    ['Null', null],
    ['nULL', 'nULL'],
    ['=', '='],
    ['"0644"', '0644'],
    ['!!str 5', '5'],
    ['!!int 5', 5],
  ])('takes %s for %j', (plain, value) => {
    expect(readYamlLikeGo(`v: ${plain}\n`)).toEqual({ v: value });
    expect(readAnyYaml(`v: ${plain}\n`)).toEqual({ v: value });
  });

  it('merges, and lets the own key win', () => {
    expect(readYamlLikeGo('a: &a {p: 1, q: 2}\nb:\n  <<: *a\n  q: 3\n')).toEqual({
      a: { p: 1, q: 2 },
      b: { p: 1, q: 3 },
    });
  });

  it('takes the key y for the key "true"', () => {
    expect(readYamlLikeGo('y: 1\n"n": 2\n0644: 3\n')).toEqual({ true: 1, n: 2, '420': 3 });
  });

  it.each([
    ['two keys of the same name', 'a: 1\na: 2\n', /duplicated mapping key/],
    ['a number that JSON does not know', 'a: .inf\n', /JSON knows no such number/],
    ['two documents', 'a: 1\n---\nb: 1\n', /single document/],
    ['a key that is null', '~: 1\n', /key cannot be null/],
    ['a tag without a meaning', 'a: !secret x\n', /!secret/],
    ['broken text', 'a: [1\n', /./],
  ])('refuses %s', (_what, text, message) => {
    expect(() => readYamlLikeGo(text)).toThrow(message);
  });
});
