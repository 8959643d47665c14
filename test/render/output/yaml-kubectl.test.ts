import { mkdirSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emitYaml } from '../../../render/output/yaml.ts';
import { readYamlLikeGo } from '../../../render/output/yaml-like-go.ts';
import { buildWithKustomize, hasKubectl, readWithKubectl } from './support/kubectl.ts';
import { NASTY, nastyString, nastyValue } from './support/nasty.ts';
import { tempFolder } from './support/temp-folder.ts';

const HEAD = { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'thing' } };

/** Characters and keys that kustomize loses whatever the file says; emitChecked refuses them. */
function survivesKustomize(text: string): boolean {
  return !/[\x7f-\x9f\ufffe\uffff]/.test(text) && text !== '<<';
}

function nastySpec(filter: (text: string) => boolean) {
  const texts = [...NASTY, ...fc.sample(nastyString, { numRuns: 3000, seed: 1 })].filter(filter);
  const values = fc
    .sample(nastyValue, { numRuns: 300, seed: 2 })
    .map((value) => JSON.parse(JSON.stringify(value)));
  return {
    texts,
    // Kustomize cannot read a longer key than 1022 characters.
    keys: Object.fromEntries(texts.map((text) => [text.slice(0, 1022), text])),
    values: values.filter((value) => filter(JSON.stringify(value)) && !JSON.stringify(value).includes('<<')),
    long: 'x y '.repeat(100_000),
    numbers: [0, -0, 420, -1.5, 1e-7, 2 ** 53 - 1, 123456789.123, 5e-324, 1.5e300],
  };
}

describe.skipIf(!hasKubectl)('YAML text (skipped without kubectl, the Go reader to compare with)', () => {
  it('is read by kubectl as the same object', () => {
    const file = `${tempFolder()}/thing.yaml`;
    const spec = nastySpec(() => true);
    writeFileSync(file, `# header\n${emitYaml({ ...HEAD, spec })}`);
    expect(readWithKubectl(file).spec).toEqual(JSON.parse(JSON.stringify(spec)));
  });

  it('passes through kustomize as the same object', () => {
    const folder = tempFolder();
    const spec = nastySpec(survivesKustomize);
    mkdirSync(`${folder}/in`);
    writeFileSync(`${folder}/in/thing.yaml`, emitYaml({ ...HEAD, spec }));
    writeFileSync(`${folder}/in/kustomization.yaml`, emitYaml({ resources: ['thing.yaml'] }));
    writeFileSync(`${folder}/out.yaml`, buildWithKustomize(`${folder}/in`));
    expect(readWithKubectl(`${folder}/out.yaml`).spec).toEqual(JSON.parse(JSON.stringify(spec)));
  });

  it.each(['\u007f', '\u0085', '\u009f', '\ufffe', '\uffff'])(
    'cannot carry %j through kustomize',
    (character) => {
      const folder = tempFolder();
      writeFileSync(`${folder}/thing.yaml`, emitYaml({ ...HEAD, spec: { v: `a${character}b` } }));
      writeFileSync(`${folder}/kustomization.yaml`, emitYaml({ resources: ['thing.yaml'] }));
      let spec: unknown;
      try {
        spec = (readYamlLikeGo(buildWithKustomize(folder)) as { spec: unknown }).spec;
      } catch {
        // It fails outright for most of them.
      }
      expect(spec).not.toEqual({ v: `a${character}b` });
    },
  );

  it('reads plain scalars as kubectl does', () => {
    const file = `${tempFolder()}/thing.yaml`;
    const plain = fc
      .array(fc.constantFrom(...'0178.-+_eExXoObBaF:yYnN~'), { minLength: 1, maxLength: 7 })
      .map((pieces) => pieces.join(''))
      .filter((text) => !/^(?:[-?:]$|---)|:$/.test(text));
    const nasty = NASTY.filter((text) => /^[\w.+][\w.+:-]*$/.test(text) && !/^\.(inf|nan)$/.test(text));
    const list = [...nasty, ...fc.sample(plain, { numRuns: 20_000, seed: 3 })].map(
      (text) => `    - ${text}\n`,
    );
    const text = `${emitYaml(HEAD)}spec:\n  list:\n${list.join('')}`;
    writeFileSync(file, text);
    expect((readYamlLikeGo(text) as { spec: unknown }).spec).toEqual(readWithKubectl(file).spec);
  });
});
