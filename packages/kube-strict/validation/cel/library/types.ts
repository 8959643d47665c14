import {
  CelList,
  CelMap,
  CelObject,
  type CelValue,
  type Optional,
  type TypeValue,
  type Uint,
} from '../values.ts';

/** The types that functions take, by their name in expressions; each library adds its own. */
export interface CelTypes {
  readonly any: CelValue;
  readonly bool: boolean;
  readonly bytes: Uint8Array;
  readonly double: number;
  readonly int: bigint;
  readonly list: CelList;
  readonly map: CelMap;
  readonly null_type: null;
  readonly string: string;
  readonly type: TypeValue;
  readonly uint: Uint;
  readonly optional_type: Optional;
}

export type TypeName = keyof CelTypes;

const NAMES = new Set([
  'bool',
  'bytes',
  'double',
  'int',
  'list',
  'map',
  'null_type',
  'string',
  'type',
  'uint',
  'google.protobuf.Duration',
  'google.protobuf.Timestamp',
  'net.CIDR',
  'net.IP',
]);

/** Whether a name stands for a type when no variable has it. */
export function isTypeName(name: string): boolean {
  return NAMES.has(name);
}

/** The name of a value's type. */
export function typeName(value: CelValue): string {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'bigint':
      return 'int';
    case 'number':
      return 'double';
    case 'boolean':
      return 'bool';
    default:
      if (value === null) return 'null_type';
      if (value instanceof CelObject) return value.typeName;
      if (value instanceof CelList) return 'list';
      return value instanceof CelMap ? 'map' : 'bytes';
  }
}
