import { describe, expect, it } from 'vitest';
import {
  DcapExternalSecrets,
  type DcapExternalSecretsProps,
} from '../../../constructs/intel-dcap/external-secrets.ts';
import { render } from '../support/render.ts';

function externalSecret(name: string, keys: readonly string[], kind: string) {
  return {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name, namespace: 'intel-dcap' },
    spec: {
      secretStoreRef: { name: 'vault', kind },
      target: { name },
      data: keys.map((key) => ({
        secretKey: key,
        remoteRef: {
          key: 'clusters/a',
          property: key,
          conversionStrategy: 'Default',
          decodingStrategy: 'None',
          metadataPolicy: 'None',
        },
      })),
    },
  };
}

describe('secrets from a store', () => {
  it.each(['ClusterSecretStore', 'SecretStore'] as const)(
    'with all props are fetched from a %s, key by key, into the Secrets that the services read',
    (kind) => {
      const props: Required<DcapExternalSecretsProps> = {
        store: { kind, name: 'vault' },
        path: 'clusters/a',
        secrets: [{ name: 'qgs-secrets', keys: ['USER_TOKEN'] }],
      };
      expect(render((chart) => new DcapExternalSecrets(chart, 'secrets', props))).toEqual([
        externalSecret('qgs-secrets', ['USER_TOKEN'], kind),
      ]);
      const { secrets: _, ...least } = props;
      expect(render((chart) => new DcapExternalSecrets(chart, 'secrets', least))).toEqual([
        externalSecret(
          'pccs-secrets',
          ['PCCS_API_KEY', 'PCCS_USER_TOKEN_HASH', 'PCCS_ADMIN_TOKEN_HASH'],
          kind,
        ),
        externalSecret('qgs-secrets', ['USER_TOKEN'], kind),
        externalSecret('pccs-tls', ['private.pem', 'file.crt'], kind),
      ]);
    },
  );
});
