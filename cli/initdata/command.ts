import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ExitStatus } from 'kube-strict/ground/run-program.ts';
import type { Tee } from '../../initdata/digest.ts';
import type { TrusteeVersion } from '../../initdata/reference-values.ts';
import { BUILD_OUTPUTS, type BuildOptions, type InspectOptions, type VerifyOptions } from './options.ts';

/** `coco-gitops initdata`: what a confidential VM is started with. */
export function registerInitdata(program: Command, done: (status: ExitStatus) => void): void {
  const initdata = program
    .command('initdata')
    .description('make, show and compare initdata, with which a confidential VM is started');
  registerBuild(initdata, done);
  registerInspect(initdata, done);
  registerVerify(initdata, done);
}

function registerBuild(initdata: Command, done: (status: ExitStatus) => void): void {
  initdata
    .command('build')
    .description('print the annotation of a profile, or of a TOML file, its digests, or its reference values')
    .argument('[profile]', 'a profile, by its name or its file')
    .option('-f, --file <toml>', 'take this TOML, byte for byte, instead of a profile; - for standard input')
    .addOption(
      new Option('-o, --output <what>', 'what to print').choices(BUILD_OUTPUTS).default('annotation'),
    )
    .addOption(
      new Option('--tee <tee>', 'reference values of this TEE; of both if left out with --file').choices([
        'tdx',
        'snp',
      ] satisfies Tee[]),
    )
    .addOption(
      new Option(
        '--trustee <version>',
        'release that reads the reference values: 1.1 as key reference-values.json, 1.2 as key reference_value',
      )
        .choices(['1.1', '1.2'] satisfies TrusteeVersion[])
        .default('1.1'),
    )
    .option(
      '--expires <date>',
      'expiration of the reference values, such as 2027-06-30; Trustee requires it, and does not enforce it',
      dateOf,
    )
    .addOption(profilesOption())
    .addOption(insecureOption())
    .addOption(atOption())
    .action(async (profile: string | undefined, options: BuildOptions) => {
      const { build } = await import('./build.ts');
      done(await build(profile, options));
    });
}

const SOURCE =
  'a manifest, a TOML file, a profile (name or file), the value of an annotation, or - for standard input';

function registerInspect(initdata: Command, done: (status: ExitStatus) => void): void {
  initdata
    .command('inspect')
    .description('show what initdata permits and whom it trusts; exit with 1 when it would not work')
    .argument('<source>', SOURCE)
    .addOption(new Option('-o, --output <format>', 'format').choices(['text', 'json']).default('text'))
    .addOption(profilesOption())
    .addOption(insecureOption())
    .addOption(atOption())
    .action(async (source: string, options: InspectOptions) => {
      const { inspect } = await import('./inspect.ts');
      done(await inspect(source, options));
    });
}

function registerVerify(initdata: Command, done: (status: ExitStatus) => void): void {
  initdata
    .command('verify')
    .description('compare the initdata of every pod in a manifest with what it should be; exit with 1 if not')
    .argument('<source>', SOURCE)
    .option('-f, --file <toml>', 'what it should be: this TOML; - for standard input')
    .option('--profile <profile>', 'what it should be: that of this profile (name or file)')
    .option('--digest <hex>', 'what it should be: of this digest, in any form: raw, HOSTDATA or MRCONFIGID')
    .option(
      '--reference-values <file>',
      'what it should be: one of those that this file of Trustee 1.1 or 1.2 names init_data',
    )
    .addOption(new Option('-o, --output <format>', 'format').choices(['text', 'json']).default('text'))
    .addOption(profilesOption())
    .addOption(insecureOption())
    .addOption(atOption())
    .action(async (source: string, options: VerifyOptions) => {
      const { verify } = await import('./verify.ts');
      done(await verify(source, options));
    });
}

function profilesOption(): Option {
  return new Option('-p, --profiles <folder>', 'folder with the profiles').default('profiles');
}

function insecureOption(): Option {
  return new Option(
    '--insecure-http',
    'take an http:// URL of the key broker service, without a certificate',
  );
}

function atOption(): Option {
  return new Option(
    '--at <date>',
    'when certificates have to be valid, such as 2027-06-30; today if left out',
  ).argParser(dateOf);
}

/** A day, or a day and a time in UTC. */
function dateOf(text: string): Date {
  const time = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}Z)?$/.test(text) ? Date.parse(text) : Number.NaN;
  // JavaScript takes 31 June for 1 July.
  if (Number.isNaN(time) || !new Date(time).toISOString().startsWith(text.slice(0, 10))) {
    throw new InvalidArgumentError('Expected a date such as 2027-06-30 or 2027-06-30T12:00:00Z.');
  }
  return new Date(time);
}
