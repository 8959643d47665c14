import { canonicalJson, isJsonObject, type Json } from '../../ground/json.ts';
import { memberNode, type SchemaNode } from '../schema/schema-node.ts';

/**
 * A value together with what it was before an update, as far as that can be told (apiextensions-apiserver
 * pkg/apiserver/schema/cel/validation.go, ratchetingOptions; k8s.io/apiserver pkg/cel/common/equality.go).
 */
export class Correlation {
  private unchanged: boolean | undefined;
  private byKeys: ReadonlyMap<string, Json> | undefined;

  /**
   * @param old what rules see as oldSelf
   * @param counterpart what tells whether the value has changed; undefined when nothing can be told
   * @param outer what is around the value, and tells instead
   */
  private constructor(
    private readonly value: Json,
    private readonly node: SchemaNode | undefined,
    readonly old: Json | undefined,
    private readonly counterpart: Json | undefined,
    private readonly outer: Correlation | undefined,
  ) {}

  static ofRoot(value: Json, node: SchemaNode, old: Json | undefined): Correlation {
    return new Correlation(value, node, old, old, undefined);
  }

  /** Whether the value was the same before. */
  get isUnchanged(): boolean {
    this.unchanged ??=
      this.counterpart === undefined
        ? this.outer?.isUnchanged === true
        : isSame(this.value, this.counterpart, this.node);
    return this.unchanged;
  }

  /** That of a member of the value, which is an object. */
  member(key: string): Correlation {
    const part = this.node === undefined ? undefined : memberNode(this.node, key);
    const counterpart = part === undefined ? undefined : memberOf(this.counterpart, key);
    return this.part(memberOf(this.value, key), part, memberOf(this.old, key) ?? undefined, counterpart);
  }

  /** That of an item of the value, which is a list. Only of a list that is a map a rule can see the old item. */
  item(index: number): Correlation {
    const [item, part] = [itemOf(this.value, index), this.node?.items];
    if (this.node?.listType !== 'map' || !Array.isArray(this.old)) {
      const counterpart = this.node?.listType === undefined ? itemOf(this.counterpart, index) : undefined;
      return this.part(item, part, undefined, counterpart);
    }
    this.byKeys ??= indexByKeys(this.old, this.node);
    const old = this.byKeys.get(keysOf(item ?? null, this.node));
    return this.part(item, part, old, old);
  }

  private part(
    value: Json | undefined,
    node: SchemaNode | undefined,
    old: Json | undefined,
    counterpart: Json | undefined,
  ): Correlation {
    const outer = this.counterpart === undefined ? this.outer : this;
    return new Correlation(value ?? null, node, old, counterpart, outer);
  }
}

function memberOf(value: Json | undefined, key: string): Json | undefined {
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function itemOf(value: Json | undefined, index: number): Json | undefined {
  return Array.isArray(value) ? value[index] : undefined;
}

function keysOf(item: Json, { listMapKeys = [] }: SchemaNode): string {
  return canonicalJson(listMapKeys.map((key) => memberOf(item, key) ?? null));
}

function indexByKeys(list: readonly Json[], node: SchemaNode): Map<string, Json> {
  return new Map(list.map((item) => [keysOf(item, node), item]));
}

/** What the schema does not describe counts as changed, as does what has no counterpart (CachedDeepEqual). */
function isSame(value: Json, old: Json, node: SchemaNode | undefined): boolean {
  if (Array.isArray(value) && Array.isArray(old)) {
    return value.length === old.length && areSameItems(value, old, node);
  }
  if (!isJsonObject(value) || !isJsonObject(old)) return canonicalJson(value) === canonicalJson(old);
  const keys = Object.keys(value);
  return (
    keys.length === Object.keys(old).length &&
    keys.every((key) => {
      const [part, member, oldMember] = [
        node && memberNode(node, key),
        memberOf(value, key),
        memberOf(old, key),
      ];
      if (part === undefined || member === undefined || oldMember === undefined) return false;
      return isSame(member, oldMember, part);
    })
  );
}

function areSameItems(list: readonly Json[], old: readonly Json[], node: SchemaNode | undefined): boolean {
  const { listType, items } = node ?? {};
  if (node === undefined || items === undefined || listType === 'set' || listType === 'atomic') {
    return canonicalJson([...list]) === canonicalJson([...old]);
  }
  const byKeys = listType === 'map' ? indexByKeys(old, node) : undefined;
  return list.every((item, index) => {
    const counterpart = byKeys === undefined ? old[index] : byKeys.get(keysOf(item, node));
    return counterpart !== undefined && isSame(item, counterpart, items);
  });
}
