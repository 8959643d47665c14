/** Where initdata was found. */
export interface Source {
  /** `a file`, or `standard input`, or `annotation`. */
  readonly file: string;
  /** The object, when it is a manifest. */
  readonly object?: {
    readonly kind: string;
    readonly namespace: string;
    readonly name: string;
    /** JSON pointer of the annotation. */
    readonly path: string;
  };
  /** Undefined when a confidential pod has none. */
  readonly toml?: string;
  /** Whether a pod without has some under the name that older runtimes read. */
  readonly isOlder?: boolean;
  /** Of all annotations of the pod, or of this one with its key. */
  readonly bytes: number;
}

/** A source in words, on one line. */
export function sourceName({ file, object }: Source): string {
  if (object === undefined) return file;
  const name = [object.namespace, object.name].filter(Boolean).join('/');
  return `${file}: ${object.kind} ${name}`;
}
