import { type Command, Option } from 'commander';
import type { ExitStatus } from 'kube-strict/ground/run-program.ts';
import type { SealOptions } from './options.ts';

/** `coco-gitops seal`: secrets of the attestation services, sealed for one cluster. */
export function registerSeal(program: Command, done: (status: ExitStatus) => void): void {
  program
    .command('seal')
    .description(
      'seal the secrets of the attestation services for a cluster, so that they can be in its profile',
    )
    .argument('<profile>', 'the profile, by its name or its file')
    .requiredOption(
      '-c, --certificate <file>',
      'certificate of the Sealed Secrets controller, - for standard input',
    )
    .option(
      '--from-file <key=path>',
      'file with a value, - for standard input; can be repeated',
      // Whatever it is, it is judged later: a message of the parser would show it, and it may be a secret.
      (entry: string, entries: readonly string[]) => [...entries, entry],
      [],
    )
    .addOption(
      new Option('--scope <scope>', 'what the values can be opened for').choices([
        'strict',
        'namespace-wide',
        'cluster-wide',
      ]),
    )
    .option('--write', 'put them into the profile instead of printing them')
    .option('-p, --profiles <folder>', 'folder with the profiles', 'profiles')
    .addHelpText('after', HELP)
    .action(async (profile: string, options: SealOptions) => {
      const { seal } = await import('./run.ts');
      done(seal(profile, options));
    });
}

const HELP = `
Values come from the environment (PCCS_API_KEY, PCCS_USER_TOKEN, PCCS_ADMIN_TOKEN) or from files
(--from-file with these keys, and with private.pem and file.crt for TLS of PCCS). One line break at
the end of a value is left out. A token has at least 32 characters that nobody can guess:
openssl rand -hex 32 makes one. Nothing is stored or shown but what only the controller can open.

  kubeseal --fetch-cert > sealing.pem
  coco-gitops seal tdx -c sealing.pem --from-file private.pem=private.pem --from-file file.crt=certificate.pem --write
`;
