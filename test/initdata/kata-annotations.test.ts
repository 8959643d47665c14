import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  enablingReleases,
  HYPERVISOR_PREFIX,
  isValueOf,
  KATA_ANNOTATIONS,
  type KataAnnotation,
} from '../../initdata/kata-annotations.ts';
import { kernelParamFaults } from '../../initdata/kernel-params.ts';
import { judgePolicies, policyContext } from '../../policy/index.ts';

/** What the rule says of a confidential pod with an annotation: `severity message`. */
function said(name: string, value: string): string[] {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a', annotations: { [name]: value } },
    spec: { runtimeClassName: 'kata-cc', containers: [] },
  };
  return judgePolicies(pod, policyContext([pod]))
    .filter(({ rule }) => rule === 'policy/kata-annotations')
    .map(({ severity, message }) => `${severity} ${message}`);
}

/** Values that the runtime takes, and others. */
const VALUES: Readonly<Record<string, readonly [good: string[], bad: string[]]>> = {
  boolean: [
    ['true', 'f', '1'],
    ['yes', 'tRue', '', '2'],
  ],
  integer: [
    ['4096', '18446744073709551615'],
    ['-1', '4Gi', '1.5', '', ' 1', '18446744073709551616', '0x10'],
  ],
  number: [
    ['2', '1.5', '.5', '2e1'],
    ['-1', 'two', '', '1e60', '1,5'],
  ],
  text: [['x', ''], []],
};

function valuesOf({ value }: KataAnnotation): readonly [readonly string[], readonly string[]] {
  return typeof value === 'string' ? (VALUES[value] ?? [[], []]) : [value, ['other', '']];
}

const known = KATA_ANNOTATIONS.map((one) => [one.name, one] as const);
/** Those on which the rule has more to say than whether the runtime takes them. */
const PLAIN = known.filter(
  ([name]) => !/kernel_params|kernel_modules|config_path|agent\.policy$|cc_init_data/.test(name),
);

describe('each annotation that Kata reads', () => {
  it('is there once, and as many as the runtime has', () => {
    expect(new Set(KATA_ANNOTATIONS.map(({ name }) => name)).size).toBe(KATA_ANNOTATIONS.length);
    expect(KATA_ANNOTATIONS.length).toBeGreaterThan(70);
  });

  it.each(PLAIN)('is refused unless a configuration enables it, and judged by its value: %s', (name, one) => {
    const [good, bad] = valuesOf(one);
    const releases = enablingReleases(name);
    for (const value of good) {
      const errors = said(name, value).filter((line) => line.startsWith('error'));
      expect(errors.length > 0, value).toBe(releases.length === 0);
    }
    for (const value of bad)
      expect(said(name, value).join(), value).toMatch(/^error .* the runtime makes no VM/);
    if (releases.length === 1)
      expect(said(name, good[0] ?? '').join()).toMatch(`warning Only Kata ${releases[0]} enables`);
  });

  it.each(known.filter(([name]) => enablingReleases(name).length > 0))(
    'is named where it is misspelt: %s',
    (name) => {
      const last = name.slice(name.lastIndexOf('.') + 1);
      const misspelt = name.slice(0, -last.length) + last.slice(0, 3) + last.slice(4);
      expect(said(misspelt, '1').join()).toContain(`Did you mean ${name}?`);
    },
  );

  it.each(known.filter(([name]) => name.startsWith('io.katacontainers.config.')))(
    'has no effect below another prefix: %s',
    (name) => {
      const other = name.replace('io.katacontainers.config.', 'io.katacontainers.');
      expect(said(other, '1').join()).toMatch(/^warning No runtime of Kata reads this annotation/);
    },
  );
});

describe('which annotations are enabled', () => {
  it('is decided as by the runtime: each entry is a pattern that may match anywhere in the name', () => {
    // The two lists, as the Makefiles have them.
    const lists = {
      '3.25': 'enable_iommu virtio_fs_extra_args kernel_params default_vcpus default_memory cc_init_data',
      '3.31': 'enable_iommu kernel_params kernel_verity_params default_vcpus default_memory cc_init_data',
    };
    const name = fc
      .array(
        fc.constantFrom(
          'enable_iommu',
          '_platform',
          'default_',
          'vcpus',
          'memory',
          'kernel_',
          'verity_',
          'params',
          'x',
          'cc_init_data',
        ),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(name, (setting) => {
        const expected = Object.entries(lists).flatMap(([release, list]) =>
          list.split(' ').some((entry) => new RegExp(entry).test(setting)) ? [release] : [],
        );
        expect(enablingReleases(HYPERVISOR_PREFIX + setting)).toEqual(expected);
        expect(enablingReleases(`io.katacontainers.config.runtime.${setting}`)).toHaveLength(2);
      }),
    );
  });
});

describe('arguments of the guest kernel', () => {
  it.each([
    ['agent.debug_console', ['error agent.debug_console']],
    [
      'quiet  agent.debug_console_vport=1026 agent.debug_console',
      ['error agent.debug_console_vport', 'error agent.debug_console'],
    ],
    ['agent.log=debug\tinit=/bin/sh', ['warning agent.log', 'error init']],
    ['agent.debug_consolex my.agent.debug_console quiet', []],
  ])('that open the guest are found: %s', (text, expected) => {
    expect(kernelParamFaults(text).map(({ severity, name }) => `${severity} ${name}`)).toEqual(expected);
  });

  it('of any sort are told, since they are measured', () => {
    expect(said('io.katacontainers.config.hypervisor.kernel_params', 'quiet')).toEqual([
      'warning Arguments of the guest kernel are measured: without new reference values, no secret comes to this pod.',
    ]);
  });

  it('take any value without a fault of ours', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('boolean', 'integer', 'number', 'text'), (text, type) => {
        expect(typeof isValueOf(type as 'text', text)).toBe('boolean');
        expect(Array.isArray(kernelParamFaults(text))).toBe(true);
      }),
    );
  });
});
