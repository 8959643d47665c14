import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { workspace } from '../support/program.ts';
import { INITDATA_LINE, workload } from './support/workload.ts';

const IMAGE = `quay.io/a/b@sha256:${'0'.repeat(64)}`;
const POD = `apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n    - name: c\n      image: ${IMAGE}\n`;
const PATCH = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {replicas: 3}\n';
const SOPS = 'sops:\n  mac: ENC[AES256_GCM,data:YWJj,iv:ZGVm,tag:Z2hp,type:str]\n';

describe('workload', () => {
  it('leaves files for tools as they are, and changes the rest of a folder', () => {
    const files = {
      'kustomization.yaml': 'resources: [pod.yaml]\npatches: [{path: patch.yaml}]\n',
      'patch.yaml': PATCH,
      'chart/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
      'chart/templates/a.yaml': 'kind: {{ .Values.kind }}\n',
      'directive.yaml': `${PATCH}$patch: delete\n`,
      'encrypted.yaml': POD + SOPS,
      'pod.yaml': POD,
    };
    const folder = workspace(files);
    const { status, stdout } = workload(folder, '--write', '.');
    expect(status, stdout).toBe(0);
    expect(stdout).toMatch(
      /helm template chart \|[\s\S]*sops -d encrypted\.yaml \|[\s\S]*kubectl kustomize \. \|/,
    );
    const now = Object.keys(files).map((file) => [file, readFileSync(join(folder, file), 'utf8')] as const);
    for (const [file, text] of now) {
      if (file === 'pod.yaml') expect(text).toContain(INITDATA_LINE);
      else expect(text).toBe(files[file as keyof typeof files]);
    }
  });

  it('says how to get at the workloads when there is nothing but files for tools', () => {
    const folder = workspace({ 'c/Chart.yaml': 'name: c\n', 'c/templates/a.yaml': '{{ x }}\n' });
    const { status, stderr } = workload(folder, 'c/templates');
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /^there is no workload in c\/templates\n[\s\S]*helm template c \| coco-gitops workload -\n/,
    );
  });
});
