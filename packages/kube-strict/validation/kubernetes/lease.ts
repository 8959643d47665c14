import type { Part } from './part.ts';

/** Who leads (k8s.io/kubernetes pkg/apis/coordination/validation, ValidateLeaseSpec). */
export function checkLease(lease: Part): void {
  const [duration, transitions] = ['leaseDurationSeconds', 'leaseTransitions'].map((field) =>
    lease.at('spec', field),
  ) as [Part, Part];
  if (duration.exists) duration.atLeast(1);
  transitions.atLeast(0);
}
