import * as z from 'zod';

/** Whether confidential pods get what they are for, tried out before any workload starts (document sections 3.8, 3.10). */
export const verification = z
  .strictObject({
    attestation: z
      .strictObject({
        resource: z
          .string()
          .max(253)
          .regex(/^\w[\w.-]*\/\w[\w.-]*\/\w[\w.-]*$/, 'expected <repository>/<type>/<tag>')
          .default('default/attestation-status/status')
          .describe('Resource of the KBS that every confidential pod of the cluster may have.'),
        expect: z
          .string()
          .max(1024)
          .regex(/^[ -~]+$/, 'expected one line of ASCII text')
          .default('success')
          .describe(
            'Its whole content, but for a line feed at the end. It is no secret: it stands in a manifest.',
          ),
      })
      .prefault({})
      .describe('What a confidential pod asks the KBS for.'),
    refusal: z
      .boolean()
      .default(true)
      .describe(
        'Whether the KBS has to refuse it to a pod with other initdata, without which the agent policy protects no secret. The default policies of Trustee 1.1 and 1.2 do not.',
      ),
    gpu: z
      .boolean()
      .optional()
      .describe('Whether a confidential GPU has to compute something. Left out: where gpu is nvidia.'),
  })
  .optional()
  .describe(
    'Jobs that try out attestation before the workloads start; {} for all of the defaults. Left out: none. The KBS has to have the resource. They test the configuration, not an adversary: their status comes from the cluster that they test.',
  );
