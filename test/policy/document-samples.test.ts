import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readAgentPolicy } from '../../initdata/agent-policy.ts';
import { INITDATA_ANNOTATION } from '../../initdata/annotation.ts';
import { judgePolicies, policyContext } from '../../policy/index.ts';

const SAMPLE = new URL('../initdata/fixtures/gpu-sample.txt', import.meta.url);

describe("the document's own samples", () => {
  it('have a GPU pod whose initdata opens every request, against the note below it', () => {
    const value = readFileSync(SAMPLE, 'utf8').trim();
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
    // Section 3.6: its list of default rules has that for exec twice.
    const rules = [
      'CreateContainer := true',
      'ExecProcess := false',
      'ReadStream := false',
      'ExecProcess := false',
    ];
    const lines = rules.map((rule) => `default ${rule.replace(' ', 'Request ')}`);
    const text = ['package agent_policy', '', ...lines, ''].join('\n');
    const policy = readAgentPolicy(text);
    expect(policy.verdict('ExecProcessRequest')).toBe('deny');
    expect(policy.verdict('CreateContainerRequest')).toBe('allow');
    expect(policy.faults.map(({ kind, message }) => `${kind}: ${message}`)).toEqual([
      'refused: a second default rule for ExecProcessRequest; Rego takes one, and the engine of the agent the first',
    ]);
  });
});
