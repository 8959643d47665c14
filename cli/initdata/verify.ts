import { plural, printable, printableJson } from 'kube-strict/ground/printable.ts';
import type { ExitStatus } from 'kube-strict/ground/run-program.ts';
import { UserError } from 'kube-strict/ground/user-error.ts';
import { STDIN } from 'kube-strict/manifests/find-files.ts';
import type { InitdataDigests } from '../../initdata/digest.ts';
import { readReferenceValues } from '../../initdata/reference-values.ts';
import { type Difference, differencesOf } from './compare.ts';
import type { VerifyOptions } from './options.ts';
import { profileInitdata } from './profile-initdata.ts';
import { type ReadInitdata, readToml, toldProblem } from './reading.ts';
import { type Source, sourceName } from './source.ts';
import { sourcesOf } from './sources.ts';
import { nameOfInput, textOf, tomlOf } from './text-input.ts';

/** What initdata should be, in words, and how to tell in what it differs. */
interface Expectation {
  readonly name: string;
  differences(found: ReadInitdata): Difference[];
}

interface Verified {
  readonly source: Source;
  readonly differences: readonly Difference[];
}

/**
 * Compares the initdata of every pod with what it should be.
 *
 * @returns 1 when one differs
 * @throws UserError when something cannot be read, or what it should be would itself not work
 */
export async function verify(source: string, options: VerifyOptions): Promise<ExitStatus> {
  if (source === STDIN && [options.file, options.referenceValues].includes(STDIN)) {
    const message = 'the standard input can be read once only';
    throw new UserError([{ message, fix: 'give one of the inputs as a file' }]);
  }
  const expectation = await expectationOf(options);
  const verified = (await sourcesOf(source, options.profiles)).map((found): Verified => {
    const differences =
      found.toml === undefined
        ? [{ what: 'the pod is confidential and has no initdata' }]
        : expectation.differences(readToml(found.toml, options));
    return { source: found, differences };
  });
  process.stdout.write(options.output === 'json' ? json(verified, expectation) : text(verified, expectation));
  return verified.some(({ differences }) => differences.length > 0) ? 1 : 0;
}

async function expectationOf(options: VerifyOptions): Promise<Expectation> {
  const { file, profile, digest, referenceValues } = options;
  if ([file, profile, digest, referenceValues].filter((one) => one !== undefined).length !== 1) {
    throw new UserError([
      {
        message: 'expected one of --file, --profile, --digest and --reference-values',
        fix: 'say what the initdata should be, in one way: --profile NAME for that of a profile',
      },
    ]);
  }
  if (digest !== undefined) return digestExpectation(digest);
  if (referenceValues !== undefined) return referenceExpectation(referenceValues);
  const name = profile === undefined ? nameOfInput(String(file)) : `profile ${profile}`;
  const toml =
    profile === undefined ? await tomlOf(String(file)) : profileInitdata(profile, options.profiles).toml;
  const expected = readToml(toml, options);
  const problems = expected.problems.filter(({ severity }) => severity === 'error');
  if (problems.length > 0) throw new UserError(problems.map((one) => toldProblem(one, name)));
  return { name, differences: (found) => differencesOf(expected, found) };
}

/** Digests by their length: a digest of another length is none of initdata. */
const LENGTHS = [64, 96, 128];

function digestExpectation(digest: string): Expectation {
  const hex = digest.toLowerCase().replace(/^0x/, '');
  if (!/^[0-9a-f]+$/.test(hex) || !LENGTHS.includes(hex.length)) {
    throw new UserError([
      {
        message: 'expected --digest to be 64, 96 or 128 hexadecimal digits',
        fix: 'copy it from "coco-gitops initdata build -o digests", or from the evidence',
      },
    ]);
  }
  return {
    name: 'the digest',
    differences({ digests, initdata }) {
      if (digests === undefined) return [{ what: 'no digest', found: initdata.faults.join('; ') }];
      if (forms(digests).some((form) => form === hex)) return [];
      const same = forms(digests).filter((form) => form.length === hex.length);
      return [{ what: 'digest', expected: hex, found: [...new Set(same)].join(' or ') || digests.raw }];
    },
  };
}

/** Trustee compares with the field of the evidence, whichever TEE it comes from. */
async function referenceExpectation(file: string): Promise<Expectation> {
  const name = nameOfInput(file);
  const read = readReferenceValues(await textOf(file));
  if ('fault' in read) {
    const fix = 'make it anew: coco-gitops initdata build PROFILE -o reference-values --trustee 1.1 or 1.2';
    throw new UserError([{ file: name, message: `no reference values: ${read.fault}`, fix }]);
  }
  const expected = `one of ${plural(read.digests.length, 'value')} of init_data`;
  return {
    name: `the reference values in ${name}`,
    differences({ digests, initdata }) {
      if (digests === undefined) return [{ what: 'no digest', found: initdata.faults.join('; ') }];
      const fields = [digests.snp, digests.tdx];
      if (fields.some((field) => read.digests.includes(field))) return [];
      return [{ what: 'digest', expected, found: fields.join(' or ') }];
    },
  };
}

/** PCR 8 is left out: on bare metal nothing measures into it. */
function forms({ raw, snp, tdx }: InitdataDigests): string[] {
  return [raw, snp, tdx];
}

function text(verified: readonly Verified[], { name }: Expectation): string {
  return verified
    .map(({ source, differences }) => {
      const place = printable(sourceName(source));
      if (differences.length === 0) return `same     ${place}\n`;
      const lines = differences.map((difference) => `  ${printable(sentence(difference))}\n`);
      return `differs  ${place}, from ${printable(name)}:\n${lines.join('')}`;
    })
    .join('');
}

function sentence({ what, expected, found }: Difference): string {
  const parts = [
    ...(expected === undefined ? [] : [`expected ${expected}`]),
    ...(found === undefined ? [] : [`found ${found}`]),
  ];
  return parts.length === 0 ? what : `${what}: ${parts.join(', ')}`;
}

function json(verified: readonly Verified[], { name }: Expectation): string {
  const report = {
    apiVersion: 'coco-gitops/v1',
    kind: 'InitdataVerification',
    expected: name,
    results: verified.map(({ source: { file, object }, differences }) => ({
      file,
      ...object,
      same: differences.length === 0,
      differences,
    })),
  };
  return `${printableJson(report, 2)}\n`;
}
