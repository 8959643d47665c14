import type { JsonObject } from 'kube-strict/ground/json.ts';
import { type Problem, UserError } from 'kube-strict/ground/user-error.ts';
import { nameOf, namespaceOf, textAt, textMembersAt } from 'kube-strict/ground/values.ts';
import { STDIN } from 'kube-strict/manifests/find-files.ts';
import { readDocumentsNow } from 'kube-strict/manifests/read-documents.ts';
import { unpackList } from 'kube-strict/manifests/unpack-list.ts';
import { readObject } from 'kube-strict/validation/read-object.ts';
import { INITDATA_ANNOTATION, OLDER_INITDATA_ANNOTATION } from '../../initdata/annotation.ts';
import { decodeInitdata } from '../../initdata/decode.ts';
import { Unpacking } from '../../initdata/unpacking.ts';
import { initdataPath } from '../../policy/support/confidential-initdata.ts';
import { isConfidential, type PodPlace, podsOf } from '../../policy/support/pods.ts';
import { textLooksLikeProfile } from '../../profiles/looks-like-profile.ts';
import { isProfileName, profileSource } from './profile-source.ts';
import type { Source } from './source.ts';
import { checkedToml, isAnnotationValue, isBase64, nameOfInput, textOf } from './text-input.ts';

/**
 * The initdata in a manifest, a TOML file, a profile, or the value of an annotation, told apart by what they hold.
 *
 * @param profiles folder with the profiles, for one that is given by its name
 * @throws UserError with everything that cannot be read, or when there is none
 */
export async function sourcesOf(source: string, profiles: string): Promise<Source[]> {
  if (isAnnotationValue(source)) return [annotation('annotation', source)];
  if (source !== STDIN && isProfileName(source, profiles)) return [profileSource(source, profiles)];
  const file = nameOfInput(source);
  const text = await textOf(source);
  if (source !== STDIN && textLooksLikeProfile(text)) return [profileSource(source, profiles)];
  if (isBase64(text)) return [annotation(file, text)];
  return isManifest(source, text)
    ? podSources(file, text)
    : [{ file, toml: checkedToml(text, file), bytes: 0 }];
}

function isManifest(file: string, text: string): boolean {
  if (/\.(?:ya?ml|json)$/.test(file)) return true;
  const isJson = text.trimStart().replace(/^---/, '').trimStart().startsWith('{');
  return !file.endsWith('.toml') && (isJson || /^["']?(?:apiVersion|kind)["']?[ \t]*:/m.test(text));
}

function annotation(file: string, text: string): Source {
  const value = text.trim();
  const decoded = decodeInitdata(value);
  if ('fault' in decoded) throw new UserError([undecodable(file, decoded.fault)]);
  return { file, toml: decoded.toml, bytes: INITDATA_ANNOTATION.length + value.length };
}

function undecodable(file: string, fault: string, path?: string): Problem {
  return {
    file,
    ...(path !== undefined && { path }),
    message: `the initdata cannot be decoded: ${fault}`,
    fix: 'make it anew: coco-gitops initdata build --file initdata.toml',
  };
}

function podSources(file: string, text: string): Source[] {
  const problems: Problem[] = [];
  const sources: Source[] = [];
  const unpacking = new Unpacking();
  for (const document of readDocumentsNow([Buffer.from(text)], { json: file.endsWith('.json') })) {
    for (const { severity, start, message, discreet = message, fix } of document.problems) {
      if (severity !== 'error') continue;
      const place = document.lines.position(start);
      problems.push({ file, ...place, message: discreet, ...(fix !== undefined && { fix }) });
    }
    for (const { value } of unpackList(document.value, () => false)) {
      const reading = readObject(value);
      if ('fault' in reading) continue;
      for (const pod of podsOf(reading.object)) {
        const found = podSource(file, reading.object, pod, unpacking);
        if (found === undefined) continue;
        if ('message' in found) problems.push(found);
        else sources.push(found);
      }
    }
  }
  if (problems.length > 0) throw new UserError(problems);
  if (sources.length > 0) return sources;
  const fix = 'name a manifest with a confidential pod, a TOML file, or the value of an annotation';
  throw new UserError([{ file, message: 'there is no initdata in it', fix }]);
}

function podSource(
  file: string,
  object: JsonObject,
  pod: PodPlace,
  unpacking: Unpacking,
): Source | Problem | undefined {
  const path = initdataPath(pod);
  const value = textAt(object, path);
  if (value === undefined && !isConfidential(pod)) return undefined;
  const kind = textAt(object, '/kind') ?? 'object';
  const where = { kind, namespace: namespaceOf(object), name: nameOf(object), path };
  const annotations = textMembersAt(object, `${pod.metadata}/annotations`);
  const bytes = annotations.reduce((sum, one) => sum + Buffer.byteLength(one.key + one.value), 0);
  if (value === undefined || value === '') {
    const isOlder = annotations.some(({ key }) => key === OLDER_INITDATA_ANNOTATION);
    return { file, object: where, bytes, isOlder };
  }
  const decoded = unpacking.decode(value);
  if ('fault' in decoded) return undecodable(file, decoded.fault, `${kind} ${where.name} ${path}`);
  return { file, object: where, toml: decoded.toml, bytes };
}
