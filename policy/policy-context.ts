import type { JsonObject } from 'kube-strict/ground/json.ts';
import { readObject } from 'kube-strict/validation/read-object.ts';
import { type AgentPolicy, readAgentPolicy } from '../initdata/agent-policy.ts';
import type { Tee } from '../initdata/digest.ts';
import { type Initdata, readInitdata } from '../initdata/read.ts';
import { Unpacking } from '../initdata/unpacking.ts';
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
  /** Whether an object may waive rules for itself; false where nobody vouches for it. */
  readonly ownWaivers?: boolean;
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
   * Whether an object may waive rules for itself.
   * @default true
   */
  readonly ownWaivers?: boolean;
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
  const { waivers = new Map(), ownWaivers = true, now = new Date(), tee } = options;
  const kinds = new Map<string, JsonObject[]>();
  for (const input of inputs) {
    const reading = readObject(input);
    if ('fault' in reading) continue;
    const key = keyOf(targetOf(reading.object));
    const same = kinds.get(key);
    if (same === undefined) kinds.set(key, [reading.object]);
    else same.push(reading.object);
  }
  const initdata = new InitdataReader();
  return {
    now,
    waivers,
    ownWaivers,
    ...(tee !== undefined && { tee }),
    ofKind: (group, kind) => kinds.get(keyOf({ group, kind })) ?? [],
    initdata: (value) => initdata.read(value),
  };
}

function keyOf({ group, kind }: { readonly group: string; readonly kind: string }): string {
  return JSON.stringify([group, kind]);
}

/** Several rules look at the initdata of one pod, and many pods have the same. */
const MOST_HELD = 8;

/** Reads initdata, and holds the last few readings: what is read of one can have a hundred times its size. */
class InitdataReader {
  private readonly unpacking = new Unpacking();
  private readonly held = new Map<string, InitdataReading>();

  read(value: string): InitdataReading {
    const known = this.held.get(value);
    const reading = known ?? this.readAnew(value);
    // The one that was asked for last is the last to go.
    this.held.delete(value);
    this.held.set(value, reading);
    const [oldest] = this.held.keys();
    if (this.held.size > MOST_HELD && oldest !== undefined) this.held.delete(oldest);
    return reading;
  }

  private readAnew(value: string): InitdataReading {
    const decoded = this.unpacking.decode(value);
    if ('fault' in decoded) return decoded;
    const initdata = readInitdata(decoded.toml);
    return initdata.policy === undefined
      ? { initdata }
      : { initdata, policy: readAgentPolicy(initdata.policy) };
  }
}
