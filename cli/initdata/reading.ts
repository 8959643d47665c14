import type { Problem } from 'kube-strict/ground/user-error.ts';
import { type AgentPolicy, readAgentPolicy } from '../../initdata/agent-policy.ts';
import { ANNOTATIONS_BYTES } from '../../initdata/annotation.ts';
import { type InitdataDigests, initdataDigests } from '../../initdata/digest.ts';
import { type InitdataProblem, initdataProblems } from '../../initdata/problems.ts';
import { type Initdata, readInitdata } from '../../initdata/read.ts';
import { type Setting, settingsOf } from '../../initdata/settings.ts';
import type { InitdataOptions } from './options.ts';

/** Initdata, read as far as it can be. */
export interface ReadInitdata {
  readonly toml: string;
  readonly initdata: Initdata;
  /** When the algorithm is one that the guest knows. */
  readonly digests?: InitdataDigests;
  readonly policy?: AgentPolicy;
  readonly settings: readonly Setting[];
  readonly problems: readonly InitdataProblem[];
}

/** Reads and judges the TOML of initdata. */
export function readToml(
  toml: string,
  { at = new Date(), insecureHttp = false }: Pick<InitdataOptions, 'at' | 'insecureHttp'>,
): ReadInitdata {
  const initdata = readInitdata(toml);
  const { algorithm } = initdata;
  const policy = initdata.policy === undefined ? undefined : readAgentPolicy(initdata.policy);
  return {
    toml,
    initdata,
    ...(algorithm !== undefined && { digests: initdataDigests(toml, algorithm) }),
    ...(policy !== undefined && { policy }),
    settings: settingsOf(initdata),
    problems: initdataProblems(initdata, policy, { now: at, insecureHttp }),
  };
}

/** What is wrong with the size of all annotations of an object, keys and values together. */
export function sizeProblems(bytes: number): InitdataProblem[] {
  if (bytes <= ANNOTATIONS_BYTES) return [];
  const message = `the annotations have ${bytes} bytes together; a server takes ${ANNOTATIONS_BYTES}`;
  const fix = 'make the agent policy smaller, or let the guest fetch large files from the KBS';
  return [{ severity: 'error', message, fix }];
}

/** A problem as the user is told of it. */
export function toldProblem({ message, fix }: InitdataProblem, file?: string): Problem {
  return { ...(file !== undefined && { file }), message, fix };
}

/** How many files there are that no program of the guest is known to read. */
export function unknownFiles(files: ReadonlyMap<string, string>): number {
  return [...files.keys()].filter((name) => !['aa.toml', 'cdh.toml', 'policy.rego'].includes(name)).length;
}
