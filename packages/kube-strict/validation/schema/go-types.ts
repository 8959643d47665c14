import { type Definitions, definition, reachable, refName, type SourceSchema } from './source-schema.ts';

/**
 * Kubernetes' OpenAPI definitions, rewritten to what Go's strict decoder (sigs.k8s.io/json, UnmarshalJSONStrict) takes
 * into the types that they describe: which the published text leaves out.
 */
export function goDefinitions(definitions: Definitions): Definitions {
  return Object.fromEntries(
    Object.entries(definitions).map(([name, schema]) => [name, goDefinition(shortName(name), schema)]),
  );
}

/** A kind's root: its own metadata is judged apart, and its status has no required fields. */
export function goRoot(
  name: string,
  definitions: Definitions,
): { schema: SourceSchema; definitions: Definitions } {
  const { properties: { metadata, status, ...properties } = {}, ...schema } = definition(definitions, name);
  const withoutStatus = { ...schema, properties: { ...properties, ...(metadata && { metadata: ANY }) } };
  if (status === undefined) return { schema: withoutStatus, definitions };
  const used = reachable(withoutStatus, definitions);
  const onlyInStatus = [...reachable(status, definitions)].filter((part) => !used.has(part));
  const lenient = onlyInStatus.map((part) => [part, withoutRequired(definition(definitions, part))] as const);
  return {
    schema: { ...withoutStatus, properties: { ...withoutStatus.properties, status } },
    definitions: { ...definitions, ...Object.fromEntries(lenient) },
  };
}

const ANY: SourceSchema = { 'x-kubernetes-preserve-unknown-fields': true };
const INT32 = 2 ** 31;
const INT64 = 2 ** 63;

/**
 * Types with a decoder of their own; the source is that of UnmarshalJSON in k8s.io/apimachinery: pkg/apis/meta/v1/time.go
 * and micro_time.go, pkg/api/resource/quantity.go, pkg/util/intstr/intstr.go, pkg/runtime/extension.go.
 */
const DECODERS: Readonly<Record<string, SourceSchema>> = {
  Time: { type: 'string', format: 'go-time' },
  MicroTime: { type: 'string', format: 'go-micro-time' },
  Quantity: { type: ['number', 'string'], format: 'go-quantity' },
  IntOrString: { type: ['integer', 'string'], minimum: -INT32, maximum: INT32 - 1 },
  RawExtension: ANY,
  FieldsV1: ANY,
  Patch: ANY,
  JSON: ANY,
  JSONSchemaPropsOrArray: ANY,
  JSONSchemaPropsOrBool: ANY,
  JSONSchemaPropsOrStringArray: ANY,
};

/**
 * Fields that the definitions call required and that a create may leave out: Go's zero value is as good, or the server
 * has a default (k8s.io/kubernetes pkg/apis/*: validation.go and v1/defaults.go). What waits for a feature is dropped, and
 * so are references that a claim cannot be made from. An owner reference is among the rules
 * on metadata.
 */
const NOT_REQUIRED: Readonly<Record<string, readonly string[]>> = {
  CSIDriver: ['spec'],
  CSINode: ['spec'],
  CSINodeSpec: ['drivers'],
  ClusterTrustBundleProjection: ['path'],
  ConfigMapNodeConfigSource: ['kubeletConfigKey', 'name', 'namespace'],
  ContainerRestartRule: ['action'],
  ContainerRestartRuleOnExitCodes: ['operator'],
  ControllerRevision: ['revision'],
  CustomResourceConversion: ['strategy'],
  CustomResourceDefinitionVersion: ['served', 'storage'],
  DeviceClass: ['spec'],
  EndpointSlice: ['endpoints'],
  FileKeySelector: ['key', 'path', 'volumeName'],
  HTTPHeader: ['value'],
  ISCSIPersistentVolumeSource: ['lun'],
  ISCSIVolumeSource: ['lun'],
  LimitRangeSpec: ['limits'],
  OwnerReference: ['apiVersion', 'kind', 'name', 'uid'],
  PodCertificateProjection: ['keyType', 'signerName'],
  PodFailurePolicy: ['rules'],
  PodFailurePolicyOnPodConditionsPattern: ['status'],
  PreferredSchedulingTerm: ['preference'],
  PriorityClass: ['value'],
  ResourceClaim: ['spec'],
  ResourceClaimTemplate: ['spec'],
  ResourceClaimTemplateSpec: ['spec'],
  ResourcePool: ['generation'],
  RoleRef: ['apiGroup'],
  ScaleIOPersistentVolumeSource: ['secretRef'],
  ScaleIOVolumeSource: ['secretRef'],
  SleepAction: ['seconds'],
  Sysctl: ['value'],
  TokenRequest: ['audience'],
  TypedLocalObjectReference: ['kind', 'name'],
  TypedObjectReference: ['kind', 'name'],
  WebhookConversion: ['conversionReviewVersions'],
};

function goDefinition(name: string, schema: SourceSchema): SourceSchema {
  const decoder = DECODERS[name];
  if (decoder !== undefined) return decoder;
  const optional = NOT_REQUIRED[name] ?? [];
  const required = schema.required?.filter((field) => !optional.includes(field)) ?? [];
  const { required: _, ...rest } = goType(schema);
  // A type without fields is an empty struct: it takes no key.
  return {
    ...(rest.type === 'object' && { properties: {} }),
    ...rest,
    ...(required.length > 0 && { required }),
  };
}

function goType(schema: SourceSchema): SourceSchema {
  const { properties, additionalProperties, items, type, format, required } = schema;
  if (schema.$ref !== undefined) return { $ref: `#/definitions/${refName(schema.$ref)}` };
  if (format === 'byte') return BYTES;
  if (type === 'integer') return format === 'int32' ? INT32_TYPE : INT64_TYPE;
  return {
    ...(type !== undefined && { type }),
    ...(schema.enum !== undefined && { enum: schema.enum }),
    ...(required !== undefined && { required }),
    ...(properties !== undefined && {
      properties: Object.fromEntries(Object.entries(properties).map(([key, part]) => [key, goType(part)])),
    }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: goType(additionalProperties) }),
    ...(items !== undefined && { items: goType(items) }),
  };
}

const INT32_TYPE: SourceSchema = { type: 'integer', minimum: -INT32, maximum: INT32 - 1 };
const INT64_TYPE: SourceSchema = { type: 'integer', minimum: -INT64, maximum: INT64 };
/** encoding/json takes a list of numbers for bytes as well. */
const BYTES: SourceSchema = {
  type: ['string', 'array'],
  format: 'go-byte',
  items: { type: 'integer', minimum: 0, maximum: 255 },
};

function withoutRequired({ required: _, ...schema }: SourceSchema): SourceSchema {
  return schema;
}

/** `PodSpec` of `io.k8s.api.core.v1.PodSpec`. */
function shortName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
