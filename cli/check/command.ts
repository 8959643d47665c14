import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ExitStatus } from 'kube-strict/ground/run-program.ts';
import type { Format } from 'kube-strict/report/formats.ts';
import type { Severity } from 'kube-strict/validation/finding.ts';
import { type CheckOptions, FAMILIES } from './options.ts';

const FORMAT_NAMES: readonly Format[] = ['text', 'json', 'junit', 'sarif', 'github'];
const SEVERITY_NAMES: readonly Severity[] = ['info', 'warning', 'error'];

/** `coco-gitops check`: judges manifests, whoever wrote them. */
export function registerCheck(program: Command, done: (status: ExitStatus) => void): void {
  program
    .command('check')
    .description('judge manifests as a strict OpenShift 4.21 API server would, and by policy rules')
    .argument(
      '[path...]',
      'files, folders, patterns such as "apps/**/*.yaml", or - for standard input; without one, what is piped in, or else dist',
    )
    .addOption(
      new Option('--rules <family>', 'which rules to judge by').choices([...FAMILIES, 'all']).default('all'),
    )
    .option('--crds <path>', 'folder or file with CustomResourceDefinitions, which go before those that ship')
    .option('--strict', 'take a kind without a schema for an error')
    .addOption(
      new Option('-o, --output <format>', 'format of the report').choices(FORMAT_NAMES).default('text'),
    )
    .option('--skip <rule>', 'a rule that is not to count; can be repeated', addTo, [])
    .option(
      '--exclude <pattern>',
      'files or folders that are left out, such as "tests" or "apps/**/draft-*.yaml"; can be repeated',
      (pattern: string, patterns: readonly string[]) => [...patterns, pattern],
      [],
    )
    .option(
      '--waive <rule=reason>',
      'a policy rule that is waived for every object, and why; can be repeated',
      (waiver: string, waivers: readonly string[]) => [...waivers, waiver],
      [],
    )
    .option('--no-waivers', 'take no waiver from annotations: for manifests that nobody has reviewed')
    .addOption(
      new Option('--min-severity <severity>', 'leave out what matters less')
        .choices(SEVERITY_NAMES)
        .default('info'),
    )
    .action(async (paths: string[], options: CheckOptions) => {
      const { check } = await import('./run.ts');
      done(await check(paths, options));
    });
}

function addTo(rule: string, rules: readonly string[]): string[] {
  const names = rule.split(',').filter((name) => name !== '');
  if (names.length === 0) throw new InvalidArgumentError('Expected the name of a rule.');
  return [...rules, ...names];
}
