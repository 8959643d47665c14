import { KubePod } from 'cdk8s-plus-30/lib/imports/k8s.js';
import { Construct } from 'constructs';
import { confidentialPodTemplate, type PodTemplateProps } from './pod-template.ts';

export interface ConfidentialPodProps extends PodTemplateProps {
  /** A namespace of its own; never one of an operator (document section 3.9). */
  readonly namespace: string;
}

/**
 * A pod in a confidential VM (document section 3.7; with GPUs, section 3.10). Its name goes to its only container too.
 * Unlike the document's GPU sample, it restarts when its command fails.
 */
export class ConfidentialPod extends Construct {
  /** @param annotations of the Pod as an object, beside those that make it confidential */
  constructor(
    scope: Construct,
    id: string,
    props: ConfidentialPodProps,
    annotations: Readonly<Record<string, string>> = {},
    claim?: string,
  ) {
    super(scope, id);
    const { name, namespace } = props;
    const { metadata, spec } = confidentialPodTemplate(props, 'Always', claim);
    new KubePod(this, 'pod', {
      metadata: { name, namespace, ...metadata, annotations: { ...annotations, ...metadata.annotations } },
      spec,
    });
  }
}
