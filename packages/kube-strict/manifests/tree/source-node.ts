/** A part of the text of a document: offsets in UTF-16 code units. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * What a document says and where it says it, whatever it is written in. Values that YAML aliases repeat are one and the
 * same node, so that a tree is never larger than its text.
 */
export type SourceNode = SourceScalar | SourceMap | SourceList;

export interface SourceScalar extends Range {
  readonly kind: 'scalar';
  readonly value: ScalarValue;
  /** As it is written, when it has no quotes and readers may take it for different things. */
  readonly plain?: string;
}

/** An integer that a double cannot hold is a bigint. */
export type ScalarValue = null | boolean | number | bigint | string;

export interface SourceMap extends Range {
  readonly kind: 'map';
  /** In the order of the text; of equal keys the last counts. */
  readonly entries: readonly SourceEntry[];
  /** The keys `<<`, of which the entries are merged ones. */
  readonly merges?: readonly Range[];
}

export interface SourceEntry {
  readonly key: string;
  readonly keyRange: Range;
  /** See `SourceScalar.plain`. */
  readonly plainKey?: string;
  readonly value: SourceNode;
  /** Whether it comes from a map that was merged with `<<`. */
  readonly merged?: true;
}

export interface SourceList extends Range {
  readonly kind: 'list';
  readonly items: readonly SourceNode[];
}
