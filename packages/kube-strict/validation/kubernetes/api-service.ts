import { describe } from '../describe.ts';
import { dns1035Label, dnsSubdomain } from '../metadata/names.ts';
import type { Part } from './part.ts';
import { checkPortNumber } from './ports.ts';

const MOST_GROUP_PRIORITY = 20_000;
const MOST_VERSION_PRIORITY = 1000;

/** Who serves a version of an API (k8s.io/kube-aggregator pkg/apis/apiregistration/validation, ValidateAPIService). */
export function checkApiService(apiService: Part): void {
  const [name, spec] = [apiService.at('metadata', 'name'), apiService.at('spec')];
  const [group, version, service] = [spec.at('group'), spec.at('version'), spec.at('service')];
  const expected = `${version.text}.${group.text}`;
  if (name.text !== '' && name.text !== expected)
    name.add(
      'api/metadata-name',
      `Expected version and group, ${describe(expected)}; found ${describe(name.value)}.`,
    );
  // Only the core group has no name.
  if (group.text === '' && version.text !== 'v1') group.require();
  group.expectIfSet(dnsSubdomain);
  version.expectRequired(dns1035Label);
  checkPriority(spec.at('groupPriorityMinimum'), MOST_GROUP_PRIORITY);
  checkPriority(spec.at('versionPriority'), MOST_VERSION_PRIORITY);
  const [bundle, insecure] = [spec.at('caBundle'), spec.at('insecureSkipTLSVerify')];
  if (!service.exists) {
    if (bundle.text !== '') bundle.forbid('without a service');
    if (insecure.flag) insecure.forbid('to true without a service');
    return;
  }
  for (const field of ['name', 'namespace']) service.at(field).requireText();
  if (service.at('port').exists) checkPortNumber(service.at('port'));
  if (insecure.flag && bundle.text !== '') insecure.forbid('to true beside caBundle');
}

function checkPriority(priority: Part, most: number): void {
  if (priority.exists) priority.between(1, most);
  else priority.require();
}
