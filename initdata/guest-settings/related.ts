import type { InitdataProblem } from '../problem.ts';
import type { Initdata, TomlTable } from '../read.ts';

/** What is wrong between settings, each of which would do by itself. */
export function* relatedProblems(initdata: Initdata): Generator<InitdataProblem> {
  const { attestationAgent, confidentialDataHub } = initdata;
  if (confidentialDataHub === undefined) return;
  yield* kbcProblems(confidentialDataHub, attestationAgent);
  yield* imageProblems(tableAt(confidentialDataHub, 'image'));
  if (confidentialDataHub['skip_sealed_secret_verification'] === true) {
    yield {
      severity: 'info',
      message:
        'cdh.toml skip_sealed_secret_verification is true: whoever changes a Secret or a pod can point the workload to another secret of the same service',
      fix: 'leave it for references that "sealed-secret build" made, which are not signed; sign them, and it can go',
    };
  }
}

/**
 * Secrets come by cc_kbc from the service at `url`, with a token that the attestation agent gets from that of
 * `[token_configs.kbs]` (guest-components confidential-data-hub/kms/src/plugins/kbs/cc_kbc.rs; attestation-agent/
 * attestation-agent/src/lib.rs, `get_token`).
 */
function* kbcProblems(hub: TomlTable, agent: TomlTable | undefined): Generator<InitdataProblem> {
  const kbc = tableAt(hub, 'kbc');
  if (kbc?.['name'] !== 'cc_kbc') return;
  if (!Object.hasOwn(kbc, 'url')) {
    const message =
      'cdh.toml [kbc] has no url, without which cc_kbc gets no secret, and no image that needs one';
    yield { severity: 'error', message, fix: 'write the https:// URL of Trustee' };
  }
  const tokens = agent && tableAt(agent, 'token_configs');
  if (agent !== undefined && !Object.hasOwn(tokens ?? {}, 'kbs')) {
    const message =
      'aa.toml has no [token_configs.kbs], without which the attestation agent gives cc_kbc no token';
    yield { severity: 'error', message, fix: 'add it, with the url of cdh.toml [kbc]' };
  }
}

/** image-rs/src/builder.rs decides which of two wins; src/registry/mod.rs, what a registry needs. */
function* imageProblems(image: TomlTable | undefined): Generator<InitdataProblem> {
  if (image === undefined) return;
  const pairs = [
    ['image_security_policy', 'image_security_policy_uri'],
    ['sigstore_config', 'sigstore_config_uri'],
    ['registry_configuration_uri', 'registry_config'],
  ] as const;
  for (const [loses, wins] of pairs) {
    if (!Object.hasOwn(image, loses) || !Object.hasOwn(image, wins)) continue;
    const message = `cdh.toml [image] has both ${wins} and ${loses}, of which the guest passes over the second`;
    yield { severity: 'warning', message, fix: `remove ${loses}` };
  }
  const registries = tableAt(image, 'registry_config');
  if (registries === undefined) return;
  // Read in the source, which takes it; seen on OpenShift sandboxed containers 1.12, which passed over it.
  const message =
    'cdh.toml [image.registry_config] was passed over by guests of OpenShift sandboxed containers 1.12, though the source of their release reads it';
  const fix = 'put it into the key broker service, and name it as registry_configuration_uri';
  yield { severity: 'warning', message, fix };
  const list = registries['registry'];
  for (const [index, registry] of (Array.isArray(list) ? list : []).entries()) {
    const { prefix, location } = isTable(registry) ? registry : {};
    const where = `cdh.toml [[image.registry_config.registry]] ${index + 1}`;
    if (!prefix && !location) {
      const missing = `${where} has neither prefix nor location, which fails every pull`;
      yield { severity: 'error', message: missing, fix: 'add one of them' };
    } else if (typeof prefix === 'string' && prefix.startsWith('*.') && !location) {
      const missing = `${where} has a prefix with a wildcard and no location, which fails every pull`;
      yield { severity: 'error', message: missing, fix: 'add the location' };
    }
  }
}

function tableAt(table: TomlTable, key: string): TomlTable | undefined {
  const value = Object.hasOwn(table, key) ? table[key] : undefined;
  return isTable(value) ? value : undefined;
}

function isTable(value: unknown): value is TomlTable {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
