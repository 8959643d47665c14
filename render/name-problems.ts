import type { Problem } from 'kube-strict/ground/user-error.ts';
import { type NamePlace, tooLongFor } from 'kube-strict/validation/metadata/name-places.ts';
import { allObjects, type RenderedCluster } from './rendered-cluster.ts';

/** A name of an object that does not fit where it goes. */
interface Misfit {
  readonly kind: string;
  readonly name: string;
  readonly place: NamePlace;
}

/**
 * Asks for a shorter name of the profile where a name that is made from it does not fit. How long it may be follows from
 * what is rendered for this profile.
 *
 * @param place where the profile is, and its name in it
 */
export function nameProblems(
  cluster: RenderedCluster,
  place: Pick<Problem, 'file' | 'line' | 'column'>,
): Problem[] {
  const { name } = cluster.profile;
  const misfits = allObjects(cluster).flatMap(({ apiVersion, kind, metadata }): Misfit[] => {
    const found = tooLongFor({ apiVersion, kind, name: metadata.name });
    return found !== undefined && metadata.name.includes(name)
      ? [{ kind, name: metadata.name, place: found }]
      : [];
  });
  const [worst] = misfits.sort((a, b) => excess(b) - excess(a));
  if (worst === undefined) return [];
  const most = name.length - excess(worst);
  return [
    {
      ...place,
      path: 'name',
      message: `expected at most ${most} characters for a profile like this, found ${name.length}: the name of ${worst.kind} ${worst.name} goes into ${worst.place.where}, which has room for ${worst.place.most}`,
      fix: `write a shorter one, such as "name: ${name.slice(0, most).replace(/-+$/, '')}", or rename the file`,
    },
  ];
}

function excess({ name, place }: Misfit): number {
  return name.length - place.most;
}
