import { RELEASE } from './release.ts';
import type { ParsedProfile } from './schema/profile.ts';

/** How an operator is installed, with the version to start from decided. */
export type Operator = ParsedProfile['operators']['gpu'];

/** A profile with every default decided; what the rest of the program works with. */
export interface Profile extends ParsedProfile {
  readonly name: string;
  readonly nodes: ParsedProfile['nodes'] & { readonly expected: number };
  readonly initdata: ParsedProfile['initdata'] & { readonly algorithm: 'sha256' | 'sha384' | 'sha512' };
  readonly gitops: ParsedProfile['gitops'] & { readonly path: string };
}

const FIXED_NODE_COUNT = { compact: 3, 'single-node': 1, 'multi-node': undefined } as const;

/** How many nodes a topology has by definition; undefined when only the owner of the cluster knows. */
export function fixedNodeCount(topology: Profile['topology']): number | undefined {
  return FIXED_NODE_COUNT[topology];
}

/**
 * Decides the defaults that depend on other settings.
 *
 * @param parsed a profile that passed the schema and the rules
 * @param fileName base name of its file without extension, the default of `name`
 */
export function resolveProfile(parsed: ParsedProfile, fileName: string): Profile {
  const name = parsed.name ?? fileName;
  const { operators } = parsed;
  return {
    ...parsed,
    name,
    nodes: { ...parsed.nodes, expected: parsed.nodes.expected ?? fixedNodeCount(parsed.topology) ?? 1 },
    operators: {
      ...operators,
      sandboxedContainers: startingAt(
        operators.sandboxedContainers,
        RELEASE.firstVersions.sandboxedContainers,
      ),
      intelDevicePlugins: startingAt(operators.intelDevicePlugins, RELEASE.firstVersions.intelDevicePlugins),
      gpu: startingAt(operators.gpu, RELEASE.firstVersions.gpu),
    },
    // The algorithm whose digest fills the register exactly: nothing is cut off or padded (TDX MRCONFIGID holds 48
    // bytes, SEV-SNP HOSTDATA 32).
    initdata: {
      ...parsed.initdata,
      algorithm: parsed.initdata.algorithm ?? (parsed.tee === 'tdx' ? 'sha384' : 'sha256'),
    },
    gitops: { ...parsed.gitops, path: parsed.gitops.path ?? `dist/${name}` },
  };
}

function startingAt(operator: Operator, first: { channel: string; csv: string }): Operator {
  const known = operator.channel === first.channel ? first.csv : undefined;
  const startingCSV = operator.startingCSV ?? known;
  return startingCSV === undefined ? operator : { ...operator, startingCSV };
}
