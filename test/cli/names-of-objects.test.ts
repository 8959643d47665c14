import { expect, it } from 'vitest';
import { parseProfile } from '../../profiles/load.ts';
import { renderCluster } from '../../render/render-cluster.ts';
import { allObjects } from '../../render/rendered-cluster.ts';
import { profileText } from '../profiles/profile-text.ts';

const IMAGE = `quay.io/a/b@sha256:${'0'.repeat(64)}`;

/** What objects of JavaScript have from birth, as far as it can be the name of an object. */
const NAMES = Object.getOwnPropertyNames(Object.prototype)
  .map((name) => name.toLowerCase().replaceAll('_', ''))
  .filter((name, index, all) => all.indexOf(name) === index);

it.each(NAMES)('a workload, its namespace and a variable can be called %s', (name) => {
  const workloads = JSON.stringify([{ name, namespace: name, image: IMAGE, env: { [name]: 'x' } }]);
  const result = parseProfile(profileText({ workloads }), 'p.yaml');
  if (!('profile' in result)) throw new Error(JSON.stringify(result.problems));
  const named = allObjects(renderCluster(result.profile)).filter(({ metadata }) => metadata.name === name);
  expect(named.map(({ kind }) => kind).sort()).toEqual(['Namespace', 'Pod']);
});

it('a profile of two thousand mistakes is told in a moment, without what it may have meant', () => {
  const wrong = Array.from({ length: 2000 }, (_, index) => `{ name: a${index}, image: ${index} }`);
  const result = parseProfile(profileText({ workloads: `[${wrong.join(', ')}]` }), 'p.yaml');
  expect('problems' in result && result.problems.length).toBe(101);
});
