import { describe, expect, it } from 'vitest';
import { profileTemplate } from '../../cli/new-profile/run.ts';
import { problemsIn, profileText } from '../profiles/profile-text.ts';
import { contentsOf } from '../render/output/support/contents.ts';
import { SHAPES, shapeName } from '../support/shapes.ts';
import { runProgram, workspace } from './support/program.ts';

describe('a new profile', () => {
  it.each(SHAPES.map((shape) => [shapeName(shape), shape] as const))('of %s is right', (_, shape) => {
    expect(problemsIn(profileTemplate(shape, true))).toEqual([]);
  });

  it('is written where there is none, and can be rendered', () => {
    const cwd = workspace({});
    const { status, stdout } = runProgram(['new', 'profile', 'edge7', '--tee', 'snp'], { cwd });
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout:
        'profiles/edge7.yaml: written; put your own hosts for those below example.com, then: coco-gitops synth edge7\n',
    });
    expect(runProgram(['synth', 'edge7', '--stdout'], { cwd }).status).toBe(0);
  });

  it('in another folder is rendered by the command that is named', () => {
    const cwd = workspace({});
    const { stdout } = runProgram(['new', 'profile', 'edge7', '--profiles', 'clusters'], { cwd });
    const [, command = ''] = / then: coco-gitops (.*)/.exec(stdout) ?? [];
    expect(runProgram([...command.split(' '), '--stdout'], { cwd }).status).toBe(0);
  });

  it.each([
    ['a', 'profiles/a.yaml: is there already'],
    ['A', '"A" cannot be the name of a profile'],
    ['../b', '"../b" cannot be the name of a profile'],
    ['profiles/My Cluster.yaml', 'fix: for example: coco-gitops new profile my-cluster'],
    ['..', 'fix: for example: coco-gitops new profile cluster-a'],
    ['a'.repeat(64), 'cannot be the name of a profile'],
  ])('is not written as %s', (name, message) => {
    const cwd = workspace({ 'profiles/a.yaml': profileText() });
    const before = contentsOf(cwd);
    const { status, stderr } = runProgram(['new', 'profile', name], { cwd });
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(contentsOf(cwd)).toEqual(before);
  });
});
