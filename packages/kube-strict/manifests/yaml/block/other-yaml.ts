/** Thrown where a text uses more of YAML than the block reader knows, or is wrong: the full reader says which. */
export class OtherYaml extends Error {}

/** One for all, since making one takes longer than reading a small document. */
export const OTHER_YAML = new OtherYaml('more YAML than the block reader knows');
