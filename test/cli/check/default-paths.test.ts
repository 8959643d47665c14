import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { defaultPaths } from 'kube-strict/check/default-paths.ts';
import { UserError } from 'kube-strict/ground/user-error.ts';
import { describe, expect, it, vi } from 'vitest';
import { ROOT, runProgram, workspace } from '../support/program.ts';
import { configMap } from './support/check.ts';

const stream = () => new PassThrough() as unknown as NodeJS.ReadStream & PassThrough;

describe('without a path', () => {
  it('what is piped in is judged, however late, and nothing of it is lost', async () => {
    const input = stream();
    setTimeout(() => input.end('late'), 20);
    expect(await defaultPaths('coco-gitops check', 'dist', input, true, 60_000)).toEqual(['-']);
    expect(String(await input.toArray())).toBe('late');
  });

  it('dist is judged where nothing is piped in', async () => {
    expect(await defaultPaths('coco-gitops check', 'dist', stream(), false)).toEqual(['dist']);
  });

  it('dist is judged where the pipe ends with nothing in it, and that is said', async () => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const input = stream();
    input.end();
    expect(await defaultPaths('coco-gitops check', 'dist', input, true, 60_000)).toEqual(['dist']);
    expect(write).toHaveBeenCalledWith('nothing came on the standard input; dist is checked\n');
    write.mockRestore();
  });

  it('a pipe in which nothing comes and that does not end is an error, and is let go', async () => {
    const input = stream();
    await expect(defaultPaths('coco-gitops check', 'dist', input, true, 10)).rejects.toThrow(UserError);
    expect(input.destroyed).toBe(true);
  });
});

describe('check without a path, as a process', () => {
  it('says where to run it when there is no dist', () => {
    const { status, stderr } = runProgram(['check'], { cwd: workspace({}) });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringContaining(
        'dist: does not exist, and no path was given\n  fix: run it from the root of the repository',
      ),
    });
  });

  const files = { 'dist/a.yaml': configMap('in-dist'), 'piped.yaml': configMap('piped', 'k: 1') };

  /** Runs in a folder; `end` false leaves the pipe open and idle for longer than the test. */
  function run(stdin: 'pipe' | number, text?: string): Promise<string> {
    const program = spawn(process.execPath, [`${ROOT}bin/coco-gitops.js`, 'check', '-o', 'json'], {
      cwd: workspace(files),
      stdio: [stdin, 'pipe', 'ignore'],
    });
    if (stdin === 'pipe') program.stdin?.end(text);
    return new Promise((resolve) => {
      let output = '';
      program.stdout?.on('data', (chunk) => {
        output += String(chunk);
      });
      program.on('close', (status) => {
        const names =
          output === '' ? [] : JSON.parse(output).documents.map(({ name }: { name: string }) => name);
        resolve(`${status} ${names}`);
      });
    });
  }

  it('reads a pipe with something in it, and a file; else dist', async () => {
    const file = openSync(`${workspace(files)}/piped.yaml`, 'r');
    const all = [
      run('pipe', files['piped.yaml']),
      run(file),
      run('pipe', ''),
      run(openSync('/dev/null', 'r')),
    ];
    expect(await Promise.all(all)).toEqual(['1 piped', '1 piped', '0 in-dist', '0 in-dist']);
  });
});
