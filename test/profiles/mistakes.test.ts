import { describe, expect, it } from 'vitest';
import { problemsIn, profileText } from './profile-text.ts';

const DIGEST = `sha256:${'0'.repeat(64)}`;

/** The only message about a profile with a change, without its place. */
function answer(changes: Record<string, string | undefined>): string {
  const problems = problemsIn(profileText(changes));
  expect(problems).toHaveLength(1);
  return (problems[0] ?? '').replace(/^p\.yaml:\d+:\d+: /, '');
}

describe('an image', () => {
  const of = (image: string) => answer({ images: `{ ubi: "${image}" }` });

  it.each([
    [`nginx@${DIGEST}`, `write docker.io/library/nginx@${DIGEST}, or the host of your registry`],
    [`library/nginx@${DIGEST}`, `write docker.io/library/nginx@${DIGEST}, or the host of your registry`],
    ['team/app:1', 'write docker.io/team/app:1@sha256:DIGEST, or the host of your registry; skopeo inspect'],
  ])('without a registry is refused with what it is short for: %s', (image, fix) => {
    expect(of(image)).toContain('images.ubi: expected an image with the host of its registry');
    expect(of(image)).toContain(`\n  fix: ${fix}`);
  });

  it.each([
    [`docker://quay.io/a@${DIGEST}`, 'without "docker://"', `write quay.io/a@${DIGEST}`],
    [`quay.io/Team/app@${DIGEST}`, 'in lower case', `write quay.io/team/app@${DIGEST}`],
    ['quay.io/a@sha256:00', 'there are 2 characters', 'docker://quay.io/a prints the digest'],
    ['quay.io/a@sha512:00', 'there is sha512', 'docker://quay.io/a prints the digest'],
  ])('is refused for its first fault: %s', (image, expected, fix) => {
    expect(of(image)).toContain(expected);
    expect(of(image)).toContain(fix);
  });

  it.each([`registry:5000/a@${DIGEST}`, `localhost/a@${DIGEST}`, `quay.io/a/b:1@${DIGEST}`])(
    'may be %s',
    (image) => {
      expect(problemsIn(profileText({ images: `{ ubi: "${image}" }` }))).toEqual([]);
    },
  );
});

describe('a text', () => {
  it.each([
    ['trustee', '{ url: kbs.corp.example }', 'write https://kbs.corp.example'],
    ['trustee', '{ url: "http://kbs.corp.example:8080/kbs" }', 'write https://kbs.corp.example:8080/kbs'],
    ['gitops', '{ repository: git.corp.example/a.git }', 'write https://git.corp.example/a.git'],
    [
      'gitops',
      '{ repository: ../clusters }',
      'write the URL by which the cluster reaches the repository; "git remote -v" shows yours',
    ],
    ['openshift', 'v4.21.9', 'write 4.21.9'],
    ['topology', 'sno', 'did you mean "single-node"?'],
    ['topology', 'three-node', 'did you mean "compact"?'],
    ['topology', 'multi', 'did you mean "multi-node"?'],
    ['tee', 'sev-snp', 'did you mean "snp"?'],
    ['gpu', 'true', 'did you mean "nvidia"?'],
    ['gpu', 'nvidia-h100', 'did you mean "nvidia"?'],
  ])('that is nearly right gets what is right: %s: %s', (key, value, fix) => {
    expect(answer({ [key]: value })).toContain(`\n  fix: ${fix}`);
  });

  it.each(['policy.rego', './policies/closed.rego', 'C:\\policy.rego'])(
    'that is a path is no agent policy: %s',
    (path) => {
      const text = answer({ initdata: `{ agentPolicy: '${path}' }` });
      expect(text).toMatch(
        /^initdata\.agentPolicy: expected the policy itself, found .* can only be the path of a file/,
      );
      expect(text).toContain('write "agentPolicy: |" and below it, indented, what is in that file');
    },
  );

  it('that may hold a token is not shown', () => {
    expect(answer({ trustee: '{ url: "kbs.corp.example/?token=hunter2" }' })).not.toContain('hunter2');
  });
});

describe('a key', () => {
  it.each([
    [{ gitops: '{ repository: https://git.corp.example/a.git, branch: main }' }, 'revision'],
    [{ gitops: '{ url: https://git.corp.example/a.git }' }, 'repository'],
    [{ operators: '{ osc: { channel: stable } }' }, 'sandboxedContainers'],
    [{ openshift: undefined, version: '4.21.9' }, 'openshift'],
  ])('that is known by another name is told its own: %j', (changes, name) => {
    expect(answer(changes)).toContain(`unknown key\n  fix: did you mean "${name}"`);
  });

  it('that is not indented is told where it belongs, and not that the one above is empty', () => {
    expect(answer({ nodes: '\nexpected: 3' })).toBe(
      'expected: unknown key\n  fix: write "expected:" below "nodes:"',
    );
  });

  it('whose value decides of others is judged without a guess', () => {
    expect(answer({ tee: 'tdx', pccs: '{ storage: pvc }' })).toContain('pccs.storage: expected a mapping');
  });
});

describe('a secret in a profile', () => {
  const FIX = 'fix: remove it, and ask for a new value if this one was pushed';

  it.each([
    ['{ node: a, secrets: { PCCS_API_KEY: 0123456789 } }', 'pccs.secrets.PCCS_API_KEY'],
    ['{ node: a, secrets: { source: existing, PCCS_API_KEY: 0123456789 } }', 'pccs.secrets.PCCS_API_KEY'],
    ['{ node: a, PCCS_USER_TOKEN_HASH: 0123456789 }', 'pccs.PCCS_USER_TOKEN_HASH'],
    ['{ node: a, apiKey: 0123456789 }', 'pccs.apiKey'],
    ['{ node: a, password: "0123456789" }', 'pccs.password'],
  ])('is refused by its name and never shown: %s', (pccs, path) => {
    const text = answer({ tee: 'tdx', pccs });
    expect(text).toContain(`${path}: unknown key with the name of a secret; no secret may be in a profile`);
    expect(text).toContain(FIX);
    expect(text).not.toContain('123456789');
  });
});

describe('a merge that Git did not finish', () => {
  const FIX =
    'fix: keep the lines that are right, and remove the lines that begin with <<<<<<<, =======, >>>>>>> or |||||||';
  const merge = '<<<<<<< HEAD\ngpu: none\n||||||| base\n=======\ngpu: nvidia\n>>>>>>> other\n';

  it('is named from its beginning to its end, and nothing else is said', () => {
    expect(problemsIn(`${profileText({ tee: 'x' })}${merge}${merge}`)).toEqual([
      `p.yaml:7:1: a merge that Git did not finish: lines 7 to 12 hold both sides\n  ${FIX}`,
      `p.yaml:13:1: a merge that Git did not finish: lines 13 to 18 hold both sides\n  ${FIX}`,
    ]);
    expect(problemsIn(`${profileText()}${merge}`.replaceAll('\n', '\r\n'))).toHaveLength(1);
  });

  it('is also named when one of its marks is gone', () => {
    expect(problemsIn(`${profileText()}<<<<<<< HEAD\n`)).toEqual([
      `p.yaml:7:1: a merge that Git did not finish begins here\n  ${FIX}`,
    ]);
    expect(problemsIn(`${profileText()}>>>>>>> other\n`)).toEqual([
      `p.yaml:7:1: a merge that Git did not finish ends here\n  ${FIX}`,
    ]);
  });

  it('is not seen in what only looks like one', () => {
    const agentPolicy = ['|', 'package agent_policy', '# <<<<<<< HEAD', '<<<<<<< HEAD'].join('\n    ');
    const problems = problemsIn(profileText({ initdata: `\n  agentPolicy: ${agentPolicy}` }));
    expect(problems.join()).not.toContain('did not finish');
  });
});
