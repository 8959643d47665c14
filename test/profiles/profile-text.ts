import { formatProblem } from 'kube-strict/ground/user-error.ts';
import { parseProfile } from '../../profiles/load.ts';
import type { Profile } from '../../profiles/profile.ts';

const MINIMAL: Readonly<Record<string, string>> = {
  tee: 'snp',
  topology: 'multi-node',
  openshift: '4.21.9',
  nodes: '{ expected: 3 }',
  trustee: '{ url: https://kbs.example.com }',
  gitops: '{ repository: https://git.example.com/a.git }',
};

/** Lines of a certificate: self-signed, valid for January 2020. */
export const CERTIFICATE = [
  '-----BEGIN CERTIFICATE-----',
  'MIHbMIGOAgEBMAUGAytlcDAaMRgwFgYDVQQDDA9rYnMuZXhhbXBsZS5jb20wHhcN',
  'MjAwMTAxMDAwMDAwWhcNMjAwMjAxMDAwMDAwWjAaMRgwFgYDVQQDDA9rYnMuZXhh',
  'bXBsZS5jb20wKjAFBgMrZXADIQClQHhAtTfQXLUiloLUFQwk3aFJghtIodmv9s6+',
  'WPmeqTAFBgMrZXADQQCzDmPGrrvKa/212BF1THTwGm04F/RoIcvW9o58c5QPeCYG',
  'mtBAQ6B/Ywx3GHOsWd95hmCe/uwmEsjFlQL3X4QC',
  '-----END CERTIFICATE-----',
];

/**
 * A right profile, a key on each line: tee on line 1, then topology, openshift, nodes, trustee and gitops on line 6.
 *
 * @param changes YAML of values to replace, or to add from line 7 on; undefined leaves a key out
 */
export function profileText(changes: Readonly<Record<string, string | undefined>> = {}): string {
  return Object.entries({ ...MINIMAL, ...changes })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');
}

/** The problems of a text, as they are printed; empty when there are none. */
export function problemsIn(text: string, file = 'p.yaml'): string[] {
  const result = parseProfile(text, file);
  return 'problems' in result ? result.problems.map(formatProblem) : [];
}

/** The profile of a text that has no problems. */
export function profileIn(text: string, file = 'p.yaml'): Profile {
  const result = parseProfile(text, file);
  if ('problems' in result) throw new Error(result.problems.map(formatProblem).join('\n'));
  return result.profile;
}
