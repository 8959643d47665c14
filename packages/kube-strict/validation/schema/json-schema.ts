/** A JSON Schema (draft 7) for Ajv, with only the keywords that judge values. */
export interface ValueSchema {
  readonly [keyword: string]: unknown;
}
