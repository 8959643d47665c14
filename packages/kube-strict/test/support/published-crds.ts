import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';
import type { Json } from '../../ground/json.ts';
import { kindsOfCrd } from '../../validation/schema/crd.ts';
import type { SourceKind } from '../../validation/schema/source-kind.ts';

/** Published definitions, condensed: the newest, and those that differ in OpenShift 4.21. */
export const PUBLISHED_SETS = ['newest', 'openshift-4.21'] as const;
export type PublishedSet = (typeof PUBLISHED_SETS)[number];

const FIXTURES = fileURLToPath(new URL('../fixtures/crds/', import.meta.url));

/** The definitions of a set. Parts that repeat are one object. */
export function publishedCrds(set: PublishedSet): Json[] {
  return readdirSync(FIXTURES + set)
    .sort()
    .map((file) => load(readFileSync(`${FIXTURES}${set}/${file}`, 'utf8')) as Json);
}

/** A definition by its name, such as `proxies.config.openshift.io`: as OpenShift 4.21 has it, or else the newest. */
export function publishedCrd(name: string): Json {
  const files = ['openshift-4.21', 'newest'].map((set) => `${FIXTURES}${set}/${name}.yaml`);
  return load(readFileSync(files.find(existsSync) ?? `${FIXTURES}newest/${name}.yaml`, 'utf8')) as Json;
}

/** Every version of every definition of a set. */
export function publishedKinds(set: PublishedSet): SourceKind[] {
  return publishedCrds(set).flatMap((crd) => kindsOfCrd(crd));
}
