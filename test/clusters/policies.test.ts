import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { judgePolicies, policyContext } from '../../policy/index.ts';
import { WAIVER_PREFIX } from '../../policy/waivers.ts';
import { readYamlLikeGo } from '../../render/output/yaml-like-go.ts';
import { SAMPLES } from '../support/samples.ts';
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

const withoutExamples = (found: readonly string[]) =>
  [...new Set(found)].filter((text) => !text.startsWith('warning policy/placeholder-value ')).sort();

describe('what the Intel services cannot do without', () => {
  it('is waived by them, and by nothing else', () => {
    const waived = CLUSTERS.flatMap(({ cluster }) =>
      allObjects(cluster).flatMap(({ kind, metadata }) =>
        Object.keys(metadata.annotations ?? {})
          .filter((key) => key.startsWith(WAIVER_PREFIX))
          .map((key) => `${key.slice(WAIVER_PREFIX.length)} ${kind} ${metadata.name}`),
      ),
    );
    expect([...new Set(waived)].sort()).toEqual([
      'host-namespaces DaemonSet tdx-qgs',
      'host-path CronJob pccs-backup',
      'host-path DaemonSet tdx-qgs',
      'host-path Deployment pccs',
      'privileged-container DaemonSet tdx-qgs',
      'privileged-container Deployment pccs',
    ]);
  });
});

describe('no rule finds an error', () => {
  it.each(CLUSTERS)('in $name', ({ cluster }) => {
    const found = withoutExamples(findings(allObjects(cluster)));
    expect(found).toEqual([]);
    expect(allObjects(cluster).length).toBeGreaterThan(10);
  });

  const dist = `${SAMPLES}dist/`;
  it.each(readdirSync(dist))(
    'in what sample %s renders to, and each warning is waived for a reason',
    (profile) => {
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
      expect(withoutExamples(findings(objects))).toEqual([]);
    },
  );
});
