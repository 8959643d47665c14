import { describe, expect, it } from 'vitest';
import { readAgentPolicy } from '../../initdata/agent-policy.ts';
import { INITDATA_ANNOTATION } from '../../initdata/annotation.ts';
import { judgePolicies, policyContext } from '../../policy/index.ts';
import { hasReference, readReference } from '../support/reference.ts';

const DOCUMENT = 'source/confidential-containers-bare-metal-1.12.txt';

describe.skipIf(!hasReference)("the document's own samples (skipped where the document is not there)", () => {
  it('have a GPU pod whose initdata opens every request, against the note below it', () => {
    const value = /cc_init_data: "(H4sI[A-Za-z0-9+/=]+)"/.exec(readReference(DOCUMENT))?.[1];
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'sample-gpu-pod', annotations: { [INITDATA_ANNOTATION]: value } },
      spec: { runtimeClassName: 'kata-cc-nvidia-gpu', containers: [] },
    };
    const found = judgePolicies(pod, policyContext([pod])).map(({ severity, rule, message }) => {
      const request = /\b(?:aa|cdh)\.toml|\w+Request\b/.exec(message)?.[0];
      return `${severity} ${rule} ${request}`;
    });
    expect(found).toEqual([
      'error policy/kbs-url aa.toml',
      'error policy/kbs-url cdh.toml',
      'error policy/agent-policy-open ReadStreamRequest',
      'error policy/agent-policy-open WriteStreamRequest',
      'error policy/agent-policy-open ExecProcessRequest',
      'error policy/agent-policy-open SetPolicyRequest',
      'info policy/agent-policy-open UpdateInterfaceRequest',
      'info policy/agent-policy-open AddSwapRequest',
      'error policy/gpu-runtime-class undefined',
      'warning policy/confidential-token undefined',
    ]);
  });

  it('have a closed agent policy that Rego refuses', () => {
    const text = /^ *package agent_policy\n[\s\S]*?(?=^ *''')/m.exec(readReference(DOCUMENT))?.[0] ?? '';
    const policy = readAgentPolicy(text);
    expect(policy.verdict('ExecProcessRequest')).toBe('deny');
    expect(policy.verdict('CreateContainerRequest')).toBe('allow');
    expect(policy.faults.map(({ kind, message }) => `${kind}: ${message}`)).toEqual([
      'refused: a second default rule for ExecProcessRequest; Rego takes one, and the engine of the agent the first',
    ]);
  });
});
