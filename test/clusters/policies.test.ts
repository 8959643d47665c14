import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readYamlLikeGo } from '../../output/yaml-like-go.ts';
import { judgePolicies, policyContext } from '../../validation/policy/index.ts';
import { allObjects, CLUSTERS } from './support/clusters.ts';

/** The findings on objects that exist beside each other, but for information. */
function findings(objects: readonly unknown[]): string[] {
  const context = policyContext(objects);
  return objects.flatMap((object) => {
    const { kind, metadata } = object as { kind: string; metadata: { name: string } };
    return judgePolicies(object, context)
      .filter(({ severity }) => severity !== 'info')
      .map(({ severity, rule }) => `${severity} ${rule} ${kind} ${metadata.name}`);
  });
}

/** What the Intel services cannot do without (docs/coverage.md, section 3.2), and where profiles have example hosts. */
const KNOWN = [
  'warning policy/host-namespaces DaemonSet tdx-qgs',
  'warning policy/host-path DaemonSet tdx-qgs',
  'warning policy/host-path Deployment pccs',
  'warning policy/privileged-container DaemonSet tdx-qgs',
  'warning policy/privileged-container Deployment pccs',
];

/** Copies of a database on the node are made there; the folder is mounted read-only. */
const WITH_BACKUP = 'warning policy/host-path CronJob pccs-backup';

const withoutExamples = (found: readonly string[]) =>
  [...new Set(found)].filter((text) => !text.startsWith('warning policy/placeholder-value ')).sort();

describe('no rule finds an error', () => {
  it.each(CLUSTERS)('in $name', ({ cluster }) => {
    const found = withoutExamples(findings(allObjects(cluster)));
    expect(found.filter((text) => ![...KNOWN, WITH_BACKUP].includes(text))).toEqual([]);
    expect(allObjects(cluster).length).toBeGreaterThan(10);
  });

  const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
  it.each(readdirSync(dist))('in dist/%s, and what it warns of is known', (profile) => {
    const files = (readdirSync(dist + profile, { recursive: true }) as string[]).filter((file) =>
      file.endsWith('.yaml'),
    );
    const objects = files
      .map(
        (file) =>
          readYamlLikeGo(readFileSync(`${dist}${profile}/${file}`, 'utf8')) as {
            kind: string;
            metadata?: object;
          },
      )
      .filter(({ metadata }) => metadata !== undefined);
    expect(objects.length).toBeGreaterThan(10);
    const tdx = profile === 'tdx' || profile === 'sno';
    expect(withoutExamples(findings(objects))).toEqual(tdx ? KNOWN : []);
  });
});
