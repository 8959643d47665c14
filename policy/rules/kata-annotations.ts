import type { JsonObject } from 'kube-strict/ground/json.ts';
import { nearest } from 'kube-strict/ground/nearest.ts';
import { textAt, textMembersAt } from 'kube-strict/ground/values.ts';
import {
  INITDATA_ANNOTATION,
  OLDER_INITDATA_ANNOTATION,
  POLICY_ANNOTATION,
} from '../../initdata/annotation.ts';
import {
  enablingReleases,
  isValueOf,
  KATA_ANNOTATIONS,
  kataAnnotation,
  OWN_RULES,
} from '../../initdata/kata-annotations.ts';
import type { PolicyContext } from '../policy-context.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { type Annotation, annotationEffects } from '../support/annotation-effects.ts';
import { initdataOf, verdictOn } from '../support/confidential-initdata.ts';
import { confidentialPodsOf, type PodPlace } from '../support/pods.ts';

/** The runtime takes the annotations of a confidential pod, and they weaken nothing. */
export const kataAnnotations: PolicyRule = {
  id: 'policy/kata-annotations',
  severity: 'error',
  title: 'Annotations that the runtime of confidential pods takes',
  why: 'With an annotation that its configuration does not enable, or whose value it cannot read, the runtime makes no VM; others it passes over; and some give the host a way into the guest.',
  fix: 'Remove the annotation, or correct its name or its value.',
  docs: 'kata-containers/kata-containers 3.25.0 and 3.31.0 src/runtime/Makefile (DEFENABLEANNOTATIONS_COCO), src/runtime/pkg/oci/utils.go, src/runtime/virtcontainers/pkg/annotations/annotations.go, kata_agent.go',
  appliesTo: () => true,
  check: (object, context) =>
    confidentialPodsOf(object).flatMap((pod) => [
      ...textMembersAt(object, `${pod.metadata}/annotations`)
        .filter(({ key }) => isOfKata(key))
        .flatMap((one) => findings(one, object, pod, context)),
      ...outside(object, pod),
    ]),
};

/** Also what looks as if it were meant to be. */
function isOfKata(name: string): boolean {
  return /^(?:io[./-])?kata-?containers?[./]/i.test(name) && !SET_BY_RUNTIMES.test(name);
}

/** What the runtime sets itself, or passes on. */
const SET_BY_RUNTIMES = /^io\.katacontainers\.(?:pkg\.oci|fs-opt|volume|image)\./;

function findings(
  annotation: Annotation,
  object: JsonObject,
  pod: PodPlace,
  context: PolicyContext,
): PolicyFinding[] {
  const { key, value, path } = annotation;
  if (key === POLICY_ANNOTATION) return policyFindings(annotation, object, pod, context);
  if (OWN_RULES.has(key)) return olderFindings(annotation, object, pod);
  const enabling = enablingReleases(key);
  if (enabling.length === 0) {
    const message = `The configurations for confidential pods do not enable this annotation, so that the runtime makes no VM.`;
    return [{ path, message: message + meant(key), fix: 'Remove the annotation.' }];
  }
  const known = kataAnnotation(key);
  if (known === undefined) {
    const message = 'No runtime of Kata reads this annotation: it has no effect.';
    return [{ path, severity: 'warning', message: message + meant(key) }];
  }
  return [
    ...ofOneRelease(annotation, enabling),
    ...(isValueOf(known.value, value) ? [] : [unreadable(path, known.value)]),
    ...annotationEffects(annotation),
  ];
}

function ofOneRelease({ path }: Annotation, enabling: readonly string[]): PolicyFinding[] {
  const [release, other] = enabling;
  if (release === undefined || other !== undefined) return [];
  const message = `Only Kata ${release} enables this annotation for confidential pods; the other release makes no VM with it.`;
  return [{ path, severity: 'warning', message }];
}

function unreadable(path: string, expected: string | readonly string[]): PolicyFinding {
  if (expected.length === 0) {
    const message = 'Kata has no experimental feature; with any value the runtime makes no VM.';
    return { path, message, fix: 'Remove the annotation.' };
  }
  const words = typeof expected === 'string' ? WORDS[expected] : `one of ${expected.join(', ')}`;
  const message = `Expected ${words}; of another value the runtime makes no VM.`;
  return { path, message, fix: `Write ${words}, in quotes.` };
}

const WORDS: Readonly<Record<string, string>> = {
  boolean: 'true or false',
  integer: 'a whole number from 0 on',
  number: 'a number from 0 on',
};

function policyFindings(
  { path }: Annotation,
  object: JsonObject,
  pod: PodPlace,
  context: PolicyContext,
): PolicyFinding[] {
  const fix = 'Remove it, and put the policy into policy.rego of the initdata.';
  // Without a policy in initdata, that of the guest image decides, which is not known here.
  const verdict =
    initdataOf(object, pod, context) === undefined
      ? 'conditional'
      : verdictOn('SetPolicyRequest', object, pod, context);
  const sent = `The runtime sends ${POLICY_ANNOTATION} as SetPolicyRequest`;
  switch (verdict) {
    case 'allow':
      return [
        {
          path,
          message: `${sent}, which replaces the policy of the initdata by one that nothing attests.`,
          fix,
        },
      ];
    case 'deny':
      return [
        { path, message: `${sent}, which the policy of the initdata denies: the pod does not start.`, fix },
      ];
    case 'conditional':
      return [
        {
          path,
          message: `${sent}; unless the policy of the guest allows it, the pod does not start.`,
          fix,
          severity: 'warning',
        },
      ];
  }
}

/** Without the current name, policy/initdata-missing has a word on the older one. */
function olderFindings({ key, path }: Annotation, object: JsonObject, pod: PodPlace): PolicyFinding[] {
  if (key !== OLDER_INITDATA_ANNOTATION) return [];
  if (textAt(object, `${pod.metadata}/annotations/${INITDATA_ANNOTATION}`) === undefined) return [];
  const message = `${key} is an older name of ${INITDATA_ANNOTATION}, which is there too: the runtime passes over it.`;
  return [{ path, severity: 'warning', message, fix: 'Remove it.' }];
}

/** What stands at the object, where its pods do not get it. */
function outside(object: JsonObject, pod: PodPlace): PolicyFinding[] {
  if (pod.metadata === '/metadata') return [];
  return textMembersAt(object, '/metadata/annotations')
    .filter(({ key }) => key.startsWith('io.katacontainers.config') && key !== INITDATA_ANNOTATION)
    .map(({ key, path }) => ({
      path,
      severity: 'warning' as const,
      message: `${key} stands outside the template of the pods, where they do not get it.`,
      fix: `Move it to ${pod.metadata}/annotations, or remove it.`,
    }));
}

/** Those that can be meant, by their last part. */
const BY_LAST_PART: ReadonlyMap<string, string> = new Map(
  KATA_ANNOTATIONS.filter(({ name }) => enablingReleases(name).length > 0)
    .reverse()
    .map(({ name }) => [lastPart(name), name]),
);

/** The name that was probably meant. */
function meant(name: string): string {
  const last = lastPart(name);
  const near = BY_LAST_PART.has(last) ? last : nearest(last, BY_LAST_PART.keys());
  const full = near === undefined ? undefined : BY_LAST_PART.get(near);
  return full === undefined || full === name ? '' : ` Did you mean ${full}?`;
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
