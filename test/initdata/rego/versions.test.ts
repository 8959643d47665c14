import { describe, expect, it } from 'vitest';
import { readAgentPolicy } from '../../../initdata/agent-policy.ts';

/** What is said of the lines behind a package. */
function said(lines: string): string[] {
  return readAgentPolicy(`package agent_policy\n${lines}`).faults.map(
    ({ kind, line, message }) => `${kind} ${line}: ${message}`,
  );
}

const V0 = /^suspect 2: Kata up to 3\.29 \(OSC 1\.12\), whose engine reads Rego v0, refuses this: /;
const V1 = /^suspect 2: Kata from 3\.30 on \(OSC 1\.13\), whose engine reads Rego v1, refuses this: /;

// Each was given to regorus 0.2.8 and 0.9.1, which refuse it too, or never find the value that is asked for.
describe('Rego that no engine reads is refused, with its line', () => {
  it.each([
    ['default A := false; default B := true', 'expected a rule, found ";"'],
    ['default A == false', 'expected ":=" in a default rule, found "=="'],
    ['default A false', 'expected ":=" in a default rule, found "false"'],
    ['default A := B', 'expected a constant, found a name'],
    ['default A := True', 'expected a constant, found a name'],
    ['default A := input.x', 'expected a constant, found a name'],
    ['default A := {"a": f(1)}', 'expected a constant, found a name'],
    ['default A := [x, 1]', 'expected a constant, found a name'],
    ['default A := [[x | x := 1], x]', 'expected a constant, found a name'],
    ['default A := 1 + 2', 'expected a rule, found "+"'],
    ['A := True', 'a value is a name that nothing has; is true meant?'],
    ['A = None', 'a value is a name that nothing has'],
    ['defaut A := true', 'a name alone is no rule; is "default" meant?'],
    ['defaut A', 'a name alone is no rule; is "default" meant?'],
    ['A : = true', 'expected a value or a body of the rule, found ":"'],
    ['A := [1 2]', 'expected "," or "]", found a number'],
    ['A := {"a": 1 "b": 2}', 'expected "," or "}", found a string'],
    ['A := {"a": 1, "b"}', 'expected ":" between a key and its value, found "}"'],
    ['A := [,]', 'expected a value, found ","'],
    ['A := ', 'expected a value, found the end'],
    ['A := 01', 'Rego cannot be read on from here: a number that is none'],
    ['A := 1.', 'Rego cannot be read on from here: a number that is none'],
    ['A := 1e999', 'Rego cannot be read on from here: a number that is none'],
    ['A := "\\q"', 'Rego cannot be read on from here: an escape that a string cannot have'],
    ['A := "\\ud800"', 'Rego cannot be read on from here: an escape that a string cannot have'],
    ['A := "a\tb"', 'Rego cannot be read on from here: a control character'],
    ["A := 'x'", 'Rego cannot be read on from here: a character that Rego does not know'],
    ['A { ! input.x }', 'Rego cannot be read on from here: a character that Rego does not know'],
    ['A := \u00e9', 'Rego cannot be read on from here: a character that Rego does not know'],
    ['default := 1', 'expected a rule, found ":="'],
    ['true := 1', 'expected a rule; the word means something else, found "true"'],
    ['A := 1\nimport data.x', 'expected a rule; the word means something else, found "import"'],
    ['import foo\nA := 1', 'expected an import of data, input or rego, found a name'],
    ['import data\nA := 1', 'expected a part of data, found a name'],
    ['import rego.v1\nimport future.keywords.if\nA := 1', 'expected each import once, found a name'],
    ['import rego.v1\nA if { x := 1 y := 2 }', 'expected "}", ";" or a new line, found a name'],
    ['import rego.v1\nA if { input.x && input.y }', 'expected a value, found "&"'],
    ['import rego.v1\nA if { not not true }', 'expected a value; the word means something else, found "not"'],
    ['import rego.v1\nA if {\n  input.x;\n}', 'expected a value, found "}"'],
    ['import rego.v1\nA if input .x', 'expected no space before ".", found "."'],
    ['import rego.v1\nA if input. x', 'expected no space behind ".", found a name'],
    ['import rego.v1\nA if every x, y, z in [1] { true }', 'expected "in" behind "every", found ","'],
    ['import rego.v1\nA if some x.y', 'expected "in" behind "some", found the end'],
    ['import rego.v1\nA if { true } else { true }', 'expected "if" before a body, found "{"'],
    ['A { true } else', 'expected a value or a body behind "else", found the end'],
    ['A(x', '"(" is not closed'],
    ['A := 2 ** 3', 'expected a value, found "*"'],
  ])('%j', (lines, message) => {
    expect(said(lines).map((one) => one.replace(/ \d+:/, ':'))).toContain(`refused: ${message}`);
  });

  it('as often as a rule has a name alone', () => {
    expect(said('a\nb\nc := 1')).toEqual([
      'refused 2: a name alone is no rule',
      'refused 3: a name alone is no rule',
    ]);
  });
});

describe('Rego that only one engine reads is told, with the versions', () => {
  it.each([
    'A if true',
    'A if { every x in [1] { x == 1 } }',
    'A := 1 if 1 == 1',
    'A := x if { some x in [1] }',
  ])('not v0: %j', (line) => {
    expect(said(line)[0]).toMatch(V0);
    expect(said(`import rego.v1\n${line}`)).toEqual([]);
  });

  it.each([
    'A { true }',
    'A := 1 { input.x }',
    'A(x) = true { x }',
    'if := 1',
    'A.x',
    'input := 1',
    'A { x := contains }',
  ])('not v1: %j', (line) => {
    expect(said(line)[0]).toMatch(V1);
  });

  it('"if" without an import, which older agents take for a rule of its own: what is before it is always true', () => {
    const lines = 'default CopyFileRequest := false\nCopyFileRequest if { input.x }\nhelp if {\n input.y }';
    expect(said(lines)).toEqual([
      'suspect 3: "if" without "import rego.v1" below the package: Kata up to 3.29 (OSC 1.12), whose engine reads Rego v0, takes what is before it for always true (CopyFileRequest, a name)',
    ]);
    expect(readAgentPolicy(`package agent_policy\n${lines}`).verdict('CopyFileRequest')).toBe('allow');
    for (const word of ['import rego.v1', 'import future.keywords', 'import future.keywords.if']) {
      expect(said(`${word}\n${lines}`)).toEqual([]);
      const { verdict } = readAgentPolicy(`package agent_policy\n${word}\n${lines}`);
      expect(verdict('CopyFileRequest')).toBe('conditional');
    }
  });
});
