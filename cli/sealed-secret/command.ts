import { type Command, Option } from 'commander';
import type { ExitStatus } from 'kube-strict/ground/run-program.ts';
import type { BuildOptions, InspectOptions } from './options.ts';

/** `coco-gitops sealed-secret`: references to secrets of the key broker service, which only a guest can follow. */
export function registerSealedSecret(program: Command, done: (status: ExitStatus) => void): void {
  const command = program
    .command('sealed-secret')
    .description('references to secrets of the key broker service (KBS), for Secrets that hold no value');
  command
    .command('build')
    .description('print a sealed secret that points to a KBS resource, or a Secret with several')
    .argument('[resource]', 'kbs:///<repository>/<type>/<tag>')
    .option('--secret <name>', 'print a Secret of this name')
    .option('--namespace <namespace>', 'its namespace')
    .option(
      '--key <key=resource>',
      'a key of it, and the KBS resource that the key stands for; can be repeated',
      (key: string, keys: readonly string[]) => [...keys, key],
      [],
    )
    .action(async (resource: string | undefined, options: BuildOptions) => {
      const { buildSealedSecret } = await import('./build.ts');
      done(buildSealedSecret(resource, options));
    });
  command
    .command('inspect')
    .description('say what sealed secrets refer to: one, or those in a manifest')
    .argument('<value|file>', 'a sealed secret, a file with manifests, or - for standard input')
    .addOption(new Option('-o, --output <format>', 'format').choices(['text', 'json']).default('text'))
    .action(async (source: string, options: InspectOptions) => {
      const { inspectSealedSecrets } = await import('./inspect.ts');
      done(await inspectSealedSecrets(source, options));
    });
}
