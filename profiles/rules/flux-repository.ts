import type { Rule } from './rule.ts';

/** Refuses the short form of an SSH address for Flux, whose GitRepository takes URLs only (its schema, `spec.url`). */
export const fluxRepository: Rule = ({ gitops: { engines, repository } }) => {
  if (!engines.includes('flux') || repository.includes('://')) return [];
  const [host = '', path = ''] = repository.split(':');
  return [
    {
      path: ['gitops', 'repository'],
      message: `expected a URL, since Flux takes no other form, found "${repository}"`,
      fix: `write ssh://${host}/${path}, or "engines: [argocd]"`,
    },
  ];
};
