import { dnsSubdomain, pathSegment } from '../metadata/names.ts';
import type { Part } from './part.ts';
import { checkSelector } from './selectors.ts';

// Who may do what: k8s.io/kubernetes pkg/apis/rbac/validation/validation.go.

const GROUP = 'rbac.authorization.k8s.io';

export function checkRole(role: Part): void {
  for (const rule of role.at('rules').items) checkRule(rule, false);
}

export function checkClusterRole(role: Part): void {
  for (const rule of role.at('rules').items) checkRule(rule, true);
  const aggregation = role.at('aggregationRule');
  if (!aggregation.exists) return;
  const selectors = aggregation.at('clusterRoleSelectors');
  if (selectors.size === 0) selectors.require();
  for (const selector of selectors.items) checkSelector(selector);
}

function checkRule(rule: Part, ofCluster: boolean): void {
  const [verbs, urls, groups, resources, names] = [
    'verbs',
    'nonResourceURLs',
    'apiGroups',
    'resources',
    'resourceNames',
  ].map((field) => rule.at(field)) as [Part, Part, Part, Part, Part];
  if (verbs.size === 0) verbs.require();
  if (urls.size > 0) {
    if (!ofCluster) urls.forbid('in a Role: only a ClusterRole can be about them');
    for (const field of [groups, resources, names])
      if (field.size > 0) field.forbid('beside nonResourceURLs');
    return;
  }
  for (const field of [groups, resources]) if (field.size === 0) field.require();
}

export function checkRoleBinding(binding: Part): void {
  checkBinding(binding, ['ClusterRole', 'Role'], false);
}

export function checkClusterRoleBinding(binding: Part): void {
  checkBinding(binding, ['ClusterRole'], true);
}

function checkBinding(binding: Part, kinds: readonly string[], ofCluster: boolean): void {
  const role = binding.at('roleRef');
  role.at('apiGroup').oneOfOrDefault([GROUP]);
  role.at('kind').oneOf(kinds);
  role.at('name').expectRequired(pathSegment);
  for (const subject of binding.at('subjects').items) checkSubject(subject, ofCluster);
}

function checkSubject(subject: Part, ofCluster: boolean): void {
  const [kind, name, group, namespace] = ['kind', 'name', 'apiGroup', 'namespace'].map((field) =>
    subject.at(field),
  ) as [Part, Part, Part, Part];
  const hasName = name.requireText();
  if (!kind.oneOf(['Group', 'ServiceAccount', 'User'])) return;
  if (kind.text !== 'ServiceAccount') {
    group.oneOfOrDefault([GROUP]);
    return;
  }
  if (hasName) name.expect(dnsSubdomain);
  if (group.text !== '') group.oneOf(['']);
  if (ofCluster) namespace.requireText('is required for a ServiceAccount in a ClusterRoleBinding');
}
