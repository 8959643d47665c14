import { ApiObject, Chart } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';

/** An object as it is written to a file and sent to the API server. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** A chart whose objects must all be named: a generated name would change with the tree, and with it the object. */
export class NamedChart extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { disableResourceNameHashes: true });
  }

  override generateObjectName(object: ApiObject): string {
    throw new Error(`${object.node.path} has no metadata.name`);
  }
}

/**
 * The objects below a construct, in the order in which they were made.
 *
 * @throws with every message of every construct's own validation
 */
export function objectsOf(root: IConstruct): KubernetesObject[] {
  const nodes = root.node.findAll();
  const errors = nodes.flatMap((node) =>
    node.node.validate().map((message) => `[${node.node.path}] ${message}`),
  );
  if (errors.length > 0) throw new Error(errors.join('\n'));
  return nodes.filter(ApiObject.isApiObject).map((object) => object.toJson() as KubernetesObject);
}
