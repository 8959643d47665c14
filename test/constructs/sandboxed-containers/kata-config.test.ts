import { describe, expect, it } from 'vitest';
import { KataConfig, type KataConfigProps } from '../../../constructs/sandboxed-containers/kata-config.ts';
import { render } from '../support/render.ts';

function kataConfig(props: KataConfigProps) {
  return render((chart) => new KataConfig(chart, 'kata-config', props));
}

const OF_DOCUMENT = {
  apiVersion: 'kataconfiguration.openshift.io/v1',
  kind: 'KataConfig',
  metadata: { name: 'example-kataconfig' },
  spec: { enablePeerPods: false, checkNodeEligibility: true, logLevel: 'info' },
};

describe('KataConfig', () => {
  it('with the least props is that of the document', () => {
    expect(kataConfig({})).toEqual([OF_DOCUMENT]);
  });

  it('with all props uses the nodes that are selected, and never peer pods', () => {
    const props: Required<KataConfigProps> = {
      name: 'cluster-kataconfig',
      checkNodeEligibility: false,
      logLevel: 'debug',
      nodeSelector: { 'kata-cc': 'true', 'example.com/rack': '7' },
    };
    expect(kataConfig(props)).toEqual([
      {
        ...OF_DOCUMENT,
        metadata: { name: 'cluster-kataconfig' },
        spec: {
          enablePeerPods: false,
          checkNodeEligibility: false,
          logLevel: 'debug',
          kataConfigPoolSelector: { matchLabels: { 'kata-cc': 'true', 'example.com/rack': '7' } },
        },
      },
    ]);
  });

  it('has no selector when no label is given, as in the document', () => {
    expect(kataConfig({ nodeSelector: {} })).toEqual([OF_DOCUMENT]);
  });
});
