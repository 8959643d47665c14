import { Construct } from 'constructs';
import { VerificationJob } from './verification-job.ts';

export interface GpuCheckProps {
  /** Image by digest with the CUDA samples. */
  readonly image: string;
  /** Value of the initdata annotation: gzip, base64. */
  readonly initdata: string;
}

/**
 * A computation on a confidential GPU (document section 3.10). The documented pod goes on to sleep whatever comes out,
 * so that it never shows a failure.
 */
export class GpuCheck extends Construct {
  constructor(scope: Construct, id: string, props: GpuCheckProps) {
    super(scope, id);
    new VerificationJob(this, 'job', {
      ...props,
      verifies: 'gpu',
      gpu: true,
      command: ['/opt/cuda-samples/Samples/0_Introduction/vectorAdd/build/vectorAdd'],
      // The sample has one status for all that can go wrong; a new guest may do better.
      finalExitCodes: [],
      means: {
        BackoffLimitExceeded: 'the computation on the GPU failed in every pod, or its guest did not last',
        DeadlineExceeded:
          'no verdict within an hour; are its pods scheduled, and do they start: oc describe pods',
      },
    });
  }
}
