import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isKbsResource, readSealedSecret, sealReference } from '../../initdata/sealed-secret.ts';

/** The example of guest-components, SEALED_SECRET.md: JSON over several lines, that points to a resource. */
const EXAMPLE_CONTENT = JSON.stringify(
  {
    version: '0.1.0',
    type: 'vault',
    name: 'kbs:///default/sealed-secret/test',
    provider: 'kbs',
    provider_settings: {},
    annotations: {},
  },
  null,
  4,
);

function seal(content: string, header = 'fakejwsheader'): string {
  return `sealed.${header}.${Buffer.from(content).toString('base64url')}.fakesignature`;
}

const segment = fc.stringMatching(/^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,20}$/);

describe('a reference to a KBS resource', () => {
  it('has four parts, is base64url without padding, and reads back as it was', () => {
    fc.assert(
      fc.property(segment, segment, segment, (repository, type, tag) => {
        const name = `kbs:///${repository}/${type}/${tag}`;
        const sealed = sealReference(name);
        expect(sealed).toMatch(/^sealed\.fakejwsheader\.[A-Za-z0-9_-]+\.fakesignature$/);
        expect(readSealedSecret(sealed)).toEqual({ type: 'vault', provider: 'kbs', name });
      }),
    );
  });

  it('holds the content that the confidential data hub asks for', () => {
    const [, , content = ''] = sealReference('kbs:///default/sealed-secret/test').split('.');
    expect(JSON.parse(Buffer.from(content, 'base64url').toString())).toEqual(JSON.parse(EXAMPLE_CONTENT));
  });

  it.each([
    'hunter2',
    '',
    'kbs:///default/password',
    'kbs:///default/db/password/more',
    'kbs://kbs.example.com/default/db/password',
    'https:///default/db/password',
    'kbs:///default//password',
    'kbs:///default/../password',
    'kbs:///default/db/.',
    'kbs:///default/db/pass word',
    'kbs:///default/db/password\n',
    ' kbs:///default/db/password',
    'kbs:///default/db/password?x',
    `kbs:///default/db/${'p'.repeat(1100)}`,
  ])('is refused for what is none: %j', (text) => {
    expect(isKbsResource(text)).toBe(false);
    expect(() => sealReference(text)).toThrow(RangeError);
  });
});

describe('a sealed secret', () => {
  it('is read as guest-components writes it', () => {
    expect(readSealedSecret(seal(EXAMPLE_CONTENT))).toEqual({
      type: 'vault',
      provider: 'kbs',
      name: 'kbs:///default/sealed-secret/test',
    });
  });

  it('can be an envelope, and name who signed it', () => {
    const envelope = {
      version: '0.1.0',
      type: 'envelope',
      provider: 'aliyun',
      key_id: 'key-1',
      encrypted_key: 'YQ==',
      encrypted_data: 'YQ==',
      wrap_type: 'A256GCM',
      iv: 'YQ==',
      provider_settings: {},
      annotations: {},
    };
    const header = Buffer.from('{"alg":"ES256","kid":"kbs:///default/keys/signer"}').toString('base64url');
    expect(readSealedSecret(seal(JSON.stringify(envelope), header))).toEqual({
      type: 'envelope',
      provider: 'aliyun',
      name: 'key-1',
      signedBy: 'kbs:///default/keys/signer',
    });
    const { iv: _, ...less } = envelope;
    expect(readSealedSecret(seal(JSON.stringify(less)))).toEqual({
      fault: 'it lacks iv, or they have another type',
    });
  });

  it('has a fault for anything else, and never throws', () => {
    const content = fc.oneof(fc.string(), fc.json());
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          content.map((text) => seal(text)),
          fc.constant('sealed...'),
        ),
        (text) => {
          expect(Object.keys(readSealedSecret(text))).toEqual(['fault']);
        },
      ),
    );
  });
});
