import { Command, CommanderError } from 'commander';
import { printableLines } from 'kube-strict/ground/printable.ts';
import { UserError } from 'kube-strict/ground/user-error.ts';
import type { ValidationContext } from './cdk8s/validate-manifests.ts';
import { registerCheck } from './check/command.ts';
import type { ExitStatus } from './exit-status.ts';
import { registerExplain } from './explain/command.ts';
import { registerInitdata } from './initdata/command.ts';
import { registerNew } from './new-profile/command.ts';
import { registerSeal } from './seal/command.ts';
import { registerSealedSecret } from './sealed-secret/command.ts';
import { registerSynth } from './synth/command.ts';
import { registerWorkload } from './workload/command.ts';

/**
 * Runs the program.
 *
 * @param args what follows the program's name on the command line
 * @returns the exit status; never throws
 */
export async function main(args: readonly string[]): Promise<ExitStatus> {
  let status: ExitStatus = 0;
  const program = new Command('coco-gitops')
    .description('Rendered, validated GitOps manifests for confidential containers on bare-metal OpenShift.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .showHelpAfterError('(run with --help to see what is possible)')
    .configureOutput({ outputError: (text, write) => write(printableLines(withoutValue(text))) })
    .exitOverride();
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
  try {
    await program.parseAsync(args, { from: 'user' });
    return status;
  } catch (error) {
    return report(error);
  }
}

/** An option that does not exist is named without the value that was given with it, which may be a secret. */
function withoutValue(text: string): string {
  return text.replace(/(unknown option '[^'=]*)=[\s\S]*'/, "$1=…'");
}

/** For the plugin of cdk8s: see `validateManifests` in `cdk8s/validate-manifests.ts`. */
export async function validateManifests(context: ValidationContext, properties: unknown): Promise<void> {
  const plugin = await import('./cdk8s/validate-manifests.ts');
  await plugin.validateManifests(context, properties);
}

/** The version of package.json, put in at build time. */
declare const VERSION: string;

function report(error: unknown): ExitStatus {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof UserError) {
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    `coco-gitops failed; this is a defect of the program, not of your input.\n${printableLines(detail)}\n`,
  );
  return 3;
}
