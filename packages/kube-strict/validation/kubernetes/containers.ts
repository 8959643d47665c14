import { describe } from '../describe.ts';
import { dnsLabel } from '../metadata/names.ts';
import { checkEnv } from './env.ts';
import type { Part } from './part.ts';
import { checkPortNumber, PROTOCOLS, protocolOf } from './ports.ts';
import { checkLifecycle, checkProbes, gracePeriod, hasLifecycle } from './probes.ts';
import { checkRequirements } from './resources.ts';
import { checkContainerSecurity, hasOwnUsers } from './security-context.ts';
import { portName } from './texts.ts';
import { checkMounts, type DeclaredVolumes } from './volume-mounts.ts';

/** What containers may refer to, and whose they are. */
export interface ContainerSurroundings {
  readonly spec: Part;
  readonly volumes: DeclaredVolumes;
  /** Names of the pod's resourceClaims. */
  readonly claims: ReadonlySet<string>;
  /** Whether the containers are those of a pod itself, not of a template. */
  readonly isPod: boolean;
}

/** The containers of a pod, but for ephemeral ones (pkg/apis/core/validation, validateContainers, validateInitContainers). */
export function checkContainers(surroundings: ContainerSurroundings): void {
  const { spec } = surroundings;
  const [containers, initContainers] = [spec.at('containers'), spec.at('initContainers')];
  if (containers.size === 0) containers.require();
  const grace = gracePeriod(spec);
  const names = new Set<string>();
  for (const container of containers.items) {
    checkContainer(container, surroundings, names);
    // A restartPolicy here waits for the feature ContainerRestartRules: the server drops it.
    checkRuntime(container, grace);
  }
  checkHostPorts(containers.items, surroundings);
  checkNodePorts(spec);
  for (const container of initContainers.items) {
    checkContainer(container, surroundings, names);
    // Any other policy waits for the same feature.
    if (container.at('restartPolicy').text === 'Always') checkRuntime(container, grace);
    else forbidRuntime(container);
    checkHostPorts([container], surroundings);
  }
}

function checkRuntime(container: Part, grace: number): void {
  checkLifecycle(container.at('lifecycle'), grace);
  checkProbes(container, grace);
}

function forbidRuntime(container: Part): void {
  const reason = 'in an init container unless its restartPolicy is Always';
  if (hasLifecycle(container)) container.at('lifecycle').forbid(reason);
  for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe'])
    container.at(probe).forbidIfSet(reason);
}

function checkContainer(container: Part, surroundings: ContainerSurroundings, names: Set<string>): void {
  const [name, image] = [container.at('name'), container.at('image')];
  if (name.expectRequired(dnsLabel) && names.has(name.text)) name.duplicate();
  names.add(name.text);
  if (image.requireText() && surroundings.isPod && image.text.trim() !== image.text)
    image.invalid(`Expected no blanks around the name of an image, found ${describe(image.value)}.`);
  container.at('terminationMessagePolicy').oneOfOrDefault(['FallbackToLogsOnError', 'File']);
  container.at('imagePullPolicy').oneOfOrDefault(['Always', 'IfNotPresent', 'Never']);
  checkPorts(container.at('ports'));
  checkEnv(container);
  checkMounts(container, surroundings.volumes);
  if (hasOwnUsers(surroundings.spec) && container.at('volumeDevices').size > 0)
    container.at('volumeDevices').forbid('when hostUsers is false');
  checkRequirements(container.at('resources'), surroundings.claims);
  checkResizePolicy(container.at('resizePolicy'), surroundings.spec);
  checkContainerSecurity(container, surroundings.spec);
}

function checkPorts(ports: Part): void {
  const names = new Set<string>();
  for (const port of ports.items) {
    const name = port.at('name');
    if (name.text !== '' && name.expect(portName)) {
      if (names.has(name.text)) name.duplicate();
      names.add(name.text);
    }
    if (port.at('containerPort').exists) checkPortNumber(port.at('containerPort'));
    port.at('hostPort').between(0, 65535);
    port.at('protocol').oneOfOrDefault(PROTOCOLS);
  }
}

/** In the network of the node a port is a port of the node (validatePodHostNetworkDeps). */
function checkNodePorts(spec: Part): void {
  if (!spec.at('hostNetwork').flag) return;
  for (const port of spec.at('containers').items.flatMap((container) => container.at('ports').items)) {
    const [hostPort, containerPort] = [port.at('hostPort'), port.at('containerPort')];
    if ((hostPort.number ?? 0) !== 0 && hostPort.number !== containerPort.number)
      hostPort.invalid(`Expected the containerPort, since hostNetwork is true; found ${hostPort.number}.`);
  }
}

/** Ports of the node, which only one container can have (AccumulateUniqueHostPorts). */
function checkHostPorts(containers: readonly Part[], { spec, isPod }: ContainerSurroundings): void {
  const onNode = spec.at('hostNetwork').flag;
  const taken = new Set<string>();
  for (const port of containers.flatMap((container) => container.at('ports').items)) {
    const [hostPort, containerPort] = [port.at('hostPort'), port.at('containerPort')];
    // In a pod itself the server fills it in.
    const number = hostPort.number || (onNode && isPod ? containerPort.number : 0) || 0;
    if (number === 0) continue;
    const key = `${protocolOf(port)}/${port.at('hostIP').text}/${number}`;
    if (taken.has(key)) hostPort.duplicate(key);
    taken.add(key);
  }
}

function checkResizePolicy(policies: Part, spec: Part): void {
  const seen = new Set<string>();
  for (const policy of policies.items) {
    const [resource, restart] = [policy.at('resourceName'), policy.at('restartPolicy')];
    if (resource.requireText()) resource.oneOf(['cpu', 'memory']);
    if (seen.has(resource.text)) resource.duplicate();
    seen.add(resource.text);
    if (restart.requireText()) restart.oneOf(['NotRequired', 'RestartContainer']);
    if (spec.at('restartPolicy').text === 'Never' && restart.text !== 'NotRequired')
      restart.invalid(
        `Expected "NotRequired" in a pod that never restarts, found ${describe(restart.value)}.`,
      );
  }
}
