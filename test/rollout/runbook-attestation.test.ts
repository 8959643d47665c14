import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { kubernetesCatalog } from 'kube-strict/test/validation/support/catalogs.ts';
import { validateObject } from 'kube-strict/validation/validate.ts';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { clusterTree } from '../../render/cluster-tree.ts';
import { clusterOf, fieldsNamed, ofKind, syncedObjects } from '../clusters/support/clusters.ts';
import { tempFolder } from '../render/output/support/temp-folder.ts';
import { SEALED } from '../support/sealed.ts';

const TDX = { tee: 'tdx', gpu: 'none', topology: 'multi-node' } as const;
const CERT_MANAGER = { source: 'cert-manager', issuer: { name: 'ca' } };
const CLAIM = { type: 'persistent-volume-claim' };

const hasBash = ['bash', 'openssl', 'sha512sum'].every(
  (name) => spawnSync(name, ['--version']).error === undefined,
);

function clusterWith(pccs: object, engines = ['argocd', 'flux']) {
  const gitops = { repository: 'https://git.example.com/a.git', engines };
  return clusterOf(TDX, { pccs: { node: 'cp-0', ...pccs }, gitops });
}

function runbookOf(pccs: object, engines?: string[]): string {
  return clusterTree([clusterWith(pccs, engines)], new Map()).get('p/README.md') ?? '';
}

function section(text: string, heading: string): string {
  return text.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
}

function secretsIn(text: string): string[] {
  return [...section(text, 'Begin').matchAll(/^\| `intel-dcap` \| `([\w-]+)` \| (.*) \|$/gm)].map(
    ([, name, keys]) => `${name}: ${keys?.replaceAll('`', '')}`,
  );
}

const TOKENS = [
  'pccs-secrets: PCCS_API_KEY, PCCS_USER_TOKEN_HASH, PCCS_ADMIN_TOKEN_HASH',
  'qgs-secrets: USER_TOKEN',
];
const ALL = [...TOKENS, 'pccs-tls: private.pem, file.crt'];

describe('the Secrets in the runbook', () => {
  it('are listed with their keys, and with commands to make them', () => {
    const text = runbookOf({});
    expect(secretsIn(text)).toEqual(ALL);
    expect(section(text, 'Begin')).toContain('They are never in Git');
    expect(section(text, 'Begin').match(/oc create secret generic [\w-]+/g)).toHaveLength(3);
  });

  it('are made by the controller when they are sealed, which has to be there', () => {
    const text = runbookOf({ tls: CERT_MANAGER, secrets: { source: 'sealed-secrets', encrypted: SEALED } });
    expect(secretsIn(text)).toEqual(TOKENS);
    expect(section(text, 'Begin')).toContain(
      'The Sealed Secrets controller has to be there before the first sync',
    );
    expect(text).not.toContain('oc create secret');
    for (const value of fieldsNamed(SEALED, 'PCCS_API_KEY')) expect(text).not.toContain(value);
  });

  it('are made from a store, which has to be there', () => {
    const text = runbookOf({ secrets: { source: 'external-secrets', store: { name: 'vault' } } });
    expect(secretsIn(text)).toEqual(ALL);
    expect(section(text, 'Begin')).toContain('External Secrets Operator and the store');
    expect(text).not.toContain('oc create secret');
  });

  it('do not have the certificate when cert-manager makes it, and say how a new one is served', () => {
    const begin = section(runbookOf({ tls: CERT_MANAGER }), 'Begin');
    expect(begin).toContain('cert-manager and the issuer that the profile names have to be there');
    expect(begin).toContain('`oc delete pod -n intel-dcap -l app=pccs`');
    expect(begin).not.toContain('openssl req');
  });

  it.skipIf(!hasBash)('are what the commands make (skipped without bash, openssl and sha512sum)', () => {
    const script = /```bash\n([\s\S]*?)```/.exec(section(runbookOf({}), 'Begin'))?.[1] ?? '';
    const cwd = tempFolder();
    // Keeps the files of each Secret, and shows the arguments.
    const oc = [
      '#!/bin/bash',
      'echo "$@"',
      'name=$4; shift 6; mkdir "$name"',
      `for entry; do entry=\${entry#--from-file=}; cat "\${entry#*=}" > "$name/$(basename "\${entry%%=*}")"; done`,
    ];
    writeFileSync(`${cwd}/oc`, `${oc.join('\n')}\n`);
    chmodSync(`${cwd}/oc`, 0o755);
    const { status, stdout } = spawnSync('bash', ['-ec', script], {
      cwd,
      input: 'the-key\n',
      encoding: 'utf8',
      env: { ...process.env, PATH: `${cwd}:${process.env['PATH']}` },
    });
    expect(status).toBe(0);
    const files = (secret: string) =>
      Object.fromEntries(
        readdirSync(`${cwd}/${secret}`).map((name) => [
          name,
          readFileSync(`${cwd}/${secret}/${name}`, 'utf8'),
        ]),
      );
    const { USER_TOKEN = '' } = files('qgs-secrets');
    const { PCCS_API_KEY, PCCS_USER_TOKEN_HASH, PCCS_ADMIN_TOKEN_HASH = '' } = files('pccs-secrets');
    expect(USER_TOKEN).toMatch(/^[0-9a-f]{64}$/);
    expect(PCCS_API_KEY).toBe('the-key');
    expect(PCCS_USER_TOKEN_HASH).toBe(createHash('sha512').update(USER_TOKEN).digest('hex'));
    expect(PCCS_ADMIN_TOKEN_HASH).toMatch(/^[0-9a-f]{128}$/);
    expect(PCCS_ADMIN_TOKEN_HASH).not.toBe(PCCS_USER_TOKEN_HASH);
    // They run in a clone, from which a key that is left behind could be pushed.
    expect(readdirSync(cwd)).not.toContain('private.pem');
    const tls = files('pccs-tls');
    expect(tls['private.pem']).toContain('PRIVATE KEY');
    expect(tls['file.crt']).toContain('BEGIN CERTIFICATE');
    for (const value of ['the-key', USER_TOKEN]) expect(stdout).not.toContain(value);
  });
});

describe('the database of PCCS in the runbook', () => {
  it('is said to be lost for good where nothing copies it, with what that costs', () => {
    const text = section(runbookOf({}), 'PCCS database');
    expect(text).toContain('in `/var/cache/pccs` of node `cp-0`, on the disk of that node alone');
    expect(text).toContain('**Nothing copies it.**');
    expect(text).toContain('SGX factory reset');
    expect(text).not.toContain('pccs-restore');
    const onClaim = section(runbookOf({ storage: CLAIM }), 'PCCS database');
    expect(onClaim).toContain('in volume claim `pccs-database`');
    expect(onClaim).toContain('**Nothing copies it.**');
  });

  it.each([
    ['the node', {}],
    ['a claim', { storage: CLAIM, node: undefined }],
  ])(
    'is restored by a pod that a server and the security constraints of PCCS allow, on %s',
    (_, settings) => {
      const pccs = { backup: { keep: 5, schedule: '30 2 * * *' }, ...settings };
      const text = section(runbookOf(pccs), 'PCCS database');
      expect(text).not.toContain('Nothing copies it');
      expect(text).toContain('at `30 2 * * *` (UTC) and keeps 5 copies');
      const pod = parse(/<<'END'\n([\s\S]*?)\nEND\n/.exec(text)?.[1] ?? '');
      expect(validateObject(pod, kubernetesCatalog).findings).toEqual([]);
      const objects = syncedObjects(clusterWith(pccs));
      const [deployment] = ofKind(objects, 'Deployment').map(
        (object) => (object['spec'] as { template: { spec: Record<string, unknown> } }).template.spec,
      );
      const { serviceAccountName, nodeSelector, tolerations } = deployment ?? {};
      expect(pod.spec).toMatchObject({ serviceAccountName, nodeSelector, tolerations });
      const claims = ofKind(objects, 'PersistentVolumeClaim').map(({ metadata }) => metadata.name);
      expect(claims).toEqual(expect.arrayContaining(fieldsNamed(pod, 'claimName') as string[]));
      const scc = ofKind(objects, 'SecurityContextConstraints').find(
        ({ metadata }) => metadata.name === pod.metadata.annotations['openshift.io/required-scc'],
      );
      const types = (pod.spec.volumes as object[])
        .flatMap((volume) => Object.keys(volume))
        .filter((key) => key !== 'name');
      expect(scc?.['volumes']).toEqual(expect.arrayContaining(types));
    },
  );

  it('is restored while no engine starts PCCS, and each goes on in the end', () => {
    const commands = (engines: string[]) =>
      section(runbookOf({ backup: {} }, engines), 'PCCS database')
        .split('To restore it')[1]
        ?.split('\n')
        .filter((line) => /^(oc|flux) /.test(line)) ?? [];
    const hold =
      'oc patch application coco-p -n openshift-gitops --type merge -p \'{"spec":{"syncPolicy":{"automated":null}}}\'';
    const suspend = 'flux suspend kustomization coco-p-70-attestation -n flux-system';
    const stop = 'oc scale deployment/pccs -n intel-dcap --replicas 0';
    const resume = 'flux resume kustomization coco-p-70-attestation -n flux-system';
    const [both, argocd, flux] = [['argocd', 'flux'], ['argocd'], ['flux']].map(commands);
    expect(both?.slice(0, 3)).toEqual([hold, suspend, stop]);
    expect(both?.slice(-2)).toEqual(['oc apply -k dist/p/argocd', resume]);
    expect(argocd?.slice(0, 2)).toEqual([hold, stop]);
    expect(argocd?.at(-1)).toBe('oc apply -k dist/p/argocd');
    expect(flux?.slice(0, 2)).toEqual([suspend, stop]);
    expect(flux?.at(-1)).toBe(resume);
    const names = ofKind(clusterWith({}).flux?.objects ?? [], 'Kustomization').map(
      ({ metadata }) => metadata.name,
    );
    expect(names).toContain('coco-p-70-attestation');
  });

  it.skipIf(!hasBash)(
    'is replaced by the copy, with nothing of the old one left (skipped without bash)',
    () => {
      const text = section(runbookOf({ backup: {} }), 'PCCS database');
      const command = /sh -ec '(.*)' NAME$/m.exec(text)?.[1] ?? '';
      const folder = tempFolder();
      const files = { 'pckcache.db': 'old', 'pckcache.db-journal': 'old', 'copy.db': 'new' };
      for (const [name, content] of Object.entries(files)) writeFileSync(`${folder}/${name}`, content);
      const here = command.replace('cd /var/cache/pccs', `cd ${folder}`).replace('/backup/', `${folder}/`);
      expect(here).not.toBe(command);
      expect(spawnSync('sh', ['-ec', here, 'copy.db']).status).toBe(0);
      expect(readFileSync(`${folder}/pckcache.db`, 'utf8')).toBe('new');
      expect(readdirSync(folder).sort()).toEqual(['copy.db', 'pckcache.db']);
    },
  );
});
