import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { findProfiles } from '../../profiles/find.ts';
import { profileJsonSchema } from '../../profiles/json-schema.ts';
import { loadProfiles } from '../../profiles/load.ts';
import { SAMPLES } from '../support/samples.ts';
import { problemsIn, profileIn, profileText } from './profile-text.ts';

const FOLDER = fileURLToPath(new URL('../../profiles', import.meta.url));
/** Those at the root belong to whoever owns the repository. */
const BUILT_IN = findProfiles(`${SAMPLES}profiles`);

describe('the built-in profiles', () => {
  it('are tdx and snp on workers, gpu with SEV-SNP on workers, and sno with TDX', () => {
    const shapes = loadProfiles(BUILT_IN).map(({ name, tee, gpu, topology }) => ({
      name,
      tee,
      gpu,
      topology,
    }));
    expect(shapes).toEqual([
      { name: 'gpu', tee: 'snp', gpu: 'nvidia', topology: 'multi-node' },
      { name: 'sno', tee: 'tdx', gpu: 'none', topology: 'single-node' },
      { name: 'snp', tee: 'snp', gpu: 'none', topology: 'multi-node' },
      { name: 'tdx', tee: 'tdx', gpu: 'none', topology: 'multi-node' },
    ]);
  });

  it('each run the pod of the document, and with GPUs that of its GPU section', () => {
    const pods = loadProfiles(BUILT_IN).map(({ workloads }) =>
      workloads.map(({ name, gpus }) => `${name} ${gpus}`),
    );
    expect(pods).toEqual([
      ['ocp-cc-pod 0', 'sample-gpu-pod 1'],
      ['ocp-cc-pod 0'],
      ['ocp-cc-pod 0'],
      ['ocp-cc-pod 0'],
    ]);
  });

  it.each(BUILT_IN)('%s names the schema for editors in its first line', (file) => {
    expect(readFileSync(file, 'utf8').split('\n')[0]).toBe(
      '# yaml-language-server: $schema=./profile.schema.json',
    );
  });
});

describe('the JSON Schema for editors', () => {
  const validate = new Ajv2020({ strict: true, allErrors: true, useDefaults: false }).compile(
    JSON.parse(profileJsonSchema()),
  );

  it('is current (renew it with: npx vitest run test/profiles -u)', async () => {
    await expect(profileJsonSchema()).toMatchFileSnapshot(`${FOLDER}/profile.schema.json`);
  });

  it.each(BUILT_IN)('accepts %s', (file) => {
    expect(validate(parse(readFileSync(file, 'utf8'))) || validate.errors).toBe(true);
  });

  it.each([{ tee: 'tdy' }, { gpus: '1' }, { openshift: '"4.21"' }, { trustee: undefined }, { nodes: '[3]' }])(
    'refuses what the program refuses: %j',
    (changes) => {
      const text = profileText(changes);
      expect(validate(parse(text))).toBe(false);
      expect(problemsIn(text)).not.toEqual([]);
    },
  );
});

describe('every combination of TEE, GPU and topology', () => {
  const combinations = ['tdx', 'snp'].flatMap((tee) =>
    ['none', 'nvidia'].flatMap((gpu) =>
      ['multi-node', 'compact', 'single-node'].map((topology) => ({ tee, gpu, topology })),
    ),
  );

  it.each(combinations)('is accepted: $tee, gpu $gpu, $topology', (axes) => {
    const nodes = axes.topology === 'multi-node' ? '{ expected: 3 }' : undefined;
    const pccs = axes.tee === 'tdx' ? '{ node: control-plane-0.example.com }' : undefined;
    expect(profileIn(profileText({ ...axes, nodes, pccs }))).toMatchObject(axes);
  });
});
