import type { Rule } from './rule.ts';

/** Accounts that Flux, or Kubernetes, makes. Flux binds the first to cluster-admin. */
const OTHERS = [
  'kustomize-controller',
  'helm-controller',
  'source-controller',
  'notification-controller',
  'default',
];

/** Refuses an account for Flux that somebody else makes: the rendered one would fight it, and limit nothing. */
export const fluxAccount: Rule = ({ gitops: { flux } }) => {
  if (flux.serviceAccountName === undefined || !OTHERS.includes(flux.serviceAccountName)) return [];
  return [
    {
      path: ['gitops', 'flux', 'serviceAccountName'],
      message: `"${flux.serviceAccountName}" is an account that is there already, with rights of its own`,
      fix: 'write another name, such as coco-gitops: the account is rendered',
    },
  ];
};
