import { describe, expect, it } from 'vitest';
import { problemsIn, profileIn, profileText } from './profile-text.ts';

const START = 'fix: write its keys; "coco-gitops new profile NAME" writes a profile to start from';

describe('the YAML of a profile', () => {
  it.each([
    ['an empty file', '', 'an empty file'],
    ['a file of comments', '# nothing yet\n', 'an empty file'],
    ['a list', '- tee: tdx\n', 'a list'],
    ['a word', 'tdx\n', '"tdx"'],
    ['a number', '42\n', 'the number 42'],
  ])('refuses %s', (_, text, found) => {
    expect(problemsIn(text)).toEqual([
      `p.yaml:1:1: expected a profile, a mapping of keys such as "tee: tdx"; found ${found}\n  ${START}`,
    ]);
  });

  it.each([
    [
      'a quote that is not closed',
      'tee: "tdx\ngpu: none\n',
      'p.yaml:3:1: a character is missing: a closing quote or bracket, a comma, a ":" or a space\n  fix: close what was opened before this place; write "key: value" with a space after the ":"',
    ],
    [
      'a missing space after a colon',
      'tee: tdx\ngpu:none\n',
      'p.yaml:2:1: a space is missing after ":"\n  fix: write "key: value"',
    ],
    [
      'an equals sign for a colon',
      'tee = tdx\ngpu: none\n',
      'p.yaml:1:1: a key ends in ":", not in "="\n  fix: write "key: value"',
    ],
    [
      'a comment as other languages have it',
      '// mine\ngpu: none\n',
      'p.yaml:1:1: a comment does not begin with "//"\n  fix: begin it with "#"',
    ],
    [
      'a space that is none',
      'tee:\u00a0tdx\ngpu: none\n',
      'p.yaml:1:1: a space here is no plain one, as copied from a page\n  fix: type it again',
    ],
    [
      'a line without a colon',
      'tee\ngpu: none\n',
      'p.yaml:1:1: a key has to be on one line, followed by ": "\n  fix: write "key: value"; is a ":" missing here or on the next line?',
    ],
    [
      'a tab as indentation',
      'nodes:\n\texpected: 3\n',
      'p.yaml:2:1: a tab cannot indent\n  fix: indent with spaces',
    ],
    [
      'keys of one mapping in different columns',
      'nodes:\n   expected: 3\n  selector: {}\n',
      'p.yaml:3:1: the indentation does not match the lines around it, or a bracket is not closed\n  fix: start all keys of one mapping, and all "-" of one list, in the same column; close "[" and "{"',
    ],
    [
      'text with ": " and no quotes',
      'name: a: b\n',
      'p.yaml:1:7: a mapping or list cannot start here\n  fix: start it on a line of its own, indented; put text that has ": " in it in quotes',
    ],
    [
      'a value that starts with @',
      'name: @a\n',
      'p.yaml:1:7: a value without quotes cannot start with this character\n  fix: put the value in quotes',
    ],
    [
      'an escape that YAML does not know',
      'name: "\\q"\n',
      'p.yaml:1:8: double quotes do not know this escape\n  fix: write "\\\\" for one backslash, or use single quotes',
    ],
    ['a tag', 'name: !secret a\n', 'p.yaml:1:7: a profile has no tags ("!name")\n  fix: remove the tag'],
    [
      'a key that is no text',
      '[tee]: tdx\n',
      'p.yaml:1:1: a key has to be text\n  fix: put the key in quotes',
    ],
    [
      'an anchor without a name',
      'name: & a\n',
      'p.yaml:1:7: an anchor ("&name") or alias ("*name") is not well formed\n  fix: write the value out, or put it in quotes when it starts with "&" or "*"',
    ],
    [
      'a directive that is not known',
      '%TEE tdx\n---\ntee: tdx\n',
      'p.yaml:1:1: a line that starts with "%" is a directive, and this one is not known\n  fix: remove the line',
    ],
    [
      'a bracket too many',
      'command: [a]]\n',
      'p.yaml:1:13: this does not fit what stands before it\n  fix: check the indentation and the brackets around it; put text with special characters in quotes',
    ],
    [
      'nesting without end',
      `a: ${'['.repeat(200)}`,
      'p.yaml:1:103: nested more than 100 levels deep\n  fix: a profile needs no more than 5 levels',
    ],
  ])('refuses %s', (_, text, problem) => {
    expect(problemsIn(text)).toEqual([problem]);
  });

  it('refuses a manifest with one message', () => {
    expect(problemsIn('apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n')).toEqual([
      'p.yaml:2:7: kind: expected a profile, found a manifest: it has apiVersion and kind\n  fix: judge it with "coco-gitops check"; "coco-gitops new profile NAME" writes a profile to start from',
    ]);
  });

  it('says once that everything after a first line that is indented does not fit', () => {
    expect(problemsIn(`  name: a\n${profileText()}`)).toEqual([
      'p.yaml:2:1: this does not fit what stands before it\n  fix: check the indentation and the brackets around it; put text with special characters in quotes',
    ]);
  });

  it('gives several syntax errors at once', () => {
    expect(problemsIn('tee: @a\nname: @b\n').map((problem) => problem.split(': ')[0])).toEqual([
      'p.yaml:1:6',
      'p.yaml:2:7',
    ]);
  });

  it('refuses a repeated key together with what else is wrong', () => {
    expect(problemsIn(`${profileText()}nodes: { expected: 0 }\n`)).toEqual([
      'p.yaml:7:1: nodes: this key is already on line 4\n  fix: keep one of the two',
      'p.yaml:7:20: nodes.expected: expected at least 1, found the number 0\n  fix: for example: expected: 3',
    ]);
  });

  it('refuses a second document together with what is wrong in the first', () => {
    expect(problemsIn(`${profileText({ tee: 'tdy' })}---\n${profileText()}`)).toEqual([
      'p.yaml:1:6: tee: expected tdx or snp, found "tdy"\n  fix: did you mean "tdx"?',
      'p.yaml:7:1: a second document starts here; expected one profile per file\n  fix: remove the "---", or move what follows to its own file',
    ]);
  });

  it('refuses a directive for another version of YAML, and reads 1.2 all the same', () => {
    const text = `%YAML 1.1\n---\n${profileText({ gpu: 'no' })}`;
    expect(problemsIn(text)).toEqual([
      'p.yaml:1:1: expected YAML 1.2, found a directive for 1.1\n  fix: remove the "%YAML" line',
      'p.yaml:9:6: gpu: expected none or nvidia, found "no"\n  fix: did you mean "none"?',
    ]);
    expect(problemsIn(`%YAML 1.2\n---\n${profileText()}`)).toEqual([]);
  });

  it('refuses aliases, known or not', () => {
    const text = profileText({ name: '&n abc', initdata: '{ agentPolicy: *n, imageSecurityPolicy: *m }' });
    expect(problemsIn(text)).toEqual([
      'p.yaml:8:26: initdata.agentPolicy: a profile has no aliases, found "*n"\n  fix: write the value out',
      'p.yaml:8:51: initdata.imageSecurityPolicy: a profile has no aliases, found "*m"\n  fix: write the value out',
    ]);
  });

  it('refuses keys of YAML 1.1 and of JavaScript as unknown', () => {
    const known =
      'name, tee, gpu, topology, openshift, nodes, operators, sandboxedContainers, trustee, initdata, pccs, images, verification, workloads, gitops';
    expect(problemsIn(`${profileText()}<<: { gpu: nvidia }\n__proto__: { gpu: nvidia }\n`)).toEqual([
      `p.yaml:7:1: ["<<"]: unknown key\n  fix: remove it, or use one of: ${known}`,
      `p.yaml:8:1: __proto__: unknown key\n  fix: remove it, or use one of: ${known}`,
    ]);
  });

  it('reads lines that end in CR LF, and a byte order mark', () => {
    const windows = profileText({ tee: 'tdy' }).replaceAll('\n', '\r\n');
    expect(problemsIn(windows)).toEqual([
      'p.yaml:1:6: tee: expected tdx or snp, found "tdy"\n  fix: did you mean "tdx"?',
    ]);
    expect(profileIn(`\uFEFF${profileText().replaceAll('\n', '\r\n')}`).openshift).toBe('4.21.9');
  });
});
