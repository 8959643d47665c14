import { Construct } from 'constructs';
import {
  GitRepository,
  type GitRepositorySpecVerifyMode as VerifyMode,
} from '../../imports/git-repository-source.toolkit.fluxcd.io.ts';
import {
  KustomizationSpecDeletionPolicy as DeletionPolicy,
  type KustomizationSpecHealthChecks as HealthCheck,
  type KustomizationSpecHealthCheckExprs as HealthCheckExpression,
  Kustomization,
  KustomizationSpecSourceRefKind as SourceKind,
} from '../../imports/kustomization-kustomize.toolkit.fluxcd.io.ts';

/** One step of the rollout: a folder of the repository, and what has to be well before the next. */
export interface FluxStep {
  /** `10-operators`; of a gate with a digest of all that it stands for. */
  readonly name: string;
  /** Path in the repository. */
  readonly path: string;
  /** Whether objects that are no longer in the folder are deleted. */
  readonly prune: boolean;
  readonly healthChecks: readonly HealthCheck[];
  readonly healthCheckExprs: readonly HealthCheckExpression[];
}

export interface FluxRolloutProps {
  /** Name of the GitRepository, and what the names of the Kustomizations begin with. */
  readonly name: string;
  /** Namespace of the Flux controllers. */
  readonly namespace: string;
  readonly repository: string;
  /** A branch, a full reference (`refs/tags/v1`) or a commit (40 hexadecimal digits). */
  readonly revision: string;
  /** Folder of the repository that holds these very objects. */
  readonly path: string;
  /**
   * Secret in the same namespace with what it takes to read the repository.
   * @default - the repository is public
   */
  readonly secret?: string;
  /**
   * Secret in the same namespace with public keys, and which objects have to be signed by one of them.
   * @default - any revision is applied
   */
  readonly verify?: { readonly secret: string; readonly mode: 'HEAD' | 'Tag' | 'TagAndHEAD' };
  /**
   * Account in the same namespace that Flux applies with.
   * @default - that of kustomize-controller, which as installed is bound to cluster-admin
   */
  readonly serviceAccountName?: string;
  /** How long one step may take, in minutes. */
  readonly timeoutMinutes: number;
  /** First to last; each depends on the one before. */
  readonly steps: readonly FluxStep[];
}

/**
 * The rollout for Flux: a Kustomization for each stage and for each gate, in a chain, and a root that keeps the chain, the
 * repository and itself equal to Git.
 *
 * The root waits for nothing, and so is never held up by the chain: a later commit comes in while a gate of an earlier one
 * waits. What is gone from Git it deletes: the Kustomization of a stage, and with it the objects if that stage is pruned;
 * and that of a gate whenever a change makes it another gate, with its Job and the marker of the MachineConfigs, so that a
 * return to what was before finds nothing that has passed already. Deleting the root deletes nothing.
 *
 * `dependsOn` holds a Kustomization until the one before is ready at the same revision, so that every commit passes
 * every gate anew. Only what `healthChecks` name is waited for: `wait` would ignore them (kustomize-controller).
 */
export class FluxRollout extends Construct {
  constructor(scope: Construct, id: string, props: FluxRolloutProps) {
    super(scope, id);
    const { name, namespace } = props;
    new GitRepository(this, 'repository', {
      metadata: { name, namespace },
      spec: {
        interval: '1m0s',
        url: props.repository,
        ref: revisionRef(props.revision),
        secretRef: props.secret === undefined ? undefined : { name: props.secret },
        verify:
          props.verify === undefined
            ? undefined
            : {
                // The generated enum has "head" alone for the two spellings of that mode.
                mode: props.verify.mode as string as VerifyMode,
                secretRef: { name: props.verify.secret },
              },
      },
    });
    new Kustomization(this, 'root', {
      metadata: { name, namespace },
      spec: {
        interval: '10m0s',
        retryInterval: '1m0s',
        timeout: '5m0s',
        path: `./${props.path}`,
        sourceRef: { kind: SourceKind.GIT_REPOSITORY, name },
        prune: true,
        deletionPolicy: DeletionPolicy.ORPHAN,
        serviceAccountName: props.serviceAccountName,
        force: false,
        wait: false,
      },
    });
    props.steps.forEach((step, index) => {
      const before = props.steps[index - 1];
      new Kustomization(this, step.name, {
        metadata: { name: `${name}-${step.name}`, namespace },
        spec: {
          interval: '10m0s',
          // The chain goes on at most this long after a step has become ready.
          retryInterval: '2m0s',
          timeout: `${props.timeoutMinutes}m0s`,
          path: `./${step.path}`,
          sourceRef: { kind: SourceKind.GIT_REPOSITORY, name },
          prune: step.prune,
          serviceAccountName: props.serviceAccountName,
          // Would delete and create again what cannot be changed in place; of a KataConfig that is a reboot.
          force: false,
          wait: false,
          dependsOn: before === undefined ? undefined : [{ name: `${name}-${before.name}` }],
          healthChecks: step.healthChecks.length === 0 ? undefined : [...step.healthChecks],
          healthCheckExprs: step.healthCheckExprs.length === 0 ? undefined : [...step.healthCheckExprs],
        },
      });
    });
  }
}

function revisionRef(revision: string) {
  if (/^[0-9a-f]{40}$/.test(revision)) return { commit: revision };
  return revision.startsWith('refs/') ? { name: revision } : { branch: revision };
}
