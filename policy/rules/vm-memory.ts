import type { JsonObject } from 'kube-strict/ground/json.ts';
import { memberPointer } from 'kube-strict/ground/json-pointer.ts';
import { objectAt, textAt } from 'kube-strict/ground/values.ts';
import { MEMORY_ANNOTATION } from '../../initdata/annotation.ts';
import type { Tee } from '../../initdata/digest.ts';
import { DEFAULT_MEMORY_MIB, leastMemoryLimit } from '../../initdata/guest-memory.ts';
import type { PolicyContext } from '../policy-context.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { initdataOf } from '../support/confidential-initdata.ts';
import { podMemoryOf } from '../support/pod-memory.ts';
import { confidentialPodsOf, type PodPlace } from '../support/pods.ts';

/** The limits of a confidential pod leave room for its VM. */
export const vmMemory: PolicyRule = {
  id: 'policy/vm-memory',
  severity: 'error',
  title: 'Memory limits leave room for the VM',
  why: 'The VM is in the cgroup of its pod. SEV-SNP takes all of its memory as it starts, so that with a smaller limit the node kills it within half a minute; TDX takes what the guest has touched.',
  fix: 'Raise the memory limits, or remove them; or make the VM smaller with the annotation io.katacontainers.config.hypervisor.default_memory.',
  docs: 'kata-containers/kata-containers 3.25.0 src/runtime/Makefile (DEFMEMSZ); kubernetes/kubernetes pkg/kubelet/cm/helpers_linux.go (ResourceConfigForPod); the 256 MiB beside it were seen, not read',
  appliesTo: () => true,
  check: (object, context) => confidentialPodsOf(object).flatMap((pod) => findings(object, pod, context)),
};

const MIB = 1024n * 1024n;

function findings(object: JsonObject, pod: PodPlace, context: PolicyContext): PolicyFinding[] {
  const memory = podMemoryOf(object, pod);
  if (memory === undefined) return [];
  const vm = vmMemoryOf(object, pod);
  const least = leastMemoryLimit(vm);
  if (memory.limit >= BigInt(least) * MIB) return [];
  const found = `The memory limits of the pod come to ${memory.limit / MIB} MiB`;
  const { path } = memory;
  const tee = context.tee ?? teeOf(object, pod, context);
  if (tee === 'snp') {
    const message = `${found}; expected none, or at least ${least} MiB: the VM has ${vm}, and the node of SEV-SNP kills it as it starts.`;
    return [{ path, message }];
  }
  const message = `${found}, and its VM has ${vm}: on SEV-SNP the node kills it as it starts, unless the limits are none or at least ${least} MiB; on TDX it may, once the guest has used more.`;
  return [{ path, severity: 'warning', message }];
}

/** What the annotation says; one that the runtime cannot read is of policy/kata-annotations. */
function vmMemoryOf(object: JsonObject, pod: PodPlace): number {
  const text = textAt(object, memberPointer(`${pod.metadata}/annotations`, MEMORY_ANNOTATION)) ?? '';
  return /^\d{1,9}$/.test(text) ? Number(text) : DEFAULT_MEMORY_MIB;
}

/** Labels of nodes by their TEE (document section 3.1). */
const LABELS: Readonly<Record<string, Tee>> = {
  'amd.feature.node.kubernetes.io/snp': 'snp',
  'intel.feature.node.kubernetes.io/tdx': 'tdx',
};

/** The TEE of a pod: by the nodes that it asks for, or by a digest of initdata that fits SEV-SNP alone. */
function teeOf(object: JsonObject, pod: PodPlace, context: PolicyContext): Tee | undefined {
  const asked = Object.keys(objectAt(object, `${pod.path}/nodeSelector`)).flatMap((key) => LABELS[key] ?? []);
  if (asked[0] !== undefined) return asked[0];
  const reading = initdataOf(object, pod, context)?.reading;
  const algorithm = reading !== undefined && 'initdata' in reading ? reading.initdata.algorithm : undefined;
  return algorithm === 'sha256' ? 'snp' : undefined;
}
