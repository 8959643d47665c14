/**
 * A schema as a CustomResourceDefinition states it (apiextensions.k8s.io/v1, JSONSchemaProps). Kubernetes' own types
 * are brought into the same form; only there `$ref` occurs.
 */
export interface SourceSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly nullable?: boolean;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: boolean;
  readonly exclusiveMaximum?: boolean;
  readonly multipleOf?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SourceSchema>>;
  readonly additionalProperties?: SourceSchema | boolean;
  readonly items?: SourceSchema;
  readonly allOf?: readonly SourceSchema[];
  readonly anyOf?: readonly SourceSchema[];
  readonly oneOf?: readonly SourceSchema[];
  readonly not?: SourceSchema;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-embedded-resource'?: boolean;
  readonly 'x-kubernetes-list-type'?: string;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-validations'?: readonly SourceRule[];
}

/** A rule in CEL (apiextensions.k8s.io/v1, ValidationRule). Its `reason` says nothing to us. */
export interface SourceRule {
  readonly rule: string;
  readonly message?: string;
  readonly messageExpression?: string;
  /** As `.spec.replicas`, from the value that the rule is about. */
  readonly fieldPath?: string;
  readonly optionalOldSelf?: boolean;
}

/** Named schemas that `#/definitions/<name>` refers to. */
export type Definitions = Readonly<Record<string, SourceSchema>>;

/** The name that a `$ref` refers to. */
export function refName(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1);
}

/** Names of all definitions that a schema uses, directly or not. */
export function reachable(schema: SourceSchema, definitions: Definitions): Set<string> {
  const names = new Set<string>();
  const visit = (part: SourceSchema): void => {
    if (part.$ref !== undefined && !names.has(refName(part.$ref))) {
      names.add(refName(part.$ref));
      visit(definition(definitions, refName(part.$ref)));
    }
    for (const child of children(part)) visit(child);
  };
  visit(schema);
  return names;
}

/** @throws Error when the schema document refers to what it does not have */
export function definition(definitions: Definitions, name: string): SourceSchema {
  const found = definitions[name];
  if (found === undefined) throw new Error(`the definition ${name} is referred to, but missing`);
  return found;
}

/** The schemas of the parts of a value: members and items. */
export function children(schema: SourceSchema): SourceSchema[] {
  const { properties, additionalProperties, items } = schema;
  return [
    ...Object.values(properties ?? {}),
    ...(typeof additionalProperties === 'object' ? [additionalProperties] : []),
    ...(items === undefined ? [] : [items]),
  ];
}
