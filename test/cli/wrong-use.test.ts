import { describe, expect, it } from 'vitest';
import { profileText } from '../profiles/profile-text.ts';
import { contentsOf } from '../render/output/support/contents.ts';
import { runProgram, workspace } from './support/program.ts';

const HELP = '(run with --help to see what is possible)\n';

/** What the program says when it refuses. It ends with 2, prints no data, and changes nothing. */
function refusal(args: readonly string[], files: Readonly<Record<string, string>>): string {
  const cwd = workspace(files);
  const before = contentsOf(cwd);
  const { status, stdout, stderr } = runProgram(args, { cwd });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(contentsOf(cwd)).toEqual(before);
  return stderr;
}

describe('a wrong command line', () => {
  const files = {
    'profiles/tdx-a.yaml': profileText(),
    'profiles/b.yaml': profileText(),
    'dist/b/README.md': '',
  };
  const known = 'there are: b, tdx-a';

  it.each([
    [['synth', '--chek'], `error: unknown option '--chek'\n(Did you mean --check?)\n${HELP}`],
    [['check', "--password=two\nlines'of=a secret"], `error: unknown option '--password=…'\n${HELP}`],
    [['synth', '--frobnicate'], `error: unknown option '--frobnicate'\n${HELP}`],
    [['syth'], `error: unknown command 'syth'\n(Did you mean synth?)\n${HELP}`],
    [['synth', '-o'], `error: option '-o, --output <folder>' argument missing\n${HELP}`],
    [
      ['synth', '--check', '--stdout'],
      `error: option '--stdout' cannot be used with option '--check'\n${HELP}`,
    ],
    [['synth', 'b', 'tdxa'], `there is no profile "tdxa"; ${known}\n  fix: did you mean "tdx-a"?\n`],
    [
      ['synth', 'tdx-a.yaml', 'zzz'],
      `there is no profile "tdx-a.yaml"; ${known}\n  fix: did you mean "tdx-a"?\nthere is no profile "zzz"; ${known}\n  fix: name one of them\n`,
    ],
    [
      ['synth', 'profiles'],
      'profiles: is a folder, and no profile\n  fix: for all of its profiles: --profiles profiles\n',
    ],
    [['synth', 'dist/b'], 'dist/b: is a folder, and no profile\n  fix: did you mean "b"?\n'],
    [
      ['check', 'b'],
      '"b" is the name of a profile, and no file or folder\n  fix: give manifests; those that it renders to are in dist/b\n',
    ],
    [
      ['workload', 'b', '--profile', 'b'],
      '"b" is the name of a profile, and no file or folder\n  fix: give manifests; those that it renders to are in dist/b\n',
    ],
    [
      ['synth', '-o', 'json'],
      `error: option '-o, --output <folder>' argument 'json' is invalid. This command writes files, and this is where to: a folder (write ./json if it is one). To print YAML: --stdout.\n${HELP}`,
    ],
    [
      ['synth', '--profiles', 'none'],
      'none: cannot be read: it does not exist\n  fix: run it from the root of the repository, or name the folder of the profiles (--profiles FOLDER); "coco-gitops new profile NAME --profiles none" makes the first\n',
    ],
    [
      ['synth', '--profiles', 'profiles/b.yaml'],
      'profiles/b.yaml: cannot be read: a part of its path is not a folder\n  fix: give its folder, or the file by itself: coco-gitops synth profiles/b.yaml\n',
    ],
    [
      ['synth', '--profiles', '.'],
      '.: there is no profile (*.yaml) in this folder\n  fix: write one there ("coco-gitops new profile NAME --profiles ." does), or name another folder with --profiles\n',
    ],
  ])('is refused, with a suggestion where one is near: %j', (args, message) => {
    expect(refusal(args, files)).toBe(message);
  });

  it('is refused where npm has kept an option to itself, which would have written instead of checked', () => {
    const cwd = workspace(files);
    const env = { npm_lifecycle_event: 'synth', npm_config_check: 'true' };
    expect(runProgram(['synth'], { cwd, env })).toEqual({
      status: 2,
      stdout: '',
      stderr:
        'npm has kept --check to itself, since no "--" stands before it; nothing was done\n  fix: npm run synth -- --check\n',
    });
    const others = { ...env, npm_lifecycle_event: 'build' };
    expect(runProgram(['synth', '--stdout'], { cwd, env: others }).status).toBe(0);
  });

  it('without a command gets the help, on standard error', () => {
    expect(refusal([], files)).toMatch(/^Usage: coco-gitops \[options\] \[command\]\n.*\n {2}synth /s);
  });
});

describe('wrong profiles', () => {
  it('are refused with every problem of every file at once', () => {
    const files = {
      'profiles/empty.yaml': '',
      'profiles/good.yaml': profileText(),
      'profiles/list.yaml': '- tee: snp\n',
      'profiles/many.yaml': profileText({
        tee: 'tdz',
        openshift: '4.18.1',
        gpus: 'none',
        nodes: '{ expected: x }',
      }),
      'profiles/rules.yaml': profileText({ openshift: '4.20.17', nodes: '{}' }),
      'profiles/syntax.yaml': 'tee: "snp\ntopology: compact\n',
      'profiles/twin.yaml': profileText({ name: 'good' }),
    };
    const start = 'fix: write its keys; "coco-gitops new profile NAME" writes a profile to start from';
    expect(refusal(['synth'], files).split('\n')).toEqual([
      'profiles/empty.yaml:1:1: expected a profile, a mapping of keys such as "tee: tdx"; found an empty file',
      `  ${start}`,
      'profiles/list.yaml:1:1: expected a profile, a mapping of keys such as "tee: tdx"; found a list',
      `  ${start}`,
      'profiles/many.yaml:1:6: tee: expected tdx or snp, found "tdz"',
      '  fix: did you mean "tdx"?',
      'profiles/many.yaml:3:12: openshift: expected at least 4.19.28 (OpenShift sandboxed containers 1.12, Table 1.1), found 4.18.1',
      '  fix: update the cluster to 4.19.28 or later, then write its version here',
      'profiles/many.yaml:4:20: nodes.expected: expected a number, found "x"',
      '  fix: for example: expected: 3',
      'profiles/many.yaml:7:1: gpus: unknown key',
      '  fix: did you mean "gpu", or "gpus:" below "workloads[]:"?',
      'profiles/rules.yaml:3:12: openshift: expected at least 4.20.18 (OpenShift sandboxed containers 1.12, Table 1.2), found 4.20.17',
      '  fix: update the cluster to 4.20.18 or later, then write its version here',
      'profiles/rules.yaml:4:1: nodes.expected: missing, and topology multi-node does not tell how many nodes run confidential pods',
      '  fix: add "expected: 3" (your number of nodes) below "nodes:"',
      'profiles/syntax.yaml:3:1: a character is missing: a closing quote or bracket, a comma, a ":" or a space',
      '  fix: close what was opened before this place; write "key: value" with a space after the ":"',
      'profiles/twin.yaml:7:7: name: "good" is already the name of profiles/good.yaml',
      '  fix: give one of them another name',
      '',
    ]);
  });

  it('are refused when a text of theirs could not be carried to the cluster', () => {
    const image = `registry.example.com/app@sha256:${'0'.repeat(64)}`;
    const workloads = `[{ name: app, image: "${image}", command: [sh, "\\x85"] }]`;
    expect(refusal(['synth'], { 'profiles/a.yaml': profileText({ workloads }) })).toBe(
      [
        'a/80-workloads/pod.confidential-workloads.app.yaml: spec.containers[0].command[1]: holds the control character U+0085, which kustomize cannot carry\n',
        '  fix: take it out of the text in the profile, or in the file that the profile names\n',
      ].join(''),
    );
  });
});
