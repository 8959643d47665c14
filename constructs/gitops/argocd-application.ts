import { Construct } from 'constructs';
import { AppProject } from '../../imports/app-project-argoproj.io.ts';
import { Application } from '../../imports/application-argoproj.io.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { isAtLeast } from './argocd-version.ts';
import { groupOf } from './resources.ts';

export interface ArgoCdApplicationProps {
  /** Name of the AppProject and of the Application. */
  readonly name: string;
  /** Namespace of the Argo CD instance. */
  readonly namespace: string;
  /** Git repository, revision and folder that hold the rendered objects. */
  readonly source: { readonly repository: string; readonly revision: string; readonly path: string };
  /** Everything that is synced. What the project allows is derived from it: nothing else. */
  readonly objects: readonly KubernetesObject[];
  /**
   * Whether every commit is synced by itself. Only right when a gate stands between the stages: Argo CD takes KataConfig,
   * MachineConfigs and operators for healthy at once, so that waves alone hold nothing.
   * @default false
   */
  readonly automated?: boolean;
  /**
   * Version of Argo CD, `major.minor`.
   * @default 3.3
   */
  readonly argocdVersion?: string;
  /**
   * IDs of the GnuPG keys of which one has to have signed a revision before it is synced, in upper case as gpg writes
   * them: Argo CD compares the last 16 digits as text (util/sourceintegrity/gpg.go).
   * @default - any revision is synced
   */
  readonly signatureKeys?: readonly string[];
}

const CLUSTER = 'https://kubernetes.default.svc';

/** One Application for a cluster, in a project that allows only the kinds and namespaces that it has. */
export class ArgoCdApplication extends Construct {
  constructor(scope: Construct, id: string, props: ArgoCdApplicationProps) {
    super(scope, id);
    const namespaces = [...new Set(props.objects.flatMap(namespaceOf))].sort();
    new AppProject(this, 'project', {
      metadata: { name: props.name, namespace: props.namespace },
      spec: {
        description: 'Confidential containers',
        sourceRepos: [props.source.repository],
        destinations: namespaces.map((namespace) => ({ server: CLUSTER, namespace })),
        clusterResourceWhitelist: groupKinds(props.objects.filter((object) => !isNamespaced(object))),
        namespaceResourceWhitelist: groupKinds(props.objects.filter(isNamespaced)),
        signatureKeys: props.signatureKeys?.map((keyId) => ({ keyId })),
      },
    });
    new Application(this, 'application', {
      metadata: { name: props.name, namespace: props.namespace },
      spec: {
        project: props.name,
        source: {
          repoUrl: props.source.repository,
          targetRevision: props.source.revision,
          path: props.source.path,
        },
        // Every object names its namespace; this one only has to be among the project's destinations.
        destination: { server: CLUSTER, namespace: namespaces[0] ?? 'default' },
        syncPolicy: {
          automated: props.automated === true ? { selfHeal: true, prune: false } : undefined,
          retry: retryPolicy(props.argocdVersion ?? '3.3'),
          // Neither ApplyOutOfSyncOnly (objects in sync would not be waited for) nor Replace or Force (deletes and
          // creates again, which reboots) may be added.
          syncOptions: ['SkipDryRunOnMissingResource=true'],
        },
      },
    });
  }
}

/**
 * A node that reboots takes the API of a single-node cluster away for longer than the five tries of the default, and
 * after the last one the same revision is never tried again (argo-cd, controller/appcontroller.go): a catalog that is
 * broken for a night would stop a rollout for good. So there is no last one. Each try takes the newest revision by
 * `refresh`, which 3.2 brought; before, the tries keep the revision that they began with, and a person ends the operation
 * so that a commit that mends something comes in. The runbook says so.
 */
function retryPolicy(argocdVersion: string) {
  const backoff = { duration: '30s', factor: 2, maxDuration: '5m' };
  return { limit: -1, ...(isAtLeast(argocdVersion, '3.2') && { refresh: true }), backoff };
}

function isNamespaced(object: KubernetesObject): boolean {
  return object.metadata.namespace !== undefined;
}

function namespaceOf(object: KubernetesObject): string[] {
  return object.metadata.namespace === undefined ? [] : [object.metadata.namespace];
}

function groupKinds(objects: readonly KubernetesObject[]): { group: string; kind: string }[] {
  const names = new Set(objects.map((object) => `${groupOf(object)}/${object.kind}`));
  return [...names].sort().map((name) => {
    const [group = '', kind = ''] = name.split('/');
    return { group, kind };
  });
}
