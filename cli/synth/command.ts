import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ExitStatus } from 'kube-strict/ground/run-program.ts';
import { refuseOptionsOfNpm } from './npm-options.ts';
import type { SynthOptions } from './options.ts';

/** `coco-gitops synth`: profiles to rendered, validated objects. */
export function registerSynth(program: Command, done: (status: ExitStatus) => void): void {
  program
    .command('synth')
    .description('render profiles into a folder, one file per object')
    .argument('[profile...]', 'profiles to render, by name or file; all of the folder when none is given')
    .option('-p, --profiles <folder>', 'folder with the profiles', 'profiles')
    .option(
      '-o, --output <folder>',
      'folder to write to',
      outputFolder,
      process.env['CDK8S_OUTDIR'] ?? 'dist',
    )
    .option('--check', 'write nothing; exit with 1 when the folder is not what would be written')
    // Printing checks nothing: a check that passes always would be worse than none.
    .addOption(new Option('--stdout', 'print the objects instead of writing them').conflicts('check'))
    .action(async (names: string[], options: SynthOptions) => {
      refuseOptionsOfNpm(process.env);
      const { synth } = await import('./run.ts');
      done(synth(names, options));
    });
}

/** What `-o` takes in other commands and in those of the field; nobody wants a folder of that name. */
const FORMATS = new Set([
  'text',
  'json',
  'yaml',
  'yml',
  'toml',
  'junit',
  'sarif',
  'github',
  'markdown',
  'html',
  'name',
  'wide',
]);

function outputFolder(value: string): string {
  if (!FORMATS.has(value)) return value;
  throw new InvalidArgumentError(
    `This command writes files, and this is where to: a folder (write ./${value} if it is one). To print YAML: --stdout.`,
  );
}
