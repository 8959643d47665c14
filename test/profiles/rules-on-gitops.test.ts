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
