import { dnsSubdomain } from '../metadata/names.ts';
import type { Part, TextCheck } from './part.ts';

const POD_CONTEXT = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'fsGroup',
  'fsGroupChangePolicy',
  'runAsUser',
  'runAsGroup',
  'supplementalGroups',
  'supplementalGroupsPolicy',
  'seLinuxChangePolicy',
];
const CONTAINER_CONTEXT = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
];

/** What the operating system of a pod rules out (pkg/apis/core/validation, validateOS, validateLinux, validateWindows). */
export function checkOperatingSystem(spec: Part, containers: readonly Part[]): void {
  checkHostProcess(spec, containers);
  const os = spec.at('os');
  if (!os.exists) return;
  const name = os.at('name');
  if (!name.requireText() || !name.oneOf(['linux', 'windows'])) return;
  const contexts = containers.map((container) => container.at('securityContext'));
  if (name.text === 'linux') {
    for (const context of [spec.at('securityContext'), ...contexts])
      context.at('windowsOptions').forbidIfSet('in a pod for Linux');
    return;
  }
  const set = [
    ...['hostUsers', 'resources', 'shareProcessNamespace'].map((field) => spec.at(field)),
    ...['hostPID', 'hostIPC'].map((field) => spec.at(field)).filter(({ flag }) => flag),
    ...POD_CONTEXT.map((field) => spec.at('securityContext', field)),
    ...[spec.at('securityContext', 'sysctls')].filter(({ size }) => size > 0),
    ...contexts.flatMap((context) => CONTAINER_CONTEXT.map((field) => context.at(field))),
  ];
  for (const field of set) field.forbidIfSet('in a pod for Windows');
}

const MOST_SPEC_BYTES = 64 * 1024;

export function checkWindowsOptions(options: Part): void {
  const name = options.at('gmsaCredentialSpecName');
  if (name.exists) name.expect(dnsSubdomain);
  const spec = options.at('gmsaCredentialSpec');
  if (spec.exists && spec.requireText()) spec.atMost(MOST_SPEC_BYTES, 'bytes', Buffer.byteLength(spec.text));
  const user = options.at('runAsUserName');
  if (user.exists && user.requireText()) user.expect(windowsUser);
}

/** `DOMAIN\user` (validateWindowsSecurityContextOptions). */
const windowsUser: TextCheck = (text) => {
  const [first = '', second, ...more] = text.split('\\');
  const [domain, user] = second === undefined ? [undefined, first] : [first, second];
  const isDomain =
    domain === undefined ||
    (domain.length < 256 &&
      (/^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/.test(domain) ||
        domain.split('.').every((label) => /^[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$/.test(label))));
  const isUser =
    user !== '' && user.length <= 104 && !/^[. ]+$/.test(user) && !/["/\\:;|=,+*?<>@[\]]/.test(user);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const fine = more.length === 0 && !/[\u0000-\u001f\u007f]/.test(text) && isDomain && isUser;
  return fine ? undefined : 'a Windows user, if need be after its domain and "\\"';
};

/** Containers that are processes of a Windows host, all or none (validateWindowsHostProcessPod). */
function checkHostProcess(spec: Part, containers: readonly Part[]): void {
  const ofPod = spec.at('securityContext', 'windowsOptions', 'hostProcess');
  let count = 0;
  for (const container of containers) {
    const own = container.at('securityContext', 'windowsOptions', 'hostProcess');
    if (ofPod.exists && own.exists && ofPod.flag !== own.flag) own.invalid('Expected what the pod says.');
    if (own.exists ? own.flag : ofPod.flag) count++;
  }
  if (count === 0) return;
  if (count !== containers.length)
    spec.invalid('Expected all containers to be processes of the host, or none; found some.');
  if (!spec.at('hostNetwork').flag)
    spec.at('hostNetwork').invalid('Expected true, since containers are processes of the host.');
}
