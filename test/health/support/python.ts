import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { HealthRules } from '../../../rollout/health/rules.ts';
import type { Json, Verdict } from './recorded.ts';

const MODULES = fileURLToPath(new URL('../../../sync-hook', import.meta.url));

const PROGRAM = `
import json, sys
sys.path.insert(0, sys.argv[1])
import health
print(json.dumps([health.judge(case["rules"], case["object"]) for case in json.load(sys.stdin)]))
`;

export const hasPython = spawnSync('python3', ['--version']).status === 0;

/** What the interpreter of the gate program says of each case. */
export function judgeWithPython(
  cases: readonly { readonly rules: HealthRules; readonly object: Json }[],
): Verdict[] {
  const output = python(PROGRAM, [MODULES], JSON.stringify(cases));
  return (JSON.parse(output) as [string, string][]).map(([status, message]) => ({ status, message }));
}

/** What a Python program prints. Throws what it says where it fails. */
export function python(program: string, args: readonly string[], input = ''): string {
  return execFileSync('python3', ['-B', '-I', '-c', program, ...args], {
    input,
    stdio: 'pipe',
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
}
