import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { profileText } from '../profiles/profile-text.ts';
import { fixture, fixtureText } from './seal/fixtures.ts';
import { ALL, FILES, IMAGE, SECRETS } from './support/files-with-secrets.ts';
import { filesBelow, formsOf, type Leak, leaksIn, withoutLinesOf } from './support/leaks.ts';
import { type Ended, runProgram, spawnProgram, workspace } from './support/program.ts';

const ENVIRONMENT = {
  PCCS_API_KEY: SECRETS.apiKey,
  PCCS_USER_TOKEN: SECRETS.userToken,
  PCCS_ADMIN_TOKEN: SECRETS.adminToken,
};
const FORMATS = ['text', 'json', 'junit', 'sarif', 'github'];

interface Run {
  readonly args: readonly string[];
  readonly status: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** Runs the program where nothing else is, and looks for secrets in all that it has left. */
function leaksOf(cwd: string, { args, env = ENVIRONMENT, input = '' }: Run): Ended & { leaks: unknown[] } {
  const before = filesBelow(cwd);
  // It reads the descriptor of the standard input.
  const runs = args[0] === 'seal' && input !== '' ? spawnProgram : runProgram;
  const ended = runs(args, { cwd, env: { ...env, TMPDIR: `${cwd}/tmp`, HOME: cwd }, input });
  const given = [...before.values(), input].join('\n');
  const written = [...filesBelow(cwd)].filter(([path, bytes]) => !before.get(path)?.equals(bytes));
  const outputs = new Map([
    ...written.map(([path, bytes]): [string, string] => [path, bytes.toString()]),
    ['standard output', ended.stdout],
    ['standard error', ended.stderr],
  ]);
  const leaks = [...outputs].flatMap(([where, text]) => {
    // Only `workload` hands back what was given: the manifest, line by line.
    const own = args[0] === 'workload' && where !== 'standard error' ? withoutLinesOf(text, given) : text;
    return leaksIn(Buffer.from(own), ALL).map((leak) => ({ where, ...leak }));
  });
  return { ...ended, leaks };
}

const folder = () => workspace({ ...FILES, 'tmp/': '' });

const TLS = [
  '--from-file',
  `private.pem=${fixture('tls.key')}`,
  '--from-file',
  `file.crt=${fixture('tls.crt')}`,
];
const SEALING = ['-c', fixture('sealing.crt')];
const sealed = (...more: string[]) => ['seal', 'a', ...SEALING, ...TLS, ...more];
const { PCCS_API_KEY: _, ...WITHOUT_KEY } = ENVIRONMENT;

const SEAL: readonly (readonly [string, Run])[] = [
  ['into the standard output', { args: sealed(), status: 0 }],
  ['for a file, cluster-wide', { args: sealed('--scope', 'cluster-wide'), status: 0 }],
  ['into the profile', { args: sealed('--write'), status: 0 }],
  ['from a file', { args: sealed('--from-file', 'PCCS_API_KEY=api-key.txt'), env: WITHOUT_KEY, status: 0 }],
  ['without any value', { args: ['seal', 'a', ...SEALING], env: {}, status: 2 }],
  ['twice', { args: sealed('--from-file', 'PCCS_API_KEY=api-key.txt'), status: 2 }],
  ...['empty.txt', 'large.txt', 'blank.txt', 'tmp', 'none', SECRETS.apiKey].map(
    (path): readonly [string, Run] => [
      `from ${path === SECRETS.apiKey ? 'the value in the place of a file' : path}`,
      { args: sealed('--from-file', `PCCS_API_KEY=${path}`), env: WITHOUT_KEY, status: 2 },
    ],
  ),
  ['a value alone', { args: sealed('--from-file', SECRETS.apiKey), status: 2 }],
  ['a value as an unknown option', { args: sealed(`--api-key=${SECRETS.apiKey}`), status: 2 }],
  ['a key as an unknown option', { args: sealed(`--private-key=${fixtureText('tls.key')}`), status: 2 }],
  ['a value as one argument too many', { args: sealed(SECRETS.apiKey), status: 2 }],
  [
    'the same token twice',
    { args: sealed(), env: { ...ENVIRONMENT, PCCS_ADMIN_TOKEN: SECRETS.userToken }, status: 2 },
  ],
  [
    'tokens of two lines',
    { args: sealed(), env: { ...ENVIRONMENT, PCCS_USER_TOKEN: `${SECRETS.userToken}\n\n` }, status: 2 },
  ],
  ...['expired.crt', 'future.crt', 'short.crt', 'elliptic.crt', 'sealing.key', 'tls.key'].map(
    (name): readonly [string, Run] => [
      `for ${name}`,
      { args: ['seal', 'a', '-c', fixture(name), ...TLS], status: 2 },
    ],
  ),
  [
    'for a key from the standard input',
    { args: ['seal', 'a', '-c', '-', ...TLS], input: fixtureText('sealing.key'), status: 2 },
  ],
  ...[
    ['tls.crt', 'tls.key'],
    ['tls.key', 'tls.key'],
    ['tls.key', 'sealing.crt'],
    ['tls-locked.key', 'tls.crt'],
    ['sealing.key', 'tls.crt'],
  ].map(([key, certificate]): readonly [string, Run] => [
    `TLS of ${key} and ${certificate}`,
    {
      args: [
        ...['seal', 'a', ...SEALING, '--from-file', `private.pem=${fixture(String(key))}`],
        ...['--from-file', `file.crt=${fixture(String(certificate))}`],
      ],
      status: 2,
    },
  ]),
  ...['snp', 'broken', 'plain', 'workload', 'none'].map((name): readonly [string, Run] => [
    `into the profile ${name}`,
    { args: ['seal', `other/${name}.yaml`, ...SEALING, ...TLS, '--write'], status: 2 },
  ]),
];

const OTHERS: readonly (readonly [string, Run])[] = [
  ['synth, of profiles with secrets', { args: ['synth', '-p', 'other'], status: 2 }],
  ['synth, to the standard output', { args: ['synth', '-p', 'other', '--stdout'], status: 2 }],
  ...FORMATS.map((format): readonly [string, Run] => [
    `check, as ${format}`,
    { args: ['check', '-o', format, '.'], status: 1 },
  ]),
  ...FORMATS.flatMap((format): (readonly [string, Run])[] => {
    const args = ['workload', '--initdata', 'plain.toml', '-o', format];
    return [
      [`workload, as ${format}`, { args: [...args, 'pod.yaml', 'secret.yaml'], status: 0 }],
      [`workload, into the file, as ${format}`, { args: [...args, 'pod.yaml', '--write'], status: 0 }],
      [`workload, refused, as ${format}`, { args: [...args, 'token.yaml', 'broken.yaml'], status: 1 }],
      [`workload, of what has initdata, as ${format}`, { args: [...args, 'confidential.yaml'], status: 1 }],
      [
        `workload, in place of the initdata that is there, as ${format}`,
        { args: [...args, 'confidential.yaml', '--replace-initdata'], status: 0 },
      ],
    ];
  }),
  [
    'workload, of broken initdata',
    { args: ['workload', 'pod.yaml', '--initdata', 'broken.toml'], status: 2 },
  ],
  ...['text', 'json'].flatMap((format): (readonly [string, Run])[] => [
    ...['initdata.toml', 'value.txt', 'confidential.yaml'].flatMap((file): (readonly [string, Run])[] => [
      [
        `initdata inspect ${file}, as ${format}`,
        { args: ['initdata', 'inspect', file, '-o', format], status: 0 },
      ],
      [
        `initdata verify ${file}, as ${format}`,
        { args: ['initdata', 'verify', file, '-f', 'plain.toml', '-o', format], status: 1 },
      ],
    ]),
    [
      `initdata inspect of broken TOML, as ${format}`,
      { args: ['initdata', 'inspect', 'broken.toml', '-o', format], status: 1 },
    ],
    [
      `sealed-secret inspect, as ${format}`,
      { args: ['sealed-secret', 'inspect', 'secret.yaml', '-o', format], status: 1 },
    ],
    [
      `sealed-secret inspect of a value, as ${format}`,
      { args: ['sealed-secret', 'inspect', SECRETS.variable, '-o', format], status: 1 },
    ],
  ]),
  ['initdata inspect of a Secret', { args: ['initdata', 'inspect', 'broken.yaml'], status: 2 }],
  ['initdata build of broken TOML', { args: ['initdata', 'build', '-f', 'broken.toml'], status: 2 }],
  [
    'initdata build, digests',
    { args: ['initdata', 'build', '-f', 'initdata.toml', '-o', 'digests'], status: 0 },
  ],
  [
    'sealed-secret inspect of what is broken',
    { args: ['sealed-secret', 'inspect', 'broken.yaml'], status: 2 },
  ],
  ['sealed-secret build of a value', { args: ['sealed-secret', 'build', SECRETS.variable], status: 2 }],
  [
    'sealed-secret build of a key with a value',
    { args: ['sealed-secret', 'build', '--secret', 'db', '--key', `p=${SECRETS.variable}`], status: 2 },
  ],
  [
    'sealed-secret build of a value as an unknown option',
    { args: ['sealed-secret', 'build', `--value=${SECRETS.variable}`], status: 2 },
  ],
];

describe('no secret gets out of', () => {
  it.each(SEAL)('seal, %s', (_name, run) => {
    const { status, stdout, stderr, leaks } = leaksOf(folder(), run);
    expect({ status, leaks }).toEqual({ status: run.status, leaks: [] });
    expect(stdout + stderr).not.toBe('');
  });

  it('synth of what was sealed, nor of what is only in the environment', () => {
    const cwd = folder();
    expect(leaksOf(cwd, { args: sealed('--write'), status: 0 })).toMatchObject({ status: 0, leaks: [] });
    for (const more of [['--stdout'], [], ['--check']]) {
      expect(leaksOf(cwd, { args: ['synth', ...more], status: 0 })).toMatchObject({ status: 0, leaks: [] });
    }
    expect([...filesBelow(`${cwd}/dist`).keys()].some((path) => path.includes('sealedsecret'))).toBe(true);
  });

  it.each(OTHERS)('%s', (_name, run) => {
    const { status, stdout, stderr, leaks } = leaksOf(folder(), run);
    expect({ status, leaks }).toEqual({ status: run.status, leaks: [] });
    expect(stdout + stderr).not.toBe('');
  });
});

describe('the search for secrets', () => {
  const searched = (text: string): Leak[] => leaksIn(Buffer.from(text), ALL);

  it.each(Object.entries(ALL))('finds %s in each of its forms, wherever it stands', (secret, value) => {
    for (const [form, text] of formsOf(value)) {
      expect(searched(`{"a": "${text}"}`)).toContainEqual({ secret, form });
    }
    for (const length of [0, 1, 2, 3, 4, 5]) {
      const surrounded = Buffer.concat([randomBytes(length), Buffer.from(value), randomBytes(length)]);
      expect(searched(`x: ${surrounded.toString('base64')}`).map((leak) => leak.secret)).toContain(secret);
      expect(searched(surrounded.toString('base64url')).map((leak) => leak.secret)).toContain(secret);
    }
    const packed = gzipSync(`a = '${value}'`).toString('base64');
    expect(searched(`a: ${packed}\n`)).toContainEqual({ secret, form: 'packed, plain' });
    expect(searched('nothing of it')).toEqual([]);
  });

  it('finds what a command lets out that is told to, and what was written into a file', () => {
    const built = leaksOf(folder(), { args: ['initdata', 'build', '-f', 'initdata.toml'], status: 0 });
    expect(built.leaks).toContainEqual({
      where: 'standard output',
      secret: 'initdata',
      form: 'packed, plain',
    });
    const resource = `kbs:///default/db/${SECRETS.token}`;
    const reference = leaksOf(folder(), { args: ['sealed-secret', 'build', resource], status: 0 });
    expect(reference.leaks.length).toBeGreaterThan(0);
    const cwd = workspace({
      'tmp/': '',
      'profiles/a.yaml': profileText({
        workloads: JSON.stringify([{ name: 'a', image: IMAGE, env: { MODE: SECRETS.variable } }]),
      }),
    });
    const rendered = leaksOf(cwd, { args: ['synth'], status: 0 });
    expect(rendered.leaks).toContainEqual(
      expect.objectContaining({ where: expect.stringContaining('pod.'), secret: 'variable' }),
    );
  });
});
