import { INITDATA_ANNOTATION } from '../../../../initdata/annotation.ts';
import { NEEDED_BY_PODS } from '../../../support/agent-policy.ts';
import { SAMPLES } from '../../../support/samples.ts';
import { type Ended, runProgram, workspace } from '../../support/program.ts';

/** Runs `coco-gitops initdata` in a new folder with these files. */
export function initdata(
  args: readonly string[],
  files: Readonly<Record<string, string>> = {},
  input?: string,
): Ended {
  const cwd = workspace({ 'README.md': '', ...files });
  return runProgram(['initdata', ...args], { cwd, ...(input !== undefined && { input }) });
}

/** Where the built-in profiles are. */
export const BUILT_IN = ['--profiles', `${SAMPLES}profiles`];

/** A pod, or what makes pods, with initdata. */
export function podWith(annotation: string | undefined, runtimeClassName = 'kata-cc'): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'app',
      namespace: 'team',
      ...(annotation !== undefined && { annotations: { [INITDATA_ANNOTATION]: annotation } }),
    },
    spec: { runtimeClassName, containers: [{ name: 'app', image: 'app' }] },
  };
}

/** TOML as the document has it, with lines of the three files to choose. */
export function tomlWith({
  algorithm = 'sha256',
  aa = "[token_configs.kbs]\nurl = 'https://kbs.example.com'",
  cdh = "[kbc]\nname = 'cc_kbc'\nurl = 'https://kbs.example.com'",
  policy = ['package agent_policy', ...NEEDED_BY_PODS].join('\n'),
  more = '',
}: Partial<Record<'algorithm' | 'aa' | 'cdh' | 'policy' | 'more', string>> = {}): string {
  return `algorithm = "${algorithm}"
version = "0.1.0"
[data]
"aa.toml" = '''
${aa}
'''
"cdh.toml" = '''
${cdh}
'''
"policy.rego" = '''
${policy}
'''
${more}`;
}
