import { Construct } from 'constructs';
import { ATTESTATION_SCRIPT, EXIT, REFUSAL_SCRIPT } from './scripts.ts';
import { VerificationJob } from './verification-job.ts';

export interface AttestationCheckProps {
  /** Image by digest with bash and curl. */
  readonly image: string;
  /** Value of the initdata annotation: gzip, base64. */
  readonly initdata: string;
  /** Path of a resource of the KBS, `<repository>/<type>/<tag>`. */
  readonly resource: string;
  /** Its whole content, but for a line feed at the end. */
  readonly expect: string;
  readonly kbsUrl: string;
}

/** The confidential data hub of the guest (document section 3.8). */
const DATA_HUB = 'http://127.0.0.1:8006/cdh/resource';

/** Statuses after which another pod, on another node or at another time, may say otherwise. */
const NO_VERDICT = `${EXIT.kbsSilent}: the KBS cannot be reached from inside the guest (URL, DNS, firewall, proxy); ${EXIT.hubSilent}: the guest has no data hub that serves resources`;

const MEANS = {
  BackoffLimitExceeded: `no verdict; exit status of its pods ${NO_VERDICT}`,
  DeadlineExceeded: 'no verdict within an hour; are its pods scheduled, and do they start: oc describe pods',
};

/**
 * A confidential pod gets a resource of the KBS, as a workload gets its secrets (document section 3.8). The documented
 * pod sleeps and is asked by `exec`, which the mandatory agent policy denies; this one asks itself.
 */
export class AttestationCheck extends Construct {
  constructor(scope: Construct, id: string, props: AttestationCheckProps) {
    super(scope, id);
    new VerificationJob(this, 'job', {
      ...commonProps(props, ATTESTATION_SCRIPT),
      verifies: 'attestation',
      finalExitCodes: [EXIT.unexpected, EXIT.refused],
      means: {
        [EXIT.unexpected]: 'the KBS released the resource, but its content is not the expected one',
        [EXIT.refused]:
          'the KBS answers, but the guest does not get the resource: see the log of the KBS for which of these: no such resource, refused by its policies (reference values, initdata digest), certificate not in initdata, no quote',
        ...MEANS,
      },
    });
  }
}

/** The same pod with other initdata, which the KBS must refuse: else it does not bind the agent policy to its secrets. */
export class RefusalCheck extends Construct {
  constructor(scope: Construct, id: string, props: AttestationCheckProps) {
    super(scope, id);
    new VerificationJob(this, 'job', {
      ...commonProps(props, REFUSAL_SCRIPT),
      verifies: 'refusal',
      finalExitCodes: [EXIT.released],
      means: {
        // The default policies of Trustee 1.1 and 1.2 do not look at it.
        [EXIT.released]:
          'the KBS released the resource to a guest with other initdata: let its attestation policy compare input.init_data with the digest of yours, and its resource policy ask for that',
        ...MEANS,
      },
    });
  }
}

function commonProps({ image, initdata, resource, expect, kbsUrl }: AttestationCheckProps, script: string) {
  return {
    image,
    initdata,
    command: ['/bin/bash', '-c', script],
    env: {
      RESOURCE_URL: `${DATA_HUB}/${resource}`,
      EXPECTED: expect,
      KBS_URL: kbsUrl,
      // Seconds: between two requests, for one (the data hub gives itself 50), and for the verdict of one pod.
      PAUSE: '15',
      WITHIN: '70',
      PATIENCE: '300',
    },
  };
}
