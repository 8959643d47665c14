import { KubeConfigMap } from 'cdk8s-plus-30/lib/imports/k8s.js';
import { Construct } from 'constructs';
import { GATE_PROGRAM, GATES_NAMESPACE } from './names.ts';

export interface GateProgramProps {
  /** Files of the program, by name: Python modules and `gates.json`. */
  readonly files: Readonly<Record<string, string>>;
}

/** The program of the gates as a ConfigMap, which every gate Job mounts. */
export class GateProgram extends Construct {
  constructor(scope: Construct, id: string, props: GateProgramProps) {
    super(scope, id);
    new KubeConfigMap(this, 'config-map', {
      metadata: { name: GATE_PROGRAM, namespace: GATES_NAMESPACE },
      data: { ...props.files },
    });
  }
}
