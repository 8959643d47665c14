/** The files whose objects are applied to one cluster. */
export type Cluster = ReadonlySet<string>;
