import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { isSealedValue } from 'kube-strict/ground/sealed-value.ts';
import { describe, expect, it } from 'vitest';
import { sealValue } from '../../../cli/seal/encrypt.ts';
import { unseal } from './unseal.ts';

const CONTROLLER = generateKeyPairSync('rsa', { modulusLength: 2048 });
const OTHER = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PLACE = { namespace: 'intel-dcap', name: 'pccs-secrets' };
const LABELS = {
  strict: 'intel-dcap/pccs-secrets',
  'namespace-wide': 'intel-dcap',
  'cluster-wide': '',
} as const;
const SCOPES = Object.keys(LABELS) as (keyof typeof LABELS)[];

describe('a sealed value', () => {
  it.each(SCOPES)('of scope %s is opened by the controller for its place, whatever it is', (scope) => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 5000 }), (value) => {
        const sealed = sealValue(value, CONTROLLER.publicKey, { ...PLACE, scope });
        expect(isSealedValue(sealed)).toBe(value !== '');
        expect(unseal(sealed, CONTROLLER.privateKey, LABELS[scope])).toBe(Buffer.from(value).toString());
      }),
      { numRuns: 30 },
    );
  });

  it.each(SCOPES)('of scope %s is opened for no other place, nor as one of another scope', (scope) => {
    const sealed = sealValue('hunter2', CONTROLLER.publicKey, { ...PLACE, scope });
    const others = [...Object.values(LABELS), 'intel-dcap/qgs-secrets', 'default', 'default/pccs-secrets'];
    for (const label of others.filter((other) => other !== LABELS[scope])) {
      expect(() => unseal(sealed, CONTROLLER.privateKey, label)).toThrow();
    }
    expect(() => unseal(sealed, OTHER.privateKey, LABELS[scope])).toThrow();
  });

  it('cannot be changed', () => {
    const sealed = Buffer.from(
      sealValue('hunter2', CONTROLLER.publicKey, { ...PLACE, scope: 'strict' }),
      'base64',
    );
    for (const at of [10, sealed.length - 20, sealed.length - 1]) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(() => unseal(changed.toString('base64'), CONTROLLER.privateKey, LABELS.strict)).toThrow();
    }
  });

  it('is another one each time, and shows nothing of the value', () => {
    const seal = () => sealValue('hunter2', CONTROLLER.publicKey, { ...PLACE, scope: 'strict' });
    expect(new Set(Array.from({ length: 10 }, seal)).size).toBe(10);
    expect(Buffer.from(seal(), 'base64').toString('latin1')).not.toContain('hunter2');
  });
});
