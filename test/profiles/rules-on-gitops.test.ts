import { describe, expect, it } from 'vitest';
import { problemsIn, profileText } from './profile-text.ts';

describe('the engines', () => {
  const gitops = (settings: string, repository = 'https://git.example.com/a.git') =>
    problemsIn(profileText({ gitops: `{ repository: "${repository}", ${settings} }` }));

  it.each(['2.13', '1.8', '0.99'])('may not be Argo CD %s, which deletes without a question', (version) => {
    expect(gitops(`argocd: { version: "${version}" }`)).toEqual([
      `p.yaml:6:75: gitops.argocd.version: expected at least 2.14, which is the first to ask before it deletes, found ${version}\n  fix: update Argo CD (OpenShift GitOps 1.16 has 2.14), or leave argocd out of gitops.engines`,
    ]);
  });

  it('may be an older Argo CD that is not used, as the remedy says', () => {
    expect(gitops('engines: [flux], argocd: { version: "2.13" }')).toEqual([]);
    expect(gitops('argocd: { version: "2.14" }')).toEqual([]);
    expect(gitops('argocd: { version: "3.10" }')).toEqual([]);
  });

  it.each([
    ['"3"', 'found "3"'],
    ['"3.3.1"', 'found "3.3.1"'],
    ['3.3', 'found the number 3.3'],
  ])('may not have a version such as %s', (version, found) => {
    expect(gitops(`argocd: { version: ${version} }`).map((problem) => problem.split('\n')[0])).toEqual([
      `p.yaml:6:75: gitops.argocd.version: expected a version such as "3.3", ${found}`,
    ]);
  });

  it('may not be Flux with the short form of an SSH address, which it does not take', () => {
    const short = 'git@git.example.com:platform/a.git';
    const problem =
      'p.yaml:6:23: gitops.repository: expected a URL, since Flux takes no other form, found "git@git.example.com:platform/a.git"\n  fix: write ssh://git@git.example.com/platform/a.git, or "engines: [argocd]"';
    expect(gitops('engines: [flux]', short)).toEqual([problem]);
    expect(gitops('revision: main', short)).toEqual([problem]);
    expect(gitops('engines: [argocd]', short)).toEqual([]);
    expect(gitops('engines: [flux]', 'ssh://git@git.example.com/platform/a.git')).toEqual([]);
  });

  it('may not be none, or another one', () => {
    expect(gitops('engines: []').map((problem) => problem.split('\n')[0])).toEqual([
      'p.yaml:6:65: gitops.engines: expected at least 1 entry, found 0',
    ]);
    expect(gitops('engines: [helm]').map((problem) => problem.split('\n')[0])).toEqual([
      'p.yaml:6:66: gitops.engines[0]: expected argocd or flux, found "helm"',
    ]);
  });
});

describe('signed commits', () => {
  const gitops = (settings: string) =>
    problemsIn(profileText({ gitops: `{ repository: "https://git.example.com/a.git", ${settings} }` })).map(
      (problem) => problem.replace(/^p\.yaml:\d+:\d+: gitops\./, '').split('\n')[0],
    );
  const KEY = '4AEE18F83AFDEB23';
  const ARGOCD = `argocd: { signatureKeys: [${KEY}] }`;
  const FLUX = 'flux: { verify: { secret: signers } }';

  it('may be asked for by each engine that is rendered', () => {
    expect(gitops(`engines: [argocd], ${ARGOCD}`)).toEqual([]);
    expect(gitops(`engines: [flux], ${FLUX}`)).toEqual([]);
    expect(gitops(`${ARGOCD}, ${FLUX}`)).toEqual([]);
    expect(
      gitops(`engines: [argocd], argocd: { signatureKeys: [${'0123456789ABCDEF'.repeat(3).slice(0, 40)}] }`),
    ).toEqual([]);
  });

  it('are asked for by both engines or by none: the other one would take any', () => {
    expect(gitops(ARGOCD)).toEqual([expect.stringMatching(/^flux\.verify: missing, and the other engine/)]);
    expect(gitops(FLUX)).toEqual([expect.stringMatching(/^argocd\.signatureKeys: missing, and the other/)]);
  });

  it('and an account are refused where the engine is not rendered', () => {
    expect(gitops(`engines: [flux], ${ARGOCD}, ${FLUX}`)).toEqual([
      'argocd.signatureKeys: has no effect without "engines: [argocd]"',
    ]);
    expect(gitops(`engines: [argocd], ${ARGOCD}, ${FLUX}`)).toEqual([
      'flux.verify: has no effect without "engines: [flux]"',
    ]);
    expect(gitops('engines: [argocd], flux: { serviceAccountName: applier }')).toEqual([
      'flux.serviceAccountName: has no effect without "engines: [flux]"',
    ]);
  });

  // Argo CD takes the last 16 of 16 or 40 digits and compares them as text with what gpg prints, in upper case.
  it.each([
    ['in lower case', KEY.toLowerCase()],
    ['of 8 digits, which collide', KEY.slice(8)],
    ['with a prefix', `"0x${KEY}"`],
    ['with blanks', '"4AEE 18F8 3AFD EB23"'],
    ['of 15 digits', KEY.slice(1)],
    ['of 17 digits', `${KEY}0`],
    ['of 39 digits', 'A'.repeat(39)],
    ['that are no digits', 'G'.repeat(16)],
    ['of a person', 'jane@example.com'],
  ])('are not by a key %s', (_, key) => {
    expect(gitops(`engines: [argocd], argocd: { signatureKeys: [${key}] }`)).toEqual([
      expect.stringMatching(/^argocd\.signatureKeys\[0\]: expected the ID of a GnuPG key/),
    ]);
  });

  it('need at least one key', () => {
    expect(gitops('engines: [argocd], argocd: { signatureKeys: [] }')).toEqual([
      'argocd.signatureKeys: expected at least 1 entry, found 0',
    ]);
  });

  it('are not asked of an Argo CD that is not known to look at them', () => {
    const version = (text: string) =>
      gitops(`engines: [argocd], argocd: { version: "${text}", signatureKeys: [${KEY}] }`);
    expect(version('3.5')).toEqual([]);
    expect(version('4.0')).toEqual([
      expect.stringMatching(/^argocd\.signatureKeys: Argo CD 4\.0 is not known/),
    ]);
  });

  it.each(['Tag', 'TagAndHEAD'])('of a tag need one: %s', (mode) => {
    const flux = `engines: [flux], flux: { verify: { secret: signers, mode: ${mode} } }`;
    expect(gitops(`${flux}, revision: refs/tags/v1`)).toEqual([]);
    for (const revision of ['main', 'v1', 'refs/heads/main', '0123456789abcdef0123456789abcdef01234567']) {
      expect(gitops(`${flux}, revision: "${revision}"`)).toEqual([
        `flux.verify.mode: ${mode} asks for the signature of a tag, and revision "${revision}" names none`,
      ]);
    }
  });

  it('have keys in a Secret of their own', () => {
    expect(gitops('engines: [flux], flux: { secret: a, verify: { secret: a } }')).toEqual([
      expect.stringMatching(/^flux\.verify\.secret: is the Secret with which the repository is read/),
    ]);
    expect(gitops('engines: [flux], flux: { secret: a, verify: { secret: b } }')).toEqual([]);
  });
});

describe('the account of Flux', () => {
  const gitops = (name: string) =>
    problemsIn(
      profileText({
        gitops: `{ repository: "https://git.example.com/a.git", flux: { serviceAccountName: ${name} } }`,
      }),
    );

  it('is one of its own', () => {
    expect(gitops('coco-gitops')).toEqual([]);
    for (const name of ['kustomize-controller', 'default', 'source-controller']) {
      expect(gitops(name)).toEqual([
        expect.stringContaining(`"${name}" is an account that is there already`),
      ]);
    }
  });
});
