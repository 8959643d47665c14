import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imagePolicyFaults } from '../../../initdata/guest-settings/image-policy.ts';
import { kbsResourceFault, resourceFault } from '../../../initdata/guest-settings/resource-uri.ts';

describe('the name of a resource', () => {
  it.each(['kbs:///a/b/c', 'kbs:///default/key/one-1.0', 'kbs:///a/b/c?x=1'])('is taken: %s', (uri) => {
    expect(kbsResourceFault(uri)).toBeUndefined();
    expect(resourceFault(uri)).toBeUndefined();
  });

  it.each([
    ['kbs:///a/b', 'error'],
    ['kbs:///a/b/c/d', 'error'],
    ['kbs:///a//c', 'error'],
    ['kbs:///', 'error'],
    ['kbs://a/b/c', 'error'],
    ['kbs:/a/b', 'error'],
    ['', 'error'],
    ['https://a/b/c', 'error'],
    ['default/key/one', 'error'],
    ['kbs://host/a/b/c', 'warning'],
    ['kbs://host:8080/a/b/c', 'warning'],
  ])('is told: %s', (uri, severity) => {
    expect(kbsResourceFault(uri)?.severity).toBe(severity);
    expect(resourceFault(uri)?.severity).toBe(severity);
  });

  it('may be a file of the guest image where that is read, by its whole path', () => {
    for (const uri of ['/etc/policy.json', 'file:///etc/policy.json']) {
      expect(resourceFault(uri)).toBeUndefined();
      expect(kbsResourceFault(uri)?.severity).toBe('error');
    }
    for (const uri of ['file://etc/policy.json', 'etc/policy.json', '//etc/x', 'docker://x']) {
      expect(resourceFault(uri)?.severity, uri).toBe('error');
    }
  });

  it('of kbs is taken exactly when it has three parts and no host', () => {
    const part = fc.stringMatching(/^[a-z0-9_-]{1,8}$/);
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5 }), fc.constantFrom('', 'kbs.internal'), (parts, host) => {
        const fault = kbsResourceFault(`kbs://${host}/${parts.join('/')}`);
        expect(fault?.severity).toBe(parts.length !== 3 ? 'error' : host === '' ? undefined : 'warning');
      }),
    );
  });
});

describe('an image signature policy', () => {
  const scope = (one: unknown) => ({
    default: [{ type: 'reject' }],
    transports: { docker: { 'quay.io': [one] } },
  });
  const said = (policy: unknown) =>
    imagePolicyFaults(JSON.stringify(policy)).map(({ severity, message }) => `${severity} ${message}`);

  it.each([
    { default: [{ type: 'insecureAcceptAnything' }], transports: {} },
    scope({ type: 'sigstoreSigned', keyPath: 'kbs:///default/key/one' }),
    scope({ type: 'signedBy', keyType: 'GPGKeys', keyData: 'x' }),
  ])('is taken: %j', (policy) => {
    expect(said(policy)).toEqual([]);
  });

  it.each([
    [{}, /^error has no list "default"\nerror has no object "transports"/],
    [{ default: [{ type: 'reject' }] }, /^error has no object "transports"/],
    [{ default: {}, transports: {} }, /^error has no list "default"$/],
    [{ default: [], transports: {} }, /^warning has no requirement for default, which accepts every image$/],
    [
      { default: [{ type: 'reject' }], transports: { atomic: {} } },
      /^warning has a transport other than "docker"/,
    ],
    [
      { default: [{ type: 'reject' }], transports: { docker: [] } },
      /^error has a transport that is no object/,
    ],
    [
      { default: [{ type: 'reject' }], transports: { docker: { a: {} } } },
      /^error has a scope that is no list$/,
    ],
    [scope({ type: 'signed' }), /^error has a requirement of a type that is none of/],
    [scope('reject'), /^error has a requirement of a type/],
    [scope({ type: 'signedBy', keyPath: '/x' }), /^error has a signedBy without "keyType"/],
    [
      scope({ type: 'sigstoreSigned' }),
      /^error has a sigstoreSigned without exactly one of keyPath and keyData$/,
    ],
    [
      scope({ type: 'sigstoreSigned', keyPath: '/x', keyData: 'x' }),
      /^error has a sigstoreSigned without exactly one/,
    ],
    [
      scope({ type: 'sigstoreSigned', keyPath: 1 }),
      /^error has a sigstoreSigned with a key that is no text$/,
    ],
    [scope({ type: 'sigstoreSigned', keyPath: 'kbs:///a/b' }), /^error has a keyPath that has to be kbs:/],
  ])('is told: %j', (policy, expected) => {
    expect(said(policy).join('\n')).toMatch(expected);
  });

  it('that is no JSON is told, and none makes it fail', () => {
    expect(imagePolicyFaults('{').map(({ message }) => message)).toEqual(['is no JSON']);
    expect(imagePolicyFaults('[]').map(({ message }) => message)).toEqual(['is no JSON object']);
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(imagePolicyFaults(text)).toBeInstanceOf(Array);
      }),
      { numRuns: 200 },
    );
  });
});
