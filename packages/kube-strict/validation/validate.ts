import { isJsonObject, type JsonObject } from '../ground/json.ts';
import type { Catalog, KindSchema } from './catalog/catalog.ts';
import type { Finding } from './finding.ts';
import { Findings, type Judgement, type Pass } from './judgement.ts';
import { checkKubernetes } from './kubernetes/check-kubernetes.ts';
import { applyDefaults } from './passes/apply-defaults.ts';
import { checkEmbedded } from './passes/check-embedded.ts';
import { checkLists } from './passes/check-lists.ts';
import { checkMetadata } from './passes/check-metadata.ts';
import { checkRules } from './passes/check-rules.ts';
import { checkScale } from './passes/check-scale.ts';
import { checkTemplateMetadata } from './passes/check-template-metadata.ts';
import { checkValues } from './passes/check-values.ts';
import { decodeMetadata } from './passes/decode-metadata.ts';
import { dropGoNulls } from './passes/drop-go-nulls.ts';
import { dropStatus } from './passes/drop-status.ts';
import { pruneUnknownFields } from './passes/prune-unknown.ts';
import { stripNulls } from './passes/strip-nulls.ts';
import { readObject } from './read-object.ts';
import type { Family, KindInfo } from './schema/source-kind.ts';

/** The verdict on an object, as the API server would give it on a strict create. */
export interface Verdict {
  /** Undefined when no schema is known for the kind: then nothing but the form of the object has been judged. */
  readonly kind?: KindInfo;
  /** When no server would read it, whatever its kind. */
  readonly unreadable?: true;
  /** Empty when the server would accept it. */
  readonly findings: readonly Finding[];
  /** What identifies the object, as far as it can be read. */
  readonly identity: Identity;
}

export interface Identity {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly namespace?: string;
  readonly name?: string;
}

/**
 * What the server does with an object, in its order. Custom resources: apiextensions-apiserver
 * pkg/apiserver/customresource_handler.go and pkg/registry/customresource/strategy.go.
 */
const PASSES: Readonly<Record<Family, readonly Pass[]>> = {
  custom: [
    decodeMetadata,
    pruneUnknownFields,
    stripNulls,
    applyDefaults,
    dropStatus,
    checkMetadata,
    checkValues,
    checkScale,
    checkEmbedded,
    checkLists,
    checkRules,
  ],
  kubernetes: [
    decodeMetadata,
    pruneUnknownFields,
    dropGoNulls,
    checkMetadata,
    checkValues,
    checkTemplateMetadata,
    checkKubernetes,
  ],
};

/**
 * Judges one object as a strict API server (OpenShift 4.21, Kubernetes 1.34) judges its creation; given the same object
 * as it is there already, its update, as far as rules in CEL and the status go.
 *
 * @param input the object as read from YAML or JSON; it is not changed
 * @param old the object that is there; what cannot be read as one counts as none
 * @param without passes to leave out
 */
export function validateObject(
  input: unknown,
  catalog: Catalog,
  old?: unknown,
  without: readonly Pass[] = [],
): Verdict {
  const reading = readObject(input);
  if ('fault' in reading) return { identity: {}, unreadable: true, findings: [reading.fault] };
  const { object } = reading;
  const identity = identityOf(object);
  const findings = new Findings();
  checkTypeMeta(object, findings);
  const schema = catalog.find(identity.apiVersion ?? '', identity.kind ?? '');
  if (schema === undefined) return { identity, findings: findings.list() };
  judge(schema, object, findings, old === undefined ? undefined : storedForm(schema, old), without);
  return { kind: schema.info, identity, findings: findings.list() };
}

function judge(
  schema: KindSchema,
  object: JsonObject,
  findings: Findings,
  old: JsonObject | undefined,
  without: readonly Pass[],
): void {
  const judgement: Judgement = { schema, object, ...(old && { old }), findings, nulls: new Set() };
  for (const pass of PASSES[schema.info.family]) if (!without.includes(pass)) pass(judgement);
}

/** What the server makes of an object before it stores it, and when it reads it. */
const STORED_FORM: readonly Pass[] = [pruneUnknownFields, stripNulls, applyDefaults];

function storedForm(schema: KindSchema, input: unknown): JsonObject | undefined {
  const reading = readObject(input);
  if ('fault' in reading) return undefined;
  const { object } = reading;
  for (const pass of STORED_FORM) pass({ schema, object, findings: new Findings(), nulls: new Set() });
  return object;
}

function checkTypeMeta(object: JsonObject, findings: Findings): void {
  for (const field of ['apiVersion', 'kind'] as const) {
    const value = object[field];
    if (typeof value === 'string' && value !== '') continue;
    findings.add('api/required', `/${field}`, `The field "${field}" is required, and is a string.`);
  }
}

function identityOf(object: JsonObject): Identity {
  const { apiVersion, kind, metadata } = object;
  const { namespace, name } = isJsonObject(metadata) ? metadata : {};
  return {
    ...(typeof apiVersion === 'string' && { apiVersion }),
    ...(typeof kind === 'string' && { kind }),
    ...(typeof namespace === 'string' && { namespace }),
    ...(typeof name === 'string' && { name }),
  };
}
