import { FORMATS } from '../../../validation/formats/formats.ts';
import type { Definitions, SourceSchema } from '../../../validation/schema/source-schema.ts';
import { isMembers, type Place, typeOf, type Value } from './problem.ts';

/** Types that decode themselves, by the last part of their name: whether they take a value, and what a null means. */
const OWN_DECODERS: Readonly<Record<string, (value: Value) => string | undefined>> = {
  Time: (value) => textOf(value, 'go-time'),
  MicroTime: (value) => textOf(value, 'go-micro-time'),
  Quantity: (value) => (typeof value === 'number' ? undefined : textOf(value, 'go-quantity')),
  IntOrString: (value) => (typeof value === 'string' ? undefined : intOf(value, 32)),
};
const OPEN = /\.(RawExtension|FieldsV1|Patch|JSON|JSONSchemaPropsOr\w+)$/;
/** Fields that may be left out although the definitions require them: `Type.field`. */
const OPTIONAL = new Set(
  (
    'CustomResourceConversion.strategy CustomResourceDefinitionVersion.served CustomResourceDefinitionVersion.storage ' +
    'HTTPHeader.value ISCSIPersistentVolumeSource.lun ISCSIVolumeSource.lun LimitRangeSpec.limits ' +
    'OwnerReference.apiVersion OwnerReference.kind OwnerReference.name OwnerReference.uid PodFailurePolicy.rules ' +
    'PodFailurePolicyOnPodConditionsPattern.status PreferredSchedulingTerm.preference PriorityClass.value ' +
    'RoleRef.apiGroup Sysctl.value CSIDriver.spec CSINode.spec CSINodeSpec.drivers ControllerRevision.revision ' +
    'DeviceClass.spec EndpointSlice.endpoints ResourceClaim.spec ResourceClaimTemplate.spec ' +
    'ResourceClaimTemplateSpec.spec ResourcePool.generation TokenRequest.audience ' +
    'WebhookConversion.conversionReviewVersions ClusterTrustBundleProjection.path ContainerRestartRule.action ' +
    'ConfigMapNodeConfigSource.kubeletConfigKey ConfigMapNodeConfigSource.name ConfigMapNodeConfigSource.namespace ' +
    'ContainerRestartRuleOnExitCodes.operator FileKeySelector.key FileKeySelector.path FileKeySelector.volumeName ' +
    'PodCertificateProjection.keyType PodCertificateProjection.signerName ScaleIOPersistentVolumeSource.secretRef ' +
    'ScaleIOVolumeSource.secretRef SleepAction.seconds TypedLocalObjectReference.kind TypedLocalObjectReference.name ' +
    'TypedObjectReference.kind TypedObjectReference.name'
  ).split(' '),
);

/** Decodes a value of a published definition as Go does; null means the zero value. */
export class GoDecoder {
  constructor(
    private readonly definitions: Definitions,
    /** Definitions whose required fields do not count. */
    private readonly lenient: ReadonlySet<string> = new Set(),
  ) {}

  named(value: Value, name: string, place: Place): void {
    const short = name.slice(name.lastIndexOf('.') + 1);
    const decode = OWN_DECODERS[short];
    if (decode !== undefined) place.reportAny(value === null ? undefined : decode(value));
    else if (!OPEN.test(`.${name}`)) {
      this.struct(value ?? {}, this.definitions[name] ?? {}, short, this.lenient.has(name), place);
    }
  }

  private struct(value: Value, schema: SourceSchema, name: string, lenient: boolean, place: Place): void {
    if (!isMembers(value)) {
      place.report('type');
      return;
    }
    for (const [key, member] of Object.entries(value)) {
      const field = Object.hasOwn(schema.properties ?? {}, key) ? schema.properties?.[key] : undefined;
      if (field === undefined) place.at(key).report('unknown-field');
      else if (member !== null) this.value(member, field, place.at(key));
    }
    for (const key of lenient ? [] : (schema.required ?? [])) {
      const missing = (value[key] ?? null) === null && !OPTIONAL.has(`${name}.${key}`);
      if (missing) place.at(key).report('required');
    }
  }

  private value(value: Value, schema: SourceSchema, place: Place): void {
    const { $ref, type, format, items = {}, additionalProperties } = schema;
    if ($ref !== undefined) this.named(value, $ref.slice($ref.lastIndexOf('/') + 1), place);
    else if (format === 'byte') this.bytes(value, place);
    else if (type === 'integer') place.reportAny(intOf(value, format === 'int32' ? 32 : 64));
    else if (type === 'number') place.reportAny(typeof value === 'number' ? undefined : 'type');
    else if (typeOf(value) !== type) place.report('type');
    else if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) this.element(item, items, place.at(index));
    } else if (isMembers(value) && typeof additionalProperties === 'object') {
      for (const [key, member] of Object.entries(value))
        this.element(member, additionalProperties, place.at(key));
    }
  }

  /** Of a list or a map, where a null is the zero value of a type. */
  private element(value: Value, schema: SourceSchema, place: Place): void {
    if (value !== null || schema.$ref !== undefined) this.value(value, schema, place);
  }

  private bytes(value: Value, place: Place): void {
    if (!Array.isArray(value)) place.reportAny(textOf(value, 'go-byte'));
    for (const [index, item] of Array.isArray(value) ? value.entries() : []) {
      const outside = Number(item) < 0 || Number(item) > 255 ? 'bounds' : undefined;
      if (item !== null) place.at(index).reportAny(typeOf(item) === 'integer' ? outside : 'type');
    }
  }
}

function textOf(value: Value, format: string): string | undefined {
  if (typeof value !== 'string') return 'type';
  return FORMATS[format]?.(value) ? undefined : 'format';
}

function intOf(value: Value, bits: 32 | 64): string | undefined {
  if (typeOf(value) !== 'integer') return 'type';
  const [low, high] = bits === 32 ? [-(2 ** 31), 2 ** 31 - 1] : [-(2 ** 63), 2 ** 63];
  if (Number(value) >= low && Number(value) <= high) return undefined;
  return bits === 32 ? 'bounds' : 'type';
}
