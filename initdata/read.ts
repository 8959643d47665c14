import { parse, TomlError } from 'smol-toml';
import { ALGORITHMS, type Algorithm } from './digest.ts';

/** A table of TOML as JSON has it; dates are texts. */
export type TomlTable = Readonly<Record<string, unknown>>;

/** What is in initdata, as far as it can be read. */
export interface Initdata {
  /** What keeps a guest from taking it: it refuses the whole, or the program that a file is for does not start. */
  readonly faults: readonly string[];
  readonly algorithm?: Algorithm;
  /** Names beside `algorithm`, `version` and `data`, which nobody reads. */
  readonly others: readonly string[];
  /** Texts below `data`, by name. */
  readonly files: ReadonlyMap<string, string>;
  /** `aa.toml`, for the attestation agent. */
  readonly attestationAgent?: TomlTable;
  /** `cdh.toml`, for the confidential data hub. */
  readonly confidentialDataHub?: TomlTable;
  /** `policy.rego`, for the Kata agent. */
  readonly policy?: string;
}

const VERSION = '0.1.0';

/** No configuration of the guest has more than a handful of levels. */
const MAX_DEPTH = 50;

/** Reads the TOML of initdata, with every fault at once. */
export function readInitdata(toml: string): Initdata {
  const document = readToml(toml, 'it');
  if ('fault' in document) return { faults: [document.fault], others: [], files: new Map() };
  const { version, data, algorithm: _, ...rest } = document.table;
  const algorithm = ALGORITHMS.find((name) => name === document.table['algorithm']);
  const known = { others: Object.keys(rest), ...(algorithm !== undefined && { algorithm }) };
  const faults = [
    ...(algorithm === undefined ? [`its "algorithm" has to be sha256, sha384 or sha512, in quotes`] : []),
    ...(version === VERSION ? [] : [`its "version" has to be "${VERSION}"`]),
  ];
  if (!isTable(data)) return { ...known, faults: [...faults, 'it has no table "data"'], files: new Map() };
  const files = new Map<string, string>();
  for (const [name, text] of Object.entries(data)) {
    if (typeof text === 'string') files.set(name, text);
    else faults.push(`"${name}" below "data" has to be a text`);
  }
  const attestationAgent = tableIn(files, 'aa.toml', faults);
  const confidentialDataHub = tableIn(files, 'cdh.toml', faults);
  const policy = files.get('policy.rego');
  return {
    ...known,
    faults,
    files,
    ...(attestationAgent !== undefined && { attestationAgent }),
    ...(confidentialDataHub !== undefined && { confidentialDataHub }),
    ...(policy !== undefined && { policy }),
  };
}

function tableIn(files: ReadonlyMap<string, string>, name: string, faults: string[]): TomlTable | undefined {
  const text = files.get(name);
  if (text === undefined) return undefined;
  const document = readToml(text, `"${name}"`);
  if ('table' in document) return document.table;
  faults.push(document.fault);
  return undefined;
}

/** Only the place of a fault is passed on: the parser quotes the text around it, which may hold secrets. */
function readToml(text: string, what: string): { readonly table: TomlTable } | { readonly fault: string } {
  // Ours passes over it; that of the guest does not (toml-rs).
  if (text.startsWith('\ufeff'))
    return { fault: `${what} begins with a byte order mark, which TOML has not` };
  try {
    const table = parse(text);
    // Dotted keys nest without a bound.
    if (isDeeper(table, MAX_DEPTH)) return { fault: `${what} is nested too deep` };
    return { table: JSON.parse(JSON.stringify(table)) };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    return { fault: `${what} is no TOML: line ${error.line}, column ${error.column}` };
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeper(member, levels - 1));
}

function isTable(value: unknown): value is TomlTable {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
