import { type Container, type PodSpec, Quantity } from 'cdk8s-plus-30/lib/imports/k8s.js';
import { INITDATA_ANNOTATION } from '../../initdata/annotation.ts';
import { requiredScc } from '../required-scc.ts';
import {
  ENCRYPTED_VOLUME_SCC,
  type EncryptedVolume,
  encryptedVolumePod,
  withEncryptedVolume,
} from './encrypted-volume.ts';
import { RESTRICTED_CONTAINER, RESTRICTED_POD } from './restricted.ts';
import { runtimeClassFor } from './runtime-class.ts';

/** Amounts of a resource, as Kubernetes writes them: `500m`, `2Gi`. */
export interface ResourceAmounts {
  readonly cpu?: string;
  readonly memory?: string;
}

/** What a confidential pod is made of, whichever kind of object it comes from. */
export interface PodTemplateProps {
  /** Name of its container, and value of its label `app`. */
  readonly name: string;
  /** Image by digest. The guest pulls it itself: mirrors and pull secrets of the node do not apply. */
  readonly image: string;
  /** Value of the initdata annotation: gzip, base64. */
  readonly initdata: string;
  /**
   * @default - the command of the image
   */
  readonly command?: readonly string[];
  /**
   * @default - none
   */
  readonly args?: readonly string[];
  /**
   * Environment variables. The cluster sees them: a secret is a reference to the KBS (`sealReference`).
   * @default - none
   */
  readonly env?: Readonly<Record<string, string>>;
  /**
   * Ports on which the container listens.
   * @default - none
   */
  readonly ports?: readonly number[];
  /**
   * Of the container. A memory limit is one of the pod with its VM, so that it has to leave room for that.
   * @default - none
   */
  readonly resources?: { readonly requests?: ResourceAmounts; readonly limits?: ResourceAmounts };
  /**
   * Confidential NVIDIA GPUs that are passed through.
   * @default 0
   */
  readonly gpus?: number;
  /**
   * Memory of the VM, in MiB.
   * @default - that of the runtime class
   */
  readonly memoryMiB?: number;
  /**
   * A volume that is encrypted inside the VM. It takes a command, and makes the containers privileged.
   * @default - none
   */
  readonly encryptedVolume?: EncryptedVolume;
}

/** A pod, or the template of pods. */
export interface PodTemplate {
  readonly metadata: {
    readonly labels: Record<string, string>;
    readonly annotations: Record<string, string>;
  };
  readonly spec: PodSpec;
}

/**
 * The template of a pod in a confidential VM (document sections 3.7 and 3.9; with GPUs, 3.10): for a Pod itself and for
 * any object that makes pods.
 *
 * It conforms to the `restricted` pod security standard, unless it has an encrypted volume, and gets no service account
 * token.
 *
 * @param claim name of the claim of the encrypted volume; undefined when a StatefulSet makes one for each pod
 */
export function confidentialPodTemplate(
  props: PodTemplateProps,
  restartPolicy: 'Always' | 'OnFailure' | 'Never',
  claim?: string,
): PodTemplate {
  const { name, initdata, memoryMiB, gpus = 0, encryptedVolume } = props;
  // Whoever creates a pod lends it their constraints. An administrator's `anyuid` would leave the user of the image,
  // mostly root, which `runAsNonRoot` then refuses; this one gives a user of the namespace's range.
  const scc = encryptedVolume === undefined ? 'restricted-v2' : ENCRYPTED_VOLUME_SCC;
  const container = containerOf(props);
  return {
    metadata: {
      labels: { app: name },
      annotations: {
        ...requiredScc(scc),
        [INITDATA_ANNOTATION]: initdata,
        ...(memoryMiB === undefined
          ? {}
          : { 'io.katacontainers.config.hypervisor.default_memory': String(memoryMiB) }),
      },
    },
    spec: {
      runtimeClassName: runtimeClassFor({ gpu: gpus > 0 }),
      automountServiceAccountToken: false,
      restartPolicy,
      ...(encryptedVolume === undefined
        ? {
            securityContext: RESTRICTED_POD,
            containers: [container],
          }
        : {
            ...encryptedVolumePod(name, encryptedVolume, claim),
            containers: [withEncryptedVolume(container, encryptedVolume)],
          }),
    },
  };
}

function containerOf({
  name,
  image,
  command,
  args,
  env,
  ports,
  resources,
  gpus = 0,
}: PodTemplateProps): Container {
  const limits = {
    ...amounts(resources?.limits),
    ...(gpus > 0 && { 'nvidia.com/pgpu': Quantity.fromNumber(gpus) }),
  };
  const requests = amounts(resources?.requests);
  const isLimited = Object.keys(limits).length > 0;
  const isRequested = Object.keys(requests).length > 0;
  return {
    name,
    image,
    command: command && [...command],
    args: args && [...args],
    env: env && Object.entries(env).map(([key, value]) => ({ name: key, value })),
    ports: ports?.map((containerPort) => ({ containerPort })),
    resources:
      isLimited || isRequested
        ? { ...(isRequested && { requests }), ...(isLimited && { limits }) }
        : undefined,
    securityContext: RESTRICTED_CONTAINER,
  };
}

function amounts(given: ResourceAmounts | undefined): Record<string, Quantity> {
  return Object.fromEntries(
    Object.entries(given ?? {}).map(([resource, amount]) => [resource, Quantity.fromString(amount)]),
  );
}
