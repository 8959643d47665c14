import { readFileSync } from 'node:fs';
import { wholeCatalog } from 'kube-strict/test/validation/support/catalogs.ts';
import { validateObject } from 'kube-strict/validation/validate.ts';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments, stringify } from 'yaml';
import { hasKubectl, readWithKubectl } from '../../render/output/support/kubectl.ts';
import { workspace } from '../support/program.ts';
import { INITDATA, INITDATA_ANNOTATION, workload } from './support/workload.ts';

const IMAGE = `registry.internal/web@sha256:${'0'.repeat(64)}`;
const labels = { app: 'web' };

/** A pod template, as it is or confidential. */
function template(made: boolean, restartPolicy: string, gpu = false) {
  return {
    metadata: { labels, ...(made && { annotations: { [INITDATA_ANNOTATION]: INITDATA } }) },
    spec: {
      automountServiceAccountToken: false,
      restartPolicy,
      containers: [
        { name: 'web', image: IMAGE, ...(gpu && { resources: { limits: { 'nvidia.com/pgpu': '1' } } }) },
      ],
      ...(made && { runtimeClassName: gpu ? 'kata-cc-nvidia-gpu' : 'kata-cc' }),
    },
  };
}

const metadata = { name: 'web', namespace: 'shop', annotations: { 'example.com/x': 'z' } };
const selector = { matchLabels: labels };

/** An object of each kind, as it is or confidential. */
const KINDS: Readonly<Record<string, (made: boolean, gpu?: boolean) => object>> = {
  Pod: (made, gpu) => {
    const pod = template(made, 'Always', gpu);
    const annotations = { ...metadata.annotations, ...pod.metadata.annotations };
    return { apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, labels, annotations }, spec: pod.spec };
  },
  ReplicationController: (made, gpu) => ({
    apiVersion: 'v1',
    kind: 'ReplicationController',
    metadata,
    spec: { replicas: 1, selector: labels, template: template(made, 'Always', gpu) },
  }),
  ReplicaSet: (made, gpu) => ({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata,
    spec: { selector, template: template(made, 'Always', gpu) },
  }),
  StatefulSet: (made, gpu) => ({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata,
    spec: { serviceName: 'web', selector, template: template(made, 'Always', gpu) },
  }),
  Deployment: (made, gpu) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: { selector, template: template(made, 'Always', gpu) },
  }),
  DeploymentConfig: (made, gpu) => ({
    apiVersion: 'apps.openshift.io/v1',
    kind: 'DeploymentConfig',
    metadata,
    spec: { replicas: 1, selector: labels, template: template(made, 'Always', gpu) },
  }),
  Job: (made, gpu) => ({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata,
    spec: { template: template(made, 'Never', gpu) },
  }),
  CronJob: (made, gpu) => ({
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata,
    spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template: template(made, 'Never', gpu) } } },
  }),
};
const NAMES = Object.keys(KINDS);

/** What becomes of a text, and of that. */
function twice(file: string, text: string): [string, string] {
  const folder = workspace({ [file]: text });
  const results = [1, 2].map(() => {
    const { status, stderr, stdout } = workload(folder, file, '--write');
    expect({ status, stderr }, stdout).toEqual({ status: 0, stderr: '' });
    return readFileSync(`${folder}/${file}`, 'utf8');
  });
  return results as [string, string];
}

const all = (made: boolean, gpu = false) => NAMES.map((name) => KINDS[name]?.(made, gpu));
const read = (text: string): unknown[] => parseAllDocuments(text).map((document) => document.toJS());

describe('each kind', () => {
  it.each(NAMES)('becomes confidential in its pods, a server takes it, and it stays so: %s', (name) => {
    const [once, again] = twice('object.yaml', stringify(KINDS[name]?.(false)));
    expect(again).toBe(once);
    const [object] = read(once);
    expect(object).toEqual(KINDS[name]?.(true));
    const { kind, findings } = validateObject(object, wholeCatalog);
    expect(findings).toEqual([]);
    // A server without OpenShift does not know it.
    if (name !== 'DeploymentConfig') expect(kind?.kind).toBe(name);
  });

  it('is one that the document names, or makes Jobs', () => {
    expect(NAMES).toHaveLength(8);
  });

  it('gets the class for GPUs when it asks for one', () => {
    const text = all(false, true)
      .map((object) => stringify(object))
      .join('---\n');
    expect(read(twice('gpu.yaml', text)[0])).toEqual(all(true, true));
  });

  it('can be an item of a list', () => {
    const [list, same] = twice('list.yaml', stringify({ apiVersion: 'v1', kind: 'List', items: all(false) }));
    expect(read(list)).toEqual([{ apiVersion: 'v1', kind: 'List', items: all(true) }]);
    expect(same).toBe(list);
  });

  it.each([0, 2, '\t'])('can be JSON, indented by %j', (indent) => {
    const text = `${JSON.stringify({ apiVersion: 'v1', kind: 'List', items: all(false) }, null, indent)}\n`;
    const [json, same] = twice('list.json', text);
    expect(JSON.parse(json)).toEqual({ apiVersion: 'v1', kind: 'List', items: all(true) });
    expect(same).toBe(json);
    // Written anew by another program with the keys in this order, it is the same text: nothing is laid out oddly.
    expect(JSON.stringify(JSON.parse(json), null, indent).length).toBeLessThanOrEqual(json.length);
    if (indent !== 0) expect(`${JSON.stringify(JSON.parse(json), null, indent)}\n`).toBe(json);
  });

  it.skipIf(!hasKubectl)('is read by kubectl as the same object (needs kubectl)', () => {
    const folder = workspace({ 'object.yaml': stringify(KINDS['Deployment']?.(false)) });
    expect(workload(folder, 'object.yaml', '--write').status).toBe(0);
    expect(readWithKubectl(`${folder}/object.yaml`)).toMatchObject(KINDS['Deployment']?.(true) ?? {});
  });
});
