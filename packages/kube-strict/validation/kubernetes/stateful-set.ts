import { dnsLabel } from '../metadata/names.ts';
import type { Part } from './part.ts';
import { checkClaimSpec } from './persistent-volume-claim.ts';
import { checkCounts, checkSelectorAndTemplate } from './workloads.ts';

/** Pods with names and claims of their own (k8s.io/kubernetes pkg/apis/apps/validation, ValidateStatefulSetSpec). */
export function checkStatefulSet(statefulSet: Part): void {
  const spec = statefulSet.at('spec');
  checkCounts(spec, ['replicas', 'minReadySeconds', 'revisionHistoryLimit']);
  spec.at('podManagementPolicy').oneOfOrDefault(['OrderedReady', 'Parallel']);
  checkStrategy(spec.at('updateStrategy'));
  const retention = spec.at('persistentVolumeClaimRetentionPolicy');
  for (const field of ['whenDeleted', 'whenScaled']) retention.at(field).oneOfOrDefault(['Delete', 'Retain']);
  spec.at('ordinals', 'start').atLeast(0);
  spec.at('serviceName').expectIfSet(dnsLabel);
  const claims = spec.at('volumeClaimTemplates').items;
  for (const claim of claims) checkClaimSpec(claim.at('spec'));
  // Claims become volumes of the pods, and hide those of the template by their names.
  const names = claims.map((claim) => claim.at('metadata', 'name'));
  for (const name of names) name.expectRequired(dnsLabel);
  checkSelectorAndTemplate(spec, new Map(names.map(({ text }) => [text, { block: true }])));
}

function checkStrategy(strategy: Part): void {
  const [type, rolling] = [strategy.at('type'), strategy.at('rollingUpdate')];
  if (!type.oneOfOrDefault(['OnDelete', 'RollingUpdate'])) return;
  if (type.text === 'OnDelete') {
    if (rolling.exists) rolling.invalid('Expected nothing here, since the type is OnDelete.');
  } else rolling.at('partition').atLeast(0);
}
