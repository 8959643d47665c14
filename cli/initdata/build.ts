import { printableJson } from 'kube-strict/ground/printable.ts';
import type { ExitStatus } from 'kube-strict/ground/run-program.ts';
import { formatProblem, type Problem, UserError } from 'kube-strict/ground/user-error.ts';
import { encodeInitdata } from '../../constructs/initdata/initdata.ts';
import { INITDATA_ANNOTATION } from '../../initdata/annotation.ts';
import { type InitdataDigests, TEES, type Tee } from '../../initdata/digest.ts';
import { REFERENCE_NAME, REFERENCE_VALUES_KEYS, referenceValues } from '../../initdata/reference-values.ts';
import { digestLines } from './digest-lines.ts';
import type { BuildOptions } from './options.ts';
import { profileInitdata } from './profile-initdata.ts';
import { type ReadInitdata, readToml, sizeProblems, toldProblem } from './reading.ts';
import { nameOfInput, tomlOf } from './text-input.ts';

interface Source {
  /** The file or profile, for messages. */
  readonly name: string;
  readonly toml: string;
  readonly tees: readonly Tee[];
}

/**
 * Prints initdata in one of its forms.
 *
 * @throws UserError with everything that would keep it from working
 */
export async function build(profile: string | undefined, options: BuildOptions): Promise<ExitStatus> {
  const { name, toml, tees } = await sourceOf(profile, options);
  const reading = readToml(toml, options);
  const annotation = encodeInitdata(toml);
  const problems = [...reading.problems, ...sizeProblems(INITDATA_ANNOTATION.length + annotation.length)];
  const told = problems.filter(({ severity }) => severity === 'error').map((one) => toldProblem(one, name));
  const { digests } = reading;
  if (options.output === 'reference-values') told.push(...expiryProblems(options));
  if (told.length > 0 || digests === undefined) throw new UserError(told);
  for (const warning of problems.filter(({ severity }) => severity === 'warning')) {
    process.stderr.write(`warning: ${formatProblem(toldProblem(warning, name))}\n`);
  }
  if (options.output === 'reference-values') {
    process.stderr.write(
      `for key ${REFERENCE_VALUES_KEYS[options.trustee]} of the ConfigMap with the reference values of Trustee ${options.trustee}, beside the launch measurements\n`,
    );
  }
  process.stdout.write(printed({ reading, annotation, digests, tees }, options));
  return 0;
}

function expiryProblems({ expires, at = new Date() }: BuildOptions): Problem[] {
  if (expires === undefined) {
    const fix = 'say which, though Trustee does not enforce it: --expires 2027-06-30';
    return [{ message: 'a reference value has an expiration', fix }];
  }
  if (expires > at) return [];
  const message =
    'is over, so that whoever reads the values takes them for old; Trustee itself does not look at it';
  return [{ path: '--expires', message, fix: 'give a day that is to come' }];
}

async function sourceOf(profile: string | undefined, options: BuildOptions): Promise<Source> {
  const { file, tee } = options;
  if ((profile === undefined) === (file === undefined)) {
    throw new UserError([
      { message: 'expected a profile, or --file', fix: 'give one of them, and not both' },
    ]);
  }
  if (profile !== undefined) {
    const { toml, ...made } = profileInitdata(profile, options.profiles);
    return { name: profile, toml, tees: [tee ?? made.tee] };
  }
  return {
    name: nameOfInput(String(file)),
    toml: await tomlOf(String(file)),
    tees: tee === undefined ? TEES : [tee],
  };
}

interface Built {
  readonly reading: ReadInitdata;
  readonly annotation: string;
  readonly digests: InitdataDigests;
  readonly tees: readonly Tee[];
}

function printed({ reading, annotation, digests, tees }: Built, options: BuildOptions): string {
  const { output, trustee, expires = new Date(0) } = options;
  switch (output) {
    case 'annotation':
      return `${annotation}\n`;
    case 'toml':
      return reading.toml;
    case 'digests':
      return digestLines(digests).join('');
    case 'reference-values':
      return referenceValues(digests, { tees, expires, trustee });
    case 'json': {
      const report = {
        apiVersion: 'coco-gitops/v1',
        kind: 'Initdata',
        algorithm: reading.initdata.algorithm,
        annotation,
        digests,
        referenceValues: tees.map((tee) => ({ name: REFERENCE_NAME, tee, value: digests[tee] })),
      };
      return `${printableJson(report, 2)}\n`;
    }
  }
}
