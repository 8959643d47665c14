/** Label of a Job, and of its pods, by which the gates know what it verifies. */
export const VERIFIES_LABEL = 'coco-gitops/verifies';

/** Annotations of such a Job: what an exit status of its container means, or the reason for which the Job failed. */
export const MEANS_PREFIX = 'means.coco-gitops/';
