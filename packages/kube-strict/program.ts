import { InvalidArgumentError, Option } from 'commander';
import { type ExitStatus, newProgram, runProgram } from './ground/run-program.ts';
import type { Format } from './report/formats.ts';
import type { Severity } from './validation/finding.ts';

interface Options {
  readonly crds?: string;
  readonly strict?: true;
  readonly output: Format;
  readonly skip: readonly string[];
  readonly exclude: readonly string[];
  readonly minSeverity: Severity;
}

const FORMAT_NAMES: readonly Format[] = ['text', 'json', 'junit', 'sarif', 'github'];
const SEVERITY_NAMES: readonly Severity[] = ['info', 'warning', 'error'];

/**
 * The command of this package: validates manifests by the rules of the API server alone.
 *
 * @param args what follows the program's name on the command line
 * @param schemas folder with the compiled schemas
 * @returns the exit status; never throws
 */
export async function main(args: readonly string[], version: string, schemas: string): Promise<ExitStatus> {
  let status: ExitStatus = 0;
  const program = newProgram(
    'kube-strict',
    'Validates manifests as a strict OpenShift 4.21 API server does, without a cluster.',
    version,
  )
    .argument('<path...>', 'files, folders, patterns such as "apps/**/*.yaml", or - for standard input')
    .option('--crds <path>', 'folder or file with CustomResourceDefinitions, which go before those that ship')
    .option('--strict', 'take a kind without a schema for an error')
    .addOption(
      new Option('-o, --output <format>', 'format of the report').choices(FORMAT_NAMES).default('text'),
    )
    .option('--skip <rule>', 'a rule that is not to count; can be repeated', added('rule'), [])
    .option(
      '--exclude <pattern>',
      'files or folders that are left out, such as "tests" or "apps/**/draft-*.yaml"; can be repeated',
      added('pattern'),
      [],
    )
    .addOption(
      new Option('--min-severity <severity>', 'leave out what matters less')
        .choices(SEVERITY_NAMES)
        .default('info'),
    )
    .action(async (paths: string[], { output, exclude, ...options }: Options) => {
      const { checkFiles, rulesOf, shippedCatalog } = await import('./index.ts');
      const command = 'kube-strict';
      const tool = { name: command, command, version, rules: rulesOf(command) };
      const shipped = shippedCatalog(schemas);
      status = (await checkFiles(paths, exclude, output, { ...options, tool }, shipped)) ? 0 : 1;
    });
  return runProgram(program, args, () => status);
}

function added(what: string) {
  return (text: string, others: readonly string[]): string[] => {
    if (text === '') throw new InvalidArgumentError(`Expected a ${what}.`);
    return [...others, text];
  };
}
