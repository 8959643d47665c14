import { describe } from '../describe.ts';
import type { Part } from './part.ts';
import { distinct } from './part.ts';
import { descendingPath } from './texts.ts';
import { checkWindowsOptions } from './windows.ts';

const MAX_ID = 2 ** 31 - 1;
const PROFILES = ['Localhost', 'RuntimeDefault', 'Unconfined'];

/** How a pod as a whole is confined (pkg/apis/core/validation, validatePodSpecSecurityContext). */
export function checkPodSecurity(spec: Part): void {
  const context = spec.at('securityContext');
  for (const field of ['fsGroup', 'runAsGroup', 'runAsUser']) context.at(field).between(0, MAX_ID);
  for (const group of context.at('supplementalGroups').items) group.between(0, MAX_ID);
  context.at('fsGroupChangePolicy').oneOfIfSet(['Always', 'OnRootMismatch']);
  context.at('supplementalGroupsPolicy').oneOfIfSet(['Merge', 'Strict']);
  // MountOption waits for the feature SELinuxMount, which is off.
  context.at('seLinuxChangePolicy').oneOfIfSet(['Recursive']);
  checkSysctls(context.at('sysctls'), spec);
  checkConfinement(context);
  if (spec.at('shareProcessNamespace').flag && spec.at('hostPID').flag)
    spec.at('shareProcessNamespace').forbid('to true when hostPID is true');
  if (!hasOwnUsers(spec)) return;
  for (const field of ['hostNetwork', 'hostPID', 'hostIPC'])
    if (spec.at(field).flag) spec.at(field).forbid('to true when hostUsers is false');
}

/** How a container is confined (ValidateSecurityContext). */
export function checkContainerSecurity(container: Part, spec: Part): void {
  const context = container.at('securityContext');
  for (const field of ['runAsGroup', 'runAsUser']) context.at(field).between(0, MAX_ID);
  const procMount = context.at('procMount');
  procMount.oneOfIfSet(['Default', 'Unmasked']);
  if (procMount.text === 'Unmasked' && !hasOwnUsers(spec))
    procMount.forbid('to Unmasked unless hostUsers is false');
  checkConfinement(context);
  const escalation = context.at('allowPrivilegeEscalation');
  if (!escalation.exists || escalation.flag) return;
  if (context.at('privileged').flag) escalation.forbid('to false in a privileged container');
  if (context.at('capabilities', 'add').texts.includes('CAP_SYS_ADMIN'))
    escalation.forbid('to false beside the capability CAP_SYS_ADMIN');
}

/** Whether the users of a pod are not those of its node. */
export function hasOwnUsers(spec: Part): boolean {
  return spec.at('hostUsers').exists && !spec.at('hostUsers').flag;
}

function checkConfinement(context: Part): void {
  checkSeccomp(context.at('seccompProfile'));
  checkAppArmor(context.at('appArmorProfile'));
  checkWindowsOptions(context.at('windowsOptions'));
}

function checkSeccomp(profile: Part): void {
  if (!profile.exists) return;
  if (profile.at('type').requireText()) profile.at('type').oneOf(PROFILES);
  const file = profile.at('localhostProfile');
  if (profile.at('type').text !== 'Localhost') file.forbidIfSet('unless the type is Localhost');
  else if (!file.exists) file.require('is required when the type is Localhost');
  else file.expect(descendingPath);
}

function checkAppArmor(profile: Part): void {
  if (!profile.exists) return;
  const name = profile.at('localhostProfile');
  if (!profile.at('type').requireText() || !profile.at('type').oneOf(PROFILES)) return;
  if (profile.at('type').text !== 'Localhost') {
    name.forbidIfSet('unless the type is Localhost');
    return;
  }
  if (!name.requireText('is required when the type is Localhost')) return;
  if (name.text.trim() !== name.text || name.text.trim() === '')
    name.invalid('Expected no blanks around the name of a profile.');
  name.atMost(4095, 'bytes', Buffer.byteLength(name.text));
}

const SYSCTL = /^[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;

function checkSysctls(sysctls: Part, spec: Part): void {
  for (const sysctl of sysctls.items) {
    const name = sysctl.at('name');
    if (!name.requireText()) continue;
    if (name.text.length > 253 || !name.text.split(/[./]/).every((segment) => SYSCTL.test(segment)))
      name.malformed('the name of a sysctl: a-z, 0-9, "-" and "_" between dots or slashes');
    const shared = sharedNamespace(name.text);
    if (shared !== undefined && spec.at(shared).flag)
      name.invalid(
        `A sysctl of the node cannot be set here, since ${shared} is true: ${describe(name.value)}.`,
      );
  }
  distinct(sysctls.items, (sysctl) => sysctl.at('name').text, 'name');
}

/** Which flag of a pod makes a sysctl that of the node (k8s.io/component-helpers node/util/sysctl, GetNamespace). */
function sharedNamespace(sysctl: string): 'hostIPC' | 'hostNetwork' | undefined {
  const firstSeparator = /[./]/.exec(sysctl)?.[0];
  const name = firstSeparator === '/' ? sysctl.replaceAll(/[./]/g, (c) => (c === '.' ? '/' : '.')) : sysctl;
  if (name.startsWith('net.')) return 'hostNetwork';
  return name === 'kernel.sem' || /^(kernel\.shm|kernel\.msg|fs\.mqueue\.)/.test(name)
    ? 'hostIPC'
    : undefined;
}
