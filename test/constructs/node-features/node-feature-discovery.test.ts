import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  NFD_NAMESPACE,
  NodeFeatureDiscovery,
  type NodeFeatureDiscoveryProps,
} from '../../../constructs/node-features/node-feature-discovery.ts';
import { render } from '../support/render.ts';

/** The document's, but for the operand image, which is the operator's to choose, and a configuration without content. */
const INSTANCE = {
  apiVersion: 'nfd.openshift.io/v1',
  kind: 'NodeFeatureDiscovery',
  metadata: { name: 'nfd-instance', namespace: 'openshift-nfd' },
  spec: { operand: { imagePullPolicy: 'Always', servicePort: 12000 } },
};

describe('NodeFeatureDiscovery', () => {
  it('with the least props is that of the document, without an image to age', () => {
    expect(render((chart) => new NodeFeatureDiscovery(chart, 'nfd'))).toEqual([INSTANCE]);
    expect(render((chart) => new NodeFeatureDiscovery(chart, 'nfd', {}))).toEqual([INSTANCE]);
  });

  it('with all props labels PCI devices by vendor, in a configuration that stays a text', () => {
    const props: Required<NodeFeatureDiscoveryProps> = { labelPciVendors: true, namespace: 'nfd' };
    const configData =
      'core:\n  sleepInterval: 60s\nsources:\n  pci:\n    deviceClassWhitelist:\n' +
      '      - "0200"\n      - "03"\n      - "12"\n    deviceLabelFields:\n      - vendor\n';
    expect(render((chart) => new NodeFeatureDiscovery(chart, 'nfd', props))).toEqual([
      {
        ...INSTANCE,
        metadata: { ...INSTANCE.metadata, namespace: 'nfd' },
        spec: { ...INSTANCE.spec, workerConfig: { configData } },
      },
    ]);
    // The classes are texts, whichever version of YAML reads them: 0200 and 03 are octal numbers in YAML 1.1.
    for (const version of ['1.1', '1.2'] as const) {
      expect(parse(configData, { version })).toEqual({
        core: { sleepInterval: '60s' },
        sources: { pci: { deviceClassWhitelist: ['0200', '03', '12'], deviceLabelFields: ['vendor'] } },
      });
    }
  });

  it('lies in the namespace of its operator', () => {
    expect(NFD_NAMESPACE).toBe('openshift-nfd');
  });
});
