import { execFileSync, spawnSync } from 'node:child_process';

/** Whether kubectl is installed. What the tests run of it needs no cluster. */
export const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0;

function run(...args: string[]): string {
  return execFileSync('kubectl', args, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** The one object of a file, as kubectl reads it, and with it Argo CD and Flux: all use sigs.k8s.io/yaml. */
export function readWithKubectl(file: string): { readonly spec: unknown } {
  return JSON.parse(run('label', '--local', '-f', file, 'read=back', '-o', 'json'));
}

/** The YAML text that kustomize makes of a folder. */
export function buildWithKustomize(folder: string): string {
  return run('kustomize', folder);
}
