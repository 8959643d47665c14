import { findProfiles } from '../../../profiles/find.ts';
import { loadProfiles } from '../../../profiles/load.ts';
import { readAllYaml } from '../../../render/output/yaml-like-go.ts';
import { renderCluster } from '../../../render/render-cluster.ts';
import { allObjects } from '../../../render/rendered-cluster.ts';
import { SAMPLES } from '../../support/samples.ts';

/** The built-in profiles, rendered: what is validated ahead of writing. */
export const BUILT_IN = loadProfiles(findProfiles(`${SAMPLES}profiles`)).map((profile) => {
  const rendered = renderCluster(profile);
  const { steps, argocd, flux } = rendered;
  const synced = steps.flatMap(({ objects }) => objects);
  return { name: profile.name, synced, argocd, flux, all: allObjects(rendered) };
});

/** The objects of a YAML text of many documents, as Go reads them. */
export const objectsIn = readAllYaml;
