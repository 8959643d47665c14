/** Namespace of the gates: their Jobs, their program and their service account, and nothing else. */
export const GATES_NAMESPACE = 'coco-gitops';

/** ConfigMap with the gate program and what it has to know of this cluster. */
export const GATE_PROGRAM = 'coco-gitops-gates';
