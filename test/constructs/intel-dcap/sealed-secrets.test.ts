import { describe, expect, it } from 'vitest';
import {
  DcapSealedSecrets,
  type DcapSealedSecretsProps,
} from '../../../constructs/intel-dcap/sealed-secrets.ts';
import { SEALED, SEALED_WITH_TLS } from '../../support/sealed.ts';
import { render } from '../support/render.ts';

function sealedSecret(name: keyof typeof SEALED_WITH_TLS, annotations?: object) {
  const metadata = { name, namespace: 'intel-dcap', ...(annotations !== undefined && { annotations }) };
  return {
    apiVersion: 'bitnami.com/v1alpha1',
    kind: 'SealedSecret',
    metadata,
    spec: { encryptedData: SEALED_WITH_TLS[name], template: { metadata } },
  };
}

describe('sealed secrets', () => {
  it('with the least props are one for each Secret, each sealed for its name', () => {
    const props: DcapSealedSecretsProps = { encrypted: { ...SEALED, 'pccs-tls': undefined } };
    expect(render((chart) => new DcapSealedSecrets(chart, 'secrets', props))).toEqual([
      sealedSecret('pccs-secrets'),
      sealedSecret('qgs-secrets'),
    ]);
  });

  it.each(['namespace-wide', 'cluster-wide'] as const)(
    'with all props say what they were sealed for, %s, to the controller and on the Secret',
    (scope) => {
      const props: Required<DcapSealedSecretsProps> = { scope, encrypted: SEALED_WITH_TLS };
      const annotations = { [`sealedsecrets.bitnami.com/${scope}`]: 'true' };
      expect(render((chart) => new DcapSealedSecrets(chart, 'secrets', props))).toEqual([
        sealedSecret('pccs-secrets', annotations),
        sealedSecret('qgs-secrets', annotations),
        sealedSecret('pccs-tls', annotations),
      ]);
    },
  );
});
