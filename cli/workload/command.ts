import { type Command, Option } from 'commander';
import type { ExitStatus } from 'kube-strict/ground/run-program.ts';
import type { Format } from 'kube-strict/report/formats.ts';
import type { Severity } from 'kube-strict/validation/finding.ts';
import type { WorkloadOptions } from './options.ts';

const FORMAT_NAMES: readonly Format[] = ['text', 'json', 'junit', 'sarif', 'github'];
const SEVERITY_NAMES: readonly Severity[] = ['info', 'warning', 'error'];

/** `coco-gitops workload`: makes the pods of existing manifests confidential. */
export function registerWorkload(program: Command, done: (status: ExitStatus) => void): void {
  program
    .command('workload')
    .description(
      'make the pods of manifests confidential: runtime class and initdata, and nothing else changes',
    )
    .argument('<path...>', 'files, folders, patterns such as "apps/**/*.yaml", or - for standard input')
    .option('--profile <profile>', 'profile of the cluster (name or file), from which the initdata comes')
    .option('-p, --profiles <folder>', 'folder with the profiles', 'profiles')
    .addOption(
      new Option(
        '--initdata <file|value>',
        'initdata instead: a file with the TOML (- for standard input), or the value of the annotation',
      ).conflicts('profile'),
    )
    .option('--gpu', 'use the runtime class for GPUs also where no container asks for nvidia.com/pgpu')
    .option('--replace-initdata', 'replace other initdata, and tell what it bound; an error without')
    .option('--replace-runtime-class', 'replace a runtime class other than kata; an error without')
    .option(
      '--write',
      'change the files; without, the result is printed, and the report goes to standard error',
    )
    .addOption(
      new Option('-o, --output <format>', 'format of the report').choices(FORMAT_NAMES).default('text'),
    )
    .option(
      '--exclude <pattern>',
      'files or folders that are left out, such as "tests" or "apps/**/draft-*.yaml"; can be repeated',
      (pattern: string, patterns: readonly string[]) => [...patterns, pattern],
      [],
    )
    .option(
      '--waive <rule=reason>',
      'a policy rule that is waived for every workload, and why; can be repeated',
      (waiver: string, waivers: readonly string[]) => [...waivers, waiver],
      [],
    )
    .addOption(
      new Option('--min-severity <severity>', 'leave out of the report what matters less')
        .choices(SEVERITY_NAMES)
        .default('info'),
    )
    .action(async (paths: string[], options: WorkloadOptions) => {
      const { workload } = await import('./run.ts');
      done(await workload(paths, options));
    });
}
