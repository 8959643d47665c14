import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { closedAgentPolicy } from '../../../constructs/initdata/agent-policy.ts';
import {
  INITDATA_ANNOTATION,
  type InitdataProps,
  initdataToml,
} from '../../../constructs/initdata/initdata.ts';

const PEM = '-----BEGIN CERTIFICATE-----\nMIIB+/A=\nMIIB\n-----END CERTIFICATE-----';

interface Initdata {
  readonly algorithm: string;
  readonly version: string;
  readonly data: Readonly<Record<string, string>>;
}

/** The initdata as the guest reads it: the text, and the two files in it that are TOML themselves. */
function read(props: InitdataProps) {
  const { data, ...head } = parse(initdataToml(props)) as unknown as Initdata;
  const { 'aa.toml': attestationAgent, 'cdh.toml': dataHub, 'policy.rego': policy, ...rest } = data;
  return {
    head,
    attestationAgent: parse(attestationAgent ?? ''),
    dataHub: parse(dataHub ?? ''),
    policy,
    rest,
  };
}

describe('the initdata', () => {
  it('with the least props has the KBS for both agents, and the closed policy', () => {
    expect(read({ algorithm: 'sha256', kbsUrl: 'https://kbs.example.com' })).toEqual({
      head: { algorithm: 'sha256', version: '0.1.0' },
      attestationAgent: {
        token_configs: {
          coco_as: { url: 'https://kbs.example.com' },
          kbs: { url: 'https://kbs.example.com' },
        },
      },
      dataHub: {
        socket: 'unix:///run/confidential-containers/cdh.sock',
        credentials: [],
        kbc: { name: 'cc_kbc', url: 'https://kbs.example.com' },
      },
      policy: closedAgentPolicy(),
      rest: {},
    });
  });

  it('with all props has the certificate for both agents, the own policy and the image policy', () => {
    const props: Required<InitdataProps> = {
      algorithm: 'sha384',
      kbsUrl: 'https://kbs.example.com:8080',
      kbsCertificate: PEM,
      agentPolicy: 'package agent_policy\n\ndefault ExecProcessRequest := false\n',
      imageSecurityPolicy: 'kbs:///default/security-policy/osc',
      registryCredentials: 'kbs:///default/credential/registries',
      registryCertificates: `${PEM}\n${PEM}\n`,
    };
    expect(read(props)).toEqual({
      head: { algorithm: 'sha384', version: '0.1.0' },
      attestationAgent: {
        token_configs: {
          coco_as: { url: 'https://kbs.example.com:8080' },
          kbs: { url: 'https://kbs.example.com:8080', cert: `${PEM}\n` },
        },
      },
      dataHub: {
        socket: 'unix:///run/confidential-containers/cdh.sock',
        credentials: [],
        kbc: { name: 'cc_kbc', url: 'https://kbs.example.com:8080', kbs_cert: `${PEM}\n` },
        image: {
          image_security_policy_uri: 'kbs:///default/security-policy/osc',
          authenticated_registry_credentials_uri: 'kbs:///default/credential/registries',
          extra_root_certificates: [`${PEM}\n`, `${PEM}\n`],
        },
      },
      policy: 'package agent_policy\n\ndefault ExecProcessRequest := false\n',
      rest: {},
    });
  });

  it('is the same text whether the certificate and the policy end with line feeds or not', () => {
    const props = { algorithm: 'sha256', kbsUrl: 'https://kbs.example.com' } as const;
    const without = initdataToml({ ...props, kbsCertificate: PEM, agentPolicy: 'package agent_policy' });
    const withOne = initdataToml({
      ...props,
      kbsCertificate: `${PEM}\n\n`,
      agentPolicy: 'package agent_policy\n',
    });
    expect(withOne).toBe(without);
  });

  it('cannot be made of certificates for registries in which there is none', () => {
    expect(() =>
      initdataToml({ algorithm: 'sha256', kbsUrl: 'https://kbs.example.com', registryCertificates: 'x' }),
    ).toThrow('no certificate in registryCertificates');
  });

  it.each([
    ['a policy that would end its block', { agentPolicy: "x := '''\n" }],
    ['a policy with a carriage return', { agentPolicy: 'package agent_policy\r\n' }],
    ['a certificate that is none', { kbsCertificate: 'a "quoted" text' }],
    ['a certificate with carriage returns', { kbsCertificate: PEM.replaceAll('\n', '\r\n') }],
    ['a URL that would end its block', { kbsUrl: "https://kbs.example.com/'''" }],
  ])('cannot be made of %s', (_, wrong) => {
    const props: InitdataProps = { algorithm: 'sha256', kbsUrl: 'https://kbs.example.com', ...wrong };
    expect(() => initdataToml(props)).toThrow('TOML');
  });

  it('is handed over in the annotation that the document names', () => {
    expect(INITDATA_ANNOTATION).toBe('io.katacontainers.config.hypervisor.cc_init_data');
  });
});
