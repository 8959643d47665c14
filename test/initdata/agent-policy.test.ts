import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAgentPolicy } from '../../initdata/agent-policy.ts';

/** The verdict on exec where these lines follow the package. */
function exec(...lines: readonly string[]): string {
  return readAgentPolicy(['package agent_policy', ...lines].join('\n')).verdict('ExecProcessRequest');
}

function faults(...lines: readonly string[]): string[] {
  return readAgentPolicy(lines.join('\n')).faults.map(
    ({ kind, line, message }) => `${kind} ${line}: ${message}`,
  );
}

describe('a request', () => {
  it.each([
    [''],
    ['default ExecProcessRequest := false'],
    ['default ExecProcessRequest = false'],
    ['  default  ExecProcessRequest:=false  # closed'],
    ['ExecProcessRequest := false'],
    ['default\nExecProcessRequest\n:=\nfalse'],
    ['default ExecProcessRequest := false\ndefault CopyFileRequest := true'],
    ['default ExecProcessRequest := false\n# ExecProcessRequest := true'],
    ['x := "ExecProcessRequest := true"'],
    ['x := `\nExecProcessRequest := true\n`'],
    ['# `\ndefault ExecProcessRequest := false\n# `'],
    ['ExecProcessRequests := true'],
    ['MyExecProcessRequest := true'],
  ])('is denied without a rule, or with nothing but false: %j', (line) => {
    expect(exec(line)).toBe('deny');
  });

  it.each([
    ['default ExecProcessRequest := true'],
    ['default ExecProcessRequest = true'],
    ['ExecProcessRequest := true'],
    ['ExecProcessRequest = true'],
    ['ExecProcessRequest { true }'],
    ['ExecProcessRequest if { true }'],
    ['ExecProcessRequest if true'],
    ['ExecProcessRequest := true if true'],
    ['ExecProcessRequest = true { true }'],
    ['default ExecProcessRequest := false\nExecProcessRequest := true'],
    ['ExecProcessRequest := true\ndefault ExecProcessRequest := false'],
    ['default ExecProcessRequest := true\nExecProcessRequest := false if { input.x }'],
    ['default AllowRequestsFailingPolicy := true\ndefault ExecProcessRequest := false'],
    // Agents that read Rego v0 take these for a rule that is a name alone, and true, and another that is called "if".
    ['default ExecProcessRequest := false\nExecProcessRequest if { input.process.Args[0] == "ls" }'],
    ['default ExecProcessRequest := false\nExecProcessRequest'],
    ['default ExecProcessRequest := false\ndefaut ExecProcessRequest'],
  ])('is allowed where that is plain: %j', (line) => {
    expect(exec(line)).toBe('allow');
  });

  it.each([
    ['import rego.v1\nExecProcessRequest if { input.process.Args[0] == "ls" }'],
    ['default ExecProcessRequest := false\nExecProcessRequest { input.x }'],
    ['default ExecProcessRequest := false\nExecProcessRequest := input.x'],
    ['ExecProcessRequest := false\nelse := true'],
    ['ExecProcessRequest := false { input.x } else := true'],
    ['ExecProcessRequest := false { input.x }\nelse := true'],
    ['default ExecProcessRequest := {"allowed": true}'],
    ['ExecProcessRequest := {"allowed": true, "ops": []}'],
    ['ExecProcessRequest := `true`'],
    ['default ExecProcessRequest := false; ExecProcessRequest := true'],
    ['x := 1; ExecProcessRequest := true'],
    ['x := 1 ExecProcessRequest := true'],
    ['default CopyFileRequest := false ExecProcessRequest := true'],
    ['ExecProcessRequest := false\n{ true }'],
    ['ExecProcessRequest := false\n== false'],
    ['ExecProcessRequest := false\nif true'],
    ['ExecProcessRequest contains "x"'],
    ['ExecProcessRequest["x"] := true'],
    ['ExecProcessRequest(x) := true'],
    ['x := "\\"" ExecProcessRequest := true'],
    ['x := "`" ExecProcessRequest := true\ny := "`"'],
    ['x := `"` ExecProcessRequest := true\ny := "`"'],
    ['x := `#` ExecProcessRequest := true'],
    ['default AllowRequestsFailingPolicy := input.x\ndefault ExecProcessRequest := false'],
  ])('depends where Rego would have to be evaluated: %j', (line) => {
    expect(exec(line)).toBe('conditional');
  });

  it.each([
    ['# closed\rdefault ExecProcessRequest := true'],
    ['# closed\u2028default ExecProcessRequest := true'],
    ['# \0'],
    ['x := "'],
    ['x := `'],
    ['x := {'],
    ['x := )'],
    ["x := 'a'"],
    ['x := $"{ExecProcessRequest}"'],
  ])('depends where the policy cannot be read: %j', (line) => {
    expect(exec(line)).toBe('conditional');
    expect(faults('package agent_policy', line)).toHaveLength(1);
  });

  it('depends where the rules are in another package', () => {
    const policy = readAgentPolicy('package policy\ndefault ExecProcessRequest := false');
    expect(policy.verdict('ExecProcessRequest')).toBe('conditional');
  });
});

describe('an open request is never said to be denied', () => {
  /** Lines about something else, among them what could hide or cut off a rule. */
  const other = fc.constantFrom(
    // With its line feed: what is on the same line is part of it, and could begin a string that swallows the rule.
    '# a comment with " and ` and { and ExecProcessRequest := false\n',
    'x := "} { # \\" ExecProcessRequest"',
    'y := `raw " # { ExecProcessRequest := false`',
    'y := `over\nlines "`',
    'default CopyFileRequest := true',
    'f(a) := b if {\n  b := {"c": [a, "`"]}\n}',
    'g { input.x == "`" } else := false { true }',
    'import future.keywords',
    'default ExecProcessRequest := false',
    'ExecProcessRequest := false',
    '',
    '\t',
  );
  const space = fc.constantFrom('', ' ', '\n', '\t', ' # ` " {\n', '\r\n');
  const assign = fc.constantFrom(':=', '=');
  const open = fc
    .tuple(fc.constantFrom('default', ''), assign, space, space, space)
    .chain(([word, op, a, b, c]) =>
      fc.constantFrom(
        `${word} ExecProcessRequest${a}${op}${b}true${c}`,
        `ExecProcessRequest${a}{${b}true${c}}`,
        `ExecProcessRequest if${a} {${b}true${c}}`,
        `ExecProcessRequest if true${a}`,
        `ExecProcessRequest${a}${op}${b}true${c}{ input.x == "}" }`,
        `ExecProcessRequest${a}${op}${b}false { false }${c} else := true`,
        `ExecProcessRequest${a}${op}${b}false { false }${c}else = true { true }`,
        `ExecProcessRequest${a}${op}${b}{"allowed": true}`,
        `ExecProcessRequest${a}${op}${b}input.open`,
        `default AllowRequestsFailingPolicy${a}${op}${b}true`,
      ),
    );
  const separator = fc.constantFrom('\n', '\r\n', '\n\n', ';', '; ', ' ', ' # x\n');

  it('wherever it is opened, and in whatever form', () => {
    const policies = fc.tuple(
      fc.array(fc.tuple(other, separator)),
      open,
      separator,
      fc.array(fc.tuple(separator, other)),
    );
    fc.assert(
      fc.property(policies, ([before, rule, end, after]) => {
        const text = `package agent_policy\n${before.flat().join('')}\n${rule}${end}${after.flat().join('')}`;
        expect(readAgentPolicy(text).verdict('ExecProcessRequest')).not.toBe('deny');
      }),
      { numRuns: 2000 },
    );
  });

  it('where the rule stands behind any text at all, unless that text holds it in a string or a comment', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { verdict } = readAgentPolicy(`package agent_policy\n${text}\nExecProcessRequest := true`);
        if (verdict('ExecProcessRequest') === 'deny') expect(text).toContain('`');
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a policy', () => {
  it('that the agent would refuse says so, with the line', () => {
    expect(faults('package policy')).toEqual([
      'refused 1: expected "package agent_policy", where the agent looks for rules',
    ]);
    expect(faults('')).toEqual([
      'refused 1: expected "package agent_policy", where the agent looks for rules',
    ]);
    expect(faults('package agent_policy.more')).toHaveLength(1);
    expect(faults('package agent_policy', 'x := {', 'y := 1')).toEqual(['refused 2: "{" is not closed']);
    expect(faults('package agent_policy', 'x := 1 }')).toEqual(['refused 2: "}" closes nothing']);
    expect(faults('package agent_policy', 'x := `', '`', 'y := "a')).toEqual([
      'refused 4: Rego cannot be read on from here: an unclosed string',
    ]);
  });

  it('may have one default for each rule', () => {
    const line = 'default ExecProcessRequest := false';
    expect(faults('package agent_policy', line, line)).toEqual([
      'refused 3: a second default rule for ExecProcessRequest; Rego takes one, and the engine of the agent the first',
    ]);
  });

  it('that misspells a request is suspect', () => {
    const text = [
      'package agent_policy',
      'default ExecProcesRequest := false',
      'default GetIPTablesRequest := true',
    ];
    expect(faults(...text, 'x := data.OtherRequest', 'helperRequest := true')).toEqual([
      'suspect 2: ExecProcesRequest is no request of the Kata agent that is known here',
    ]);
  });

  it('with a line of more than 65535 columns is suspect, unless it is a comment', () => {
    const wide = (text: string) => faults('package agent_policy', text);
    const suspect = ['suspect 2: a line of more than 65535 columns, which Kata from 3.30 on does not read'];
    expect(wide(`x := "${'a'.repeat(65_528)}"`)).toEqual([]);
    expect(wide(`x := "${'a'.repeat(65_529)}"`)).toEqual(suspect);
    expect(wide(`x := "${'\u00e9'.repeat(32_765)}"`)).toEqual(suspect);
    expect(wide(`${'\t'.repeat(16_382)}x := 1`)).toEqual([]);
    expect(wide(`${'\t'.repeat(16_383)}x := 1`)).toEqual(suspect);
    expect(wide(`  # ${'a'.repeat(70_000)}`)).toEqual([]);
    expect(wide(`# \`${'a'.repeat(70_000)}`)).toEqual(suspect);
  });

  it('with more than 200000 lines is suspect', () => {
    const lines = (count: number) => faults(...['package agent_policy', ...Array(count - 1).fill('')]);
    expect(lines(200_000)).toEqual([]);
    expect(lines(200_001)).toEqual([
      'suspect 200001: more than 200000 lines, which Kata from 3.30 on does not read',
    ]);
  });

  it('says nothing of a request, or something', () => {
    const policy = readAgentPolicy('package agent_policy\ndefault ExecProcessRequest := false');
    expect(policy.isUndefined('ExecProcessRequest')).toBe(false);
    expect(policy.isUndefined('CopyFileRequest')).toBe(true);
    expect(policy.verdict('CopyFileRequest')).toBe('deny');
  });

  // The agent patches what its engine knows by an answer such as {"allowed": true, "ops": [{"op": "add", "path":
  // "/agent_policy/ExecProcessRequest", "value": true}]}, and the engine takes what it knows before it asks a rule.
  it.each([
    ['CreateContainerRequest := {"allowed": true, "ops": changes}', 3],
    ['CreateContainerRequest = answer', 3],
    ['CreateContainerRequest["ops"] := changes', 3],
    ['CreateContainerRequest.ops := changes', 3],
    ['CreateContainerRequest := true { input.x }\nelse := input.answer', 4],
    ['NewRequest := input.answer', 3],
    ['MemAgentMemcgConfig := input.answer', 3],
  ])('that may answer with changes of itself surely denies nothing: %j', (line, stateful) => {
    const text = `package agent_policy\ndefault ExecProcessRequest := false\n${line}`;
    const policy = readAgentPolicy(text);
    expect(policy.verdict('ExecProcessRequest')).toBe('conditional');
    expect(policy.ownVerdict('ExecProcessRequest')).toBe('deny');
    expect(policy.stateful).toMatchObject({ line: stateful, rule: expect.stringMatching(/Request|Config/) });
  });

  it.each([
    'CreateContainerRequest { input.x }',
    'CreateContainerRequest if input.x',
    'CreateContainerRequest := true if { input.x } else := false',
    'helper := {"ops": [{"op": "add", "path": "/agent_policy/ExecProcessRequest", "value": true}]}',
    'f(x) := {"a": x}',
  ])('that answers only yes or no cannot change itself: %j', (line) => {
    const policy = readAgentPolicy(`package agent_policy\ndefault ExecProcessRequest := false\n${line}`);
    expect(policy.verdict('ExecProcessRequest')).toBe('deny');
    expect(policy.stateful).toBeUndefined();
  });

  it('is read in time, however large and hostile', () => {
    for (const text of [
      '"'.repeat(500_000),
      '{'.repeat(500_000),
      'ExecProcessRequest '.repeat(100_000),
      '{x | '.repeat(100_000),
      '`\n'.repeat(500_000),
    ]) {
      const start = performance.now();
      expect(exec(text)).not.toBe('deny');
      expect(performance.now() - start).toBeLessThan(3000);
    }
  });
});
