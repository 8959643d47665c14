import { createHash } from 'node:crypto';
import { encodeInitdata } from '../../../constructs/initdata/initdata.ts';
import { INITDATA_ANNOTATION } from '../../../initdata/annotation.ts';
import { readInitdata } from '../../../initdata/read.ts';
import { profileText } from '../../profiles/profile-text.ts';
import { tomlWith } from '../initdata/support/initdata.ts';
import { fixtureText } from '../seal/fixtures.ts';
import { TOML as PLAIN_TOML } from '../workload/support/workload.ts';

/** What no run may let out. They have characters that URLs, JSON and base64 write in other ways. */
export const SECRETS = {
  apiKey: 'Ap1"&\\key>for?intel',
  userToken: 'us3r"&\\token>of?nodes<0c4f9b71e2d8a536',
  adminToken: 'adm1n"&\\token>of?pccs<93ad50f6b8e72c41',
  // A line of it: YAML and JSON write the breaks between lines in many ways.
  tlsKey: fixtureText('tls.key').split('\n')[2] ?? '',
  sealingKey: fixtureText('sealing.key').split('\n')[2] ?? '',
  variable: 'pa55>word?of"&\\app',
  secretData: 'db>pa55?of"&\\secret',
  registryAuth: Buffer.from('robot:pa55>of?registry').toString('base64'),
  initdata: 'c0de>word?in&initdata',
  token: `ghp_${'aB3'.repeat(12)}`,
};
export const HASHES = {
  userTokenHash: createHash('sha512').update(SECRETS.userToken).digest('hex'),
  adminTokenHash: createHash('sha512').update(SECRETS.adminToken).digest('hex'),
};

/** All that must not be found. */
export const ALL = { ...SECRETS, ...HASHES };

export const IMAGE = `registry.corp.internal/app@sha256:${'0'.repeat(64)}`;

const TOML = tomlWith({
  aa: `secret = '${SECRETS.initdata}'\n[token_configs.kbs]\nurl = 'https://kbs.corp.internal'`,
  cdh: `[kbc]\nname = 'cc_kbc'\nurl = 'https://kbs.corp.internal'\ntoken = '${SECRETS.initdata}'`,
  policy: readInitdata(PLAIN_TOML).policy ?? '',
  more: `"credentials.json" = '${SECRETS.initdata}'`,
});

const pod = (variable: string, initdata = '') => `apiVersion: v1
kind: Pod
metadata:
  name: app
  namespace: team
  annotations:
    ${initdata === '' ? 'a: b' : `${INITDATA_ANNOTATION}: ${initdata}`}
spec:
${initdata === '' ? '' : '  runtimeClassName: kata-cc\n'}  containers:
    - name: app
      image: ${IMAGE}
      env:
        - name: PASSWORD
          value: ${JSON.stringify(variable)}
`;
const SECRET_MANIFEST = `apiVersion: v1
kind: Secret
metadata:
  name: db
  namespace: team
stringData:
  password: ${JSON.stringify(SECRETS.secretData)}
---
apiVersion: v1
kind: Secret
metadata:
  name: pull
  namespace: team
type: kubernetes.io/dockerconfigjson
data:
  .dockerconfigjson: ${Buffer.from(JSON.stringify({ auths: { r: { auth: SECRETS.registryAuth } } })).toString('base64')}
`;
const BROKEN_SECRET = `${SECRET_MANIFEST}dta: {p: ${JSON.stringify(SECRETS.secretData)}}\n---\nkind: Secret\nstringData:\n  p: "${SECRETS.token}\n`;

/** Files with secrets, as users may have them. */
export const FILES: Readonly<Record<string, string>> = {
  'profiles/a.yaml': profileText({ tee: 'tdx', pccs: '{ node: cp-0 }' }),
  'other/snp.yaml': profileText(),
  'other/broken.yaml': `tee: tdx\npccs: { secrets: { source: sealed-secrets, encrypted: "${SECRETS.token}\n`,
  'other/plain.yaml': profileText({
    tee: 'tdx',
    pccs: `{ node: a, secrets: ${JSON.stringify({
      source: 'sealed-secrets',
      PCCS_API_KEY: SECRETS.apiKey,
      encrypted: {
        'pccs-secrets': { PCCS_API_KEY: SECRETS.apiKey, PCCS_USER_TOKEN_HASH: HASHES.userTokenHash },
        'qgs-secrets': SECRETS.userToken,
        'pccs-tls': { 'private.pem': [fixtureText('tls.key')] },
      },
    })}, proxy: "http://u:${SECRETS.token}@proxy" }`,
    trustee: `{ url: "https://u:${SECRETS.token}@kbs", certificate: ${JSON.stringify(fixtureText('tls.key'))} }`,
    initdata: JSON.stringify({
      registryCertificates: fixtureText('tls.key'),
      registryCredentials: `https://u:${SECRETS.token}@registry`,
    }),
  }),
  'other/workload.yaml': profileText({
    workloads: JSON.stringify([
      {
        name: 'a',
        image: IMAGE,
        env: { PASSWORD: SECRETS.variable, A: SECRETS.token },
        args: [SECRETS.token],
      },
    ]),
  }),
  'secret.yaml': SECRET_MANIFEST,
  'broken.yaml': BROKEN_SECRET,
  'pod.yaml': pod(SECRETS.variable),
  'token.yaml': pod(SECRETS.token),
  'confidential.yaml': pod(SECRETS.variable, encodeInitdata(TOML)),
  'initdata.toml': TOML,
  'plain.toml': PLAIN_TOML,
  'broken.toml': `x = ${SECRETS.initdata}`,
  'api-key.txt': SECRETS.apiKey,
  'empty.txt': '',
  'large.txt': SECRETS.apiKey.repeat(10_000),
  'blank.txt': `${SECRETS.apiKey} ${SECRETS.apiKey}`,
  'value.txt': encodeInitdata(TOML),
};
