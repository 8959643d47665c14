import { fileURLToPath } from 'node:url';
import { type ExitStatus, newProgram, runProgram } from 'kube-strict/ground/run-program.ts';
import type { ValidationContext } from './cdk8s/validate-manifests.ts';
import { registerCheck } from './check/command.ts';
import { registerExplain } from './explain/command.ts';
import { registerInitdata } from './initdata/command.ts';
import { registerNew } from './new-profile/command.ts';
import { registerSeal } from './seal/command.ts';
import { registerSealedSecret } from './sealed-secret/command.ts';
import { registerSynth } from './synth/command.ts';
import { registerWorkload } from './workload/command.ts';

/** The version of package.json, put in at build time. */
declare const VERSION: string;

/**
 * Runs the program.
 *
 * @param args what follows the program's name on the command line
 * @returns the exit status; never throws
 */
export async function main(args: readonly string[]): Promise<ExitStatus> {
  let status: ExitStatus = 0;
  const description =
    'Rendered, validated GitOps manifests for confidential containers on bare-metal OpenShift.';
  const program = newProgram('coco-gitops', description, VERSION);
  const done = (result: ExitStatus) => {
    status = result;
  };
  registerSynth(program, done);
  registerNew(program, done);
  registerCheck(program, done);
  registerExplain(program, done);
  registerInitdata(program, done);
  registerSeal(program, done);
  registerWorkload(program, done);
  registerSealedSecret(program, done);
  return runProgram(program, args, () => status);
}

/** For `bin/kube-strict.js`: the validator by itself. */
export async function kubeStrict(args: readonly string[]): Promise<ExitStatus> {
  const program = await import('kube-strict/program.ts');
  return program.main(args, VERSION, fileURLToPath(new URL('schemas', import.meta.url)));
}

/** For `bin/validator.js`: the validator as a library, with the schemas that ship. */
export const validator = () => import('./validator.ts');

/** For the plugin of cdk8s: see `validateManifests` in `cdk8s/validate-manifests.ts`. */
export async function validateManifests(context: ValidationContext, properties: unknown): Promise<void> {
  const plugin = await import('./cdk8s/validate-manifests.ts');
  await plugin.validateManifests(context, properties);
}
