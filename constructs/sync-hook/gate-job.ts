import { type JobSpec, KubeJob, Quantity } from 'cdk8s-plus-30/lib/imports/k8s.js';
import { Construct } from 'constructs';
import { requiredScc } from '../required-scc.ts';
import { GATE_PROGRAM, GATES_NAMESPACE } from './names.ts';

export interface GateJobProps {
  /** Name of the Job. */
  readonly name: string;
  /** Which gate of `gates.json` it holds. */
  readonly gate: string;
  /** Service account that its program runs as. */
  readonly account: string;
  /** OpenShift command line image, by digest: it has `oc` and Python 3. */
  readonly image: string;
  /**
   * When Argo CD runs it; a new Job replaces that of the sync before.
   * @default - it is no hook
   */
  readonly hook?: 'Sync' | 'PreDelete';
  /**
   * Seconds after which the Job fails, whatever it waits for, also for a pod that cannot start.
   * @default - never
   */
  readonly deadlineSeconds?: number;
  /**
   * What makes the gate end as failed: `patience`, when a wrong state lasts, so that Argo CD can go on to a newer
   * commit; `never`, where nothing waits for the end of the Job and a failed one would have to be deleted by hand.
   * @default patience
   */
  readonly fails?: 'patience' | 'never';
}

const FOLDER = '/opt/coco-gitops';

/** Exit statuses of the program after which another pod would only say the same: patience is over; it cannot succeed. */
const FINAL_EXIT_CODES = [1, 42];

/** The most that a Job takes. */
const WITHOUT_LIMIT = 2 ** 31 - 1;

/**
 * Holds the rollout until the cluster is in the state that a gate names.
 *
 * No time to live: a Job that removes itself leaves a sync waiting (argo-cd #21055). A pod that is drained or lost in a
 * reboot is replaced; what the program looks at is the state, not the change, so that its successor can go on.
 *
 * With patience the Job ends, sooner or later, so that a newer commit comes in. One that never fails has no end but
 * success: a failed Job would stay, since nothing makes it anew while its manifest is the same. A pod that is refused by a
 * quota or by admission is tried again by the Job controller, an image that cannot be pulled by the kubelet, and a program
 * that ends otherwise is started again in its pod.
 */
export class GateJob extends Construct {
  constructor(scope: Construct, id: string, props: GateJobProps) {
    super(scope, id);
    new KubeJob(this, 'job', {
      metadata: {
        name: props.name,
        namespace: GATES_NAMESPACE,
        annotations: props.hook === undefined ? undefined : hookAnnotations(props.hook),
      },
      spec: gateJobSpec(props),
    });
  }
}

const FAILING: Pick<JobSpec, 'backoffLimit' | 'podFailurePolicy'> = {
  // A node that resets without shutting down leaves a failed pod that nothing marks as disrupted.
  backoffLimit: 30,
  podFailurePolicy: {
    rules: [
      { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
      {
        action: 'FailJob',
        onExitCodes: { containerName: 'gate', operator: 'In', values: FINAL_EXIT_CODES },
      },
    ],
  },
};

/** All of a Job but its name. A Job takes no change of it: another one needs another name. */
export function gateJobSpec(props: Omit<GateJobProps, 'name' | 'hook'>): JobSpec {
  return {
    activeDeadlineSeconds: props.deadlineSeconds,
    ...(props.fails === 'never' ? { backoffLimit: WITHOUT_LIMIT } : FAILING),
    template: {
      metadata: { labels: { app: GATE_PROGRAM }, annotations: requiredScc('restricted-v2') },
      spec: {
        // Never is needed by podFailurePolicy.
        restartPolicy: props.fails === 'never' ? 'OnFailure' : 'Never',
        serviceAccountName: props.account,
        automountServiceAccountToken: true,
        // On a multi-node cluster these are not in the pool that is drained. The label `master` is deprecated, and the API
        // server warns of it; some nodes still have a taint of that name.
        nodeSelector: { 'node-role.kubernetes.io/control-plane': '' },
        tolerations: ['control-plane', 'master'].map((role) => ({
          key: `node-role.kubernetes.io/${role}`,
          operator: 'Exists',
          effect: 'NoSchedule',
        })),
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [gateContainer(props)],
        volumes: [
          { name: 'program', configMap: { name: GATE_PROGRAM } },
          { name: 'home', emptyDir: { sizeLimit: Quantity.fromString('16Mi') } },
        ],
      },
    },
  };
}

function gateContainer({ gate, image, fails }: Parameters<typeof gateJobSpec>[0]) {
  return {
    name: 'gate',
    image,
    // By digest, so that a node that has it needs no registry, which on a single node may be down with everything else.
    imagePullPolicy: 'IfNotPresent',
    command: ['python3', '-B', `${FOLDER}/gate.py`, gate, ...(fails === 'never' ? ['--never-fail'] : [])],
    env: [{ name: 'HOME', value: '/home/gate' }],
    resources: {
      requests: { cpu: Quantity.fromString('10m'), memory: Quantity.fromString('64Mi') },
      limits: { memory: Quantity.fromString('512Mi') },
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    },
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: [
      { name: 'program', mountPath: FOLDER, readOnly: true },
      { name: 'home', mountPath: '/home/gate' },
    ],
  };
}

/** The old Job goes when the next one comes: until then a person can read what it said. */
function hookAnnotations(hook: 'Sync' | 'PreDelete'): Record<string, string> {
  return {
    'argocd.argoproj.io/hook': hook,
    'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
  };
}
