import { type AgentPolicy, readAgentPolicy } from '../../initdata/agent-policy.ts';
import { decodeInitdata } from '../../initdata/decode.ts';
import type { Tee } from '../../initdata/digest.ts';
import { type Initdata, readInitdata } from '../../initdata/read.ts';
import type { JsonObject } from '../json.ts';
import { readObject } from '../read-object.ts';
import { targetOf } from './support/target.ts';

/** Initdata, or why it cannot be decoded. */
export type InitdataReading =
  | { readonly fault: string }
  | { readonly initdata: Initdata; readonly policy?: AgentPolicy };

/** What a rule may look at beside the object that it judges. */
export interface PolicyContext {
  readonly now: Date;
  /** Reasons for which rules are waived in the whole run, by rule. */
  readonly waivers: ReadonlyMap<string, string>;
  /** The TEE of the cluster, where that is known. */
  readonly tee?: Tee;
  /** The objects of the run of one kind, that which is judged among them. */
  ofKind(group: string, kind: string): readonly JsonObject[];
  /** What the value of an initdata annotation holds. */
  initdata(value: string): InitdataReading;
}

export interface PolicyOptions {
  /**
   * Rules that are waived for every object, with the reason: `policy/image-digest` to text.
   * @default - none
   */
  readonly waivers?: ReadonlyMap<string, string>;
  /**
   * When certificates have to be valid.
   * @default - now
   */
  readonly now?: Date;
  /**
   * The TEE of the cluster.
   * @default - not known, and told from each pod as far as that can be
   */
  readonly tee?: Tee;
}

/**
 * What the rules have to know of a run.
 *
 * @param inputs every object of it, as read from YAML or JSON
 */
export function policyContext(inputs: readonly unknown[], options: PolicyOptions = {}): PolicyContext {
  const { waivers = new Map(), now = new Date(), tee } = options;
  const kinds = new Map<string, JsonObject[]>();
  for (const input of inputs) {
    const reading = readObject(input);
    if ('fault' in reading) continue;
    const key = keyOf(targetOf(reading.object));
    const same = kinds.get(key);
    if (same === undefined) kinds.set(key, [reading.object]);
    else same.push(reading.object);
  }
  const readings = new Map<string, InitdataReading>();
  return {
    now,
    waivers,
    ...(tee !== undefined && { tee }),
    ofKind: (group, kind) => kinds.get(keyOf({ group, kind })) ?? [],
    initdata: (value) => {
      const reading = readings.get(value) ?? read(value);
      readings.set(value, reading);
      return reading;
    },
  };
}

function keyOf({ group, kind }: { readonly group: string; readonly kind: string }): string {
  return JSON.stringify([group, kind]);
}

function read(value: string): InitdataReading {
  const decoded = decodeInitdata(value);
  if ('fault' in decoded) return decoded;
  const initdata = readInitdata(decoded.toml);
  return initdata.policy === undefined
    ? { initdata }
    : { initdata, policy: readAgentPolicy(initdata.policy) };
}
