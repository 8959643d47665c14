/** Families of rules, as `--rules` names them. Here, beside no code, so that the command line is parsed without loading them. */
export const FAMILIES = ['api', 'policy'] as const;
export type Family = (typeof FAMILIES)[number];
