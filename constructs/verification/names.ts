/** Where the Jobs that verify attestation run. Nothing else is in it. */
export const VERIFICATION_NAMESPACE = 'coco-verification';
