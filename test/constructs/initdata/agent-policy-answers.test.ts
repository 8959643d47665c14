import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closedAgentPolicy } from '../../../constructs/initdata/agent-policy.ts';
import { AGENT_REQUESTS } from '../../../initdata/agent-requests.ts';
import { policyEvaluator } from '../../support/rego-evaluator.ts';
import { containers, createRequest, SANDBOX, volumes } from './support/container-requests.ts';
import { copyPath, copyRequests, SHARED } from './support/copy-requests.ts';
import { legitimate, SANDBOX_REQUEST } from './support/pod-requests.ts';
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

const answer = policyEvaluator(closedAgentPolicy());

describe('the default policy', () => {
  it('allows what a pod of CRI-O leads to', () => {
    fc.assert(
      fc.property(legitimate, (requests) => {
        for (const { request, input } of requests)
          expect([request, input, answer(request, input)]).toEqual([request, input, true]);
      }),
      { numRuns: 300 },
    );
  });

  it('answers alike whatever is asked for, where the table says so', () => {
    for (const { name, byDefault } of AGENT_REQUESTS) {
      if (byDefault !== 'condition') expect([name, answer(name, {})]).toEqual([name, byDefault === 'allow']);
      else expect([name, answer(name, {})]).toEqual([name, false]);
    }
  });
});

describe('a file from the host', () => {
  const denied = (requests: ReturnType<typeof copyRequests>) => {
    for (const { request, input } of requests)
      expect([input, answer(request, input)]).toEqual([input, false]);
  };

  it('goes nowhere else than where copies for mounts are, whatever it is', () => {
    fc.assert(
      fc.property(outside, fc.constantFrom('Regular', 'Directory', 'Symlink'), (path, kind) =>
        denied(copyRequests(path, kind, 0o644, 'x')),
      ),
      { numRuns: 300 },
    );
  });

  it('is no link that leads out of its folder, nor the folder itself', () => {
    const targets = fc.oneof(
      fc.constantFrom(
        '/',
        '/etc/passwd',
        '..',
        '../x',
        'a/../../x',
        'a/..',
        './..',
        '',
        '/run/kata-containers',
      ),
      fc.string().map((text) => `/${text}`),
      fc.string().map((text) => `${text}/..`),
    );
    fc.assert(
      fc.property(copyPath, targets, (path, target) =>
        denied(copyRequests(`${path}/x`, 'Symlink', 0o777, target)),
      ),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(copyPath, (path) => denied(copyRequests(path, 'Symlink', 0o777, 'x'))),
      { numRuns: 20 },
    );
  });

  it('is nothing but a file, a folder or a link: no device, no socket, no mixture', () => {
    const modes = fc
      .integer({ min: 0, max: 0o177777 })
      .filter((mode) => ![0o100000, 0o040000, 0o120000].includes(mode & 0o170000));
    fc.assert(
      fc.property(copyPath, modes, (path, file_mode) => {
        expect(answer('CopyFileRequest', { path, file_mode, data: [] })).toBe(false);
        const unknown = { path, file_mode, file_type: 'Unknown', symlink_target: null };
        expect(answer('CopyFileRequest', unknown)).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a container', () => {
  it.each(CONTAINER_TRICKS)('does not start with %s', (_, trick) => {
    fc.assert(
      fc.property(containers, (container) => {
        const request = createRequest(container);
        expect(answer('CreateContainerRequest', request)).toBe(true);
        trick(request);
        expect(answer('CreateContainerRequest', request)).toBe(false);
      }),
      { numRuns: 5 },
    );
  });

  it('gets no volume at another place than its kind has', () => {
    const elsewhere = fc.constantFrom(
      '/',
      '/run',
      '/etc',
      `${SANDBOX}/shm`,
      SHARED,
      `${SANDBOX}/ephemeral`,
      `${SANDBOX}/storage/a/b`,
    );
    fc.assert(
      fc.property(containers, volumes, elsewhere, (container, volume, mount_point) => {
        const request = createRequest(container);
        request.storages.push({ ...volume.storage, mount_point });
        expect(answer('CreateContainerRequest', request)).toBe(false);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a sandbox and its network', () => {
  it.each(SANDBOX_TRICKS)('does not start with %s', (_, change) => {
    expect(answer('CreateSandboxRequest', { ...SANDBOX_REQUEST, ...change })).toBe(false);
  });

  it.each(INTERFACE_TRICKS)('leaves the loopback interface alone: %s', (_, change) => {
    expect(answer('UpdateInterfaceRequest', { interface: INTERFACE })).toBe(true);
    expect(answer('UpdateInterfaceRequest', { interface: { ...INTERFACE, ...change } })).toBe(false);
  });

  it.each(ROUTE_TRICKS)('has no route to it: %j', (change) => {
    expect(answer('UpdateRoutesRequest', { routes: { Routes: [ROUTE] } })).toBe(true);
    expect(answer('UpdateRoutesRequest', { routes: { Routes: [ROUTE, { ...ROUTE, ...change }] } })).toBe(
      false,
    );
  });

  it.each(NEIGHBOUR_TRICKS)('has no neighbour on it: %j', (change) => {
    expect(answer('AddARPNeighborsRequest', { neighbors: { ARPNeighbors: [NEIGHBOUR] } })).toBe(true);
    expect(
      answer('AddARPNeighborsRequest', { neighbors: { ARPNeighbors: [{ ...NEIGHBOUR, ...change }] } }),
    ).toBe(false);
  });
});
