import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closedAgentPolicy } from '../../../constructs/initdata/agent-policy.ts';
import { policyEvaluator } from '../../support/rego-evaluator.ts';
import { containers, createRequest, SANDBOX } from './support/container-requests.ts';
import { copyPath, copyRequests, type PolicyInput } from './support/copy-requests.ts';
import { SANDBOX_REQUEST } from './support/pod-requests.ts';
import {
  CONTAINER_TRICKS,
  INTERFACE,
  INTERFACE_TRICKS,
  NEIGHBOUR,
  NEIGHBOUR_TRICKS,
  outside,
  ROUTE,
  ROUTE_TRICKS,
  SANDBOX_TRICKS,
} from './support/tricks.ts';

const POLICY = closedAgentPolicy();
const SAMPLE = { numRuns: 200, seed: 11 };

/** Requests that a host gains by. */
function hostile(): PolicyInput[] {
  const copies = fc
    .sample(outside, SAMPLE)
    .flatMap((path) =>
      (['Regular', 'Directory', 'Symlink'] as const).flatMap((kind) => copyRequests(path, kind, 0o644, 'x')),
    );
  const [path = ''] = fc.sample(copyPath, { numRuns: 1, seed: 11 });
  const links = ['/etc/passwd', '../x', 'a/../../x', ''].flatMap((target) =>
    copyRequests(`${path}/x`, 'Symlink', 0o777, target),
  );
  const made = fc.sample(containers, { numRuns: 5, seed: 11 }).flatMap((container) =>
    [...CONTAINER_TRICKS.map(([, trick]) => trick), overMemory, overDisk].map((trick) => {
      const input = createRequest(container);
      trick(input);
      return { request: 'CreateContainerRequest', input };
    }),
  );
  return [
    ...copies,
    ...links,
    ...copyRequests(path, 'Symlink', 0o777, 'x'),
    { request: 'CopyFileRequest', input: { path, file_mode: 0o020644, data: [] } },
    { request: 'CopyFileRequest', input: { path: `${path}/x`, file_mode: 0o020644, data: [120] } },
    ...made,
    ...SANDBOX_TRICKS.map(([, change]) => ({
      request: 'CreateSandboxRequest',
      input: { ...SANDBOX_REQUEST, ...change },
    })),
    ...INTERFACE_TRICKS.map(([, change]) => ({
      request: 'UpdateInterfaceRequest',
      input: { interface: { ...INTERFACE, ...change } },
    })),
    ...ROUTE_TRICKS.map((change) => ({
      request: 'UpdateRoutesRequest',
      input: { routes: { Routes: [{ ...ROUTE, ...change }] } },
    })),
    ...NEIGHBOUR_TRICKS.map((change) => ({
      request: 'AddARPNeighborsRequest',
      input: { neighbors: { ARPNeighbors: [{ ...NEIGHBOUR, ...change }] } },
    })),
  ];
}

type Request = ReturnType<typeof createRequest>;
const mountOf = (source: string) => ({ destination: '/x', source, type_: 'bind', options: ['bind'] });
const overMemory = (one: Request) => one.OCI.Mounts.push(mountOf(`${SANDBOX}/ephemeral/..`));
const overDisk = (one: Request) => one.OCI.Mounts.push(mountOf(`${SANDBOX}/storage/..`));

/** Conditions that tell apart how the releases of Kata write a request; they close nothing. */
const SPELLINGS = /^\tnot input\.file_type$/;

/** The policy without one of its conditions, for each. */
function mutants(): { readonly without: string; readonly policy: string }[] {
  const lines = POLICY.split('\n');
  return lines.flatMap((line, index) => {
    const found = /^(\t+|[a-z_]+\([a-z]+\) if |[A-Za-z_]+ if )([^{}]+)$/.exec(line);
    if (found === null || / := |^\tsome /.test(line) || SPELLINGS.test(line)) return [];
    // What is asked for as "not": without it, nothing is what it finds.
    const value = /^(goes_up|is_loopback)/.test(line) ? 'false' : 'true';
    const policy = lines.with(index, `${found[1]}${value}`).join('\n');
    return [{ without: `${index + 1}: ${line.trim()}`, policy }];
  });
}

describe('each condition of the default policy', () => {
  const requests = hostile();

  it('closes something: without it, the host gains by a request that is denied today', () => {
    const answer = policyEvaluator(POLICY);
    expect(requests.filter(({ request, input }) => answer(request, input))).toEqual([]);
    const made = mutants();
    expect(made.length).toBeGreaterThan(50);
    const idle = made.filter(({ policy }) => {
      const mutant = policyEvaluator(policy);
      return !requests.some(({ request, input }) => mutant(request, input));
    });
    expect(idle.map(({ without }) => without)).toEqual([]);
  });
});
