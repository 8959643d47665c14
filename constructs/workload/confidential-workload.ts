import { KubePersistentVolumeClaim } from 'cdk8s-plus-30/lib/imports/k8s.js';
import { Construct } from 'constructs';
import { waivers } from '../waivers.ts';
import type { ConfidentialWorkloadProps } from './confidential-workload-props.ts';
import { encryptedVolumeClaim } from './encrypted-volume.ts';
import { MAKERS } from './makers.ts';

/**
 * Confidential pods, made by an object of some kind (document section 3.9, and Jobs), with the claim of their encrypted
 * volume (3.9.1), if they have one.
 */
export class ConfidentialWorkload extends Construct {
  constructor(scope: Construct, id: string, props: ConfidentialWorkloadProps) {
    super(scope, id);
    const { kind = 'Pod', name, namespace, encryptedVolume } = props;
    const annotations = encryptedVolume === undefined ? {} : PRIVILEGED;
    if (encryptedVolume === undefined || kind === 'StatefulSet') {
      MAKERS[kind](this, props, annotations);
      return;
    }
    const claim = `${name}-encrypted`;
    new KubePersistentVolumeClaim(this, 'claim', {
      metadata: { name: claim, namespace },
      spec: encryptedVolumeClaim(encryptedVolume),
    });
    MAKERS[kind](this, props, annotations, claim);
  }
}

const PRIVILEGED = waivers({
  'privileged-container': 'opens and mounts an encrypted device inside its VM (document section 3.9.1)',
});
