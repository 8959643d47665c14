import { dnsLabel } from '../metadata/names.ts';
import type { Part } from './part.ts';
import { checkOverhead } from './resources.ts';
import { checkTolerations } from './scheduling.ts';
import { checkLabelMap } from './selectors.ts';

/** How containers are run (k8s.io/kubernetes pkg/apis/node/validation, ValidateRuntimeClass). */
export function checkRuntimeClass(runtimeClass: Part): void {
  runtimeClass.at('handler').expect(dnsLabel);
  checkOverhead(runtimeClass.at('overhead', 'podFixed'));
  const scheduling = runtimeClass.at('scheduling');
  checkLabelMap(scheduling.at('nodeSelector'));
  checkTolerations(scheduling.at('tolerations'));
  const seen = new Set<string>();
  for (const toleration of scheduling.at('tolerations').items) {
    const key = JSON.stringify(
      ['key', 'operator', 'value', 'effect'].map((field) => toleration.at(field).text),
    );
    if (seen.has(key)) toleration.duplicate();
    seen.add(key);
  }
}
