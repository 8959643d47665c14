import { isAtLeast } from '../../constructs/gitops/argocd-version.ts';
import type { Rule, RuleProblem } from './rule.ts';

/**
 * Refuses a verification of commits that would not happen, or by one engine only: whoever may push is then root on every
 * node, though the profile reads as if a signature were asked for.
 */
export const signedCommits: Rule = ({ gitops }) => {
  const { engines, revision, argocd, flux } = gitops;
  const asked = { argocd: argocd.signatureKeys !== undefined, flux: flux.verify !== undefined };
  return [
    ...openEngine(engines, asked),
    ...removedFromArgoCd(asked.argocd && engines.includes('argocd'), argocd.version),
    ...tagWithoutTag(flux.verify?.mode, revision),
    ...sameSecret(flux.verify?.secret, flux.secret),
  ];
};

const KEYS = { argocd: 'signatureKeys', flux: 'verify' } as const;

function openEngine(
  engines: readonly ('argocd' | 'flux')[],
  asked: Readonly<Record<'argocd' | 'flux', boolean>>,
): RuleProblem[] {
  if (!asked.argocd && !asked.flux) return [];
  return engines
    .filter((engine) => !asked[engine])
    .map((engine) => ({
      path: ['gitops', engine, KEYS[engine]],
      message: 'missing, and the other engine takes signed commits only: this one would take any',
      fix: `add it, or leave ${engine} out of gitops.engines`,
    }));
}

/** AppProject `signatureKeys` is deprecated since 3.5 and goes with the next major version (argo-cd, pkg/apis/application/v1alpha1/types.go). */
function removedFromArgoCd(asked: boolean, version: string): RuleProblem[] {
  if (!asked || !isAtLeast(version, '4.0')) return [];
  return [
    {
      path: ['gitops', 'argocd', 'signatureKeys'],
      message: `Argo CD ${version} is not known to look at it: 3.x says that the next major version will not`,
      fix: 'use Flux, or an Argo CD of version 3',
    },
  ];
}

/** source-controller looks for the tag by `ref`, and ends with "a tag reference is not specified" otherwise. */
function tagWithoutTag(mode: string | undefined, revision: string): RuleProblem[] {
  if (mode === undefined || mode === 'HEAD' || revision.startsWith('refs/tags/')) return [];
  return [
    {
      path: ['gitops', 'flux', 'verify', 'mode'],
      message: `${mode} asks for the signature of a tag, and revision "${revision}" names none`,
      fix: 'write HEAD, or "revision: refs/tags/NAME"',
    },
  ];
}

/** Every key of the Secret is read as a key ring (source-controller, `verifySignature`). */
function sameSecret(keys: string | undefined, credentials: string | undefined): RuleProblem[] {
  if (keys === undefined || keys !== credentials) return [];
  return [
    {
      path: ['gitops', 'flux', 'verify', 'secret'],
      message:
        'is the Secret with which the repository is read: what it holds would be taken for keys of signers',
      fix: 'name another one, with public keys alone',
    },
  ];
}
