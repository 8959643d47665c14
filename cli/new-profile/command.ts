import { type Command, Option } from 'commander';
import type { ExitStatus } from 'kube-strict/ground/run-program.ts';
import type { NewProfileOptions } from './options.ts';

/** `coco-gitops new profile`: the file of a profile to begin with. */
export function registerNew(program: Command, done: (status: ExitStatus) => void): void {
  program
    .command('new')
    .description('begin something new')
    .command('profile')
    .description('write the profile of a cluster, with examples of what only its owner knows')
    .argument('<name>', 'name of the profile and of its file')
    .addOption(new Option('--tee <tee>', 'TEE of the CPUs').choices(['tdx', 'snp']).default('tdx'))
    .addOption(new Option('--gpu <gpu>', 'confidential GPUs').choices(['none', 'nvidia']).default('none'))
    .addOption(
      new Option('--topology <topology>', 'which nodes there are')
        .choices(['multi-node', 'compact', 'single-node'])
        .default('multi-node'),
    )
    .option('-p, --profiles <folder>', 'folder with the profiles', 'profiles')
    .action(async (name: string, options: NewProfileOptions) => {
      const { newProfile } = await import('./run.ts');
      done(newProfile(name, options));
    });
}
