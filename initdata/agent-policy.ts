import { ALLOW_FAILING, REQUESTS } from './agent-requests.ts';
import { sizeFaults, wideLines } from './rego/limits.ts';
import { type Mention, mayBeObject, mentionsOf } from './rego/mentions.ts';
import { readTokens, type Token } from './rego/tokens.ts';

/**
 * What the agent answers to a request: yes; no; or it depends on the request, or on more Rego than is read here.
 * A request that could be allowed is never said to be denied.
 */
export type RequestVerdict = 'allow' | 'deny' | 'conditional';

/** What is wrong with a policy as a whole. */
export interface AgentPolicyFault {
  /** `refused`: the agent does not take the policy, and the pod does not start. `suspect`: it may not be what was meant. */
  readonly kind: 'refused' | 'suspect';
  /** From 1. */
  readonly line: number;
  readonly message: string;
  /** The rule that it is about, or `package`. */
  readonly rule?: string;
}

/** A Kata agent policy (Rego), read as far as it can be without evaluating it. */
export interface AgentPolicy {
  readonly faults: readonly AgentPolicyFault[];
  /**
   * The line of a rule that may answer with an object. In it can be changes (`ops`) of all that the engine knows, the
   * answers to other requests among them; then nothing is surely denied.
   */
  readonly statefulLine?: number;
  verdict(request: string): RequestVerdict;
  /** Whether the policy says nothing of a request, which the agent denies then. */
  isUndefined(request: string): boolean;
}

const KNOWN: ReadonlySet<string> = new Set(REQUESTS);

/**
 * Reads an agent policy. The agent asks for `data.agent_policy.<request>` and denies what is false or undefined
 * (kata-containers, src/agent/policy/src/policy.rs). Rego is not evaluated: defaults, constant rules and whether a name
 * occurs at all decide; everything else is conditional.
 */
export function readAgentPolicy(text: string): AgentPolicy {
  const limits = [...sizeFaults(text), ...wideLines(text)].map(
    ({ line, message }): AgentPolicyFault => ({ kind: 'suspect', line, message }),
  );
  const reading = readTokens(text);
  if ('fault' in reading) {
    const { line, found } = reading.fault;
    return unreadable([refused(line, `Rego cannot be read on from here: ${found}`), ...limits]);
  }
  const { tokens } = reading;
  const found = new Map<string, readonly Mention[]>();
  const mentions = (name: string): readonly Mention[] => {
    const known = found.get(name) ?? mentionsOf(name, tokens);
    found.set(name, known);
    return known;
  };
  const broken = [...bracketFaults(tokens), ...packageFaults(tokens)];
  if (broken.length > 0) return unreadable([...broken, ...limits]);
  const failing = verdictOf(mentions(ALLOW_FAILING));
  const stateful = statefulLine(tokens);
  const isSure = failing === 'deny' && stateful === undefined;
  return {
    faults: [...duplicates(defaultsOf(tokens)), ...unknownRequests(tokens), ...limits],
    ...(stateful !== undefined && { statefulLine: stateful }),
    verdict: (request) => {
      if (failing === 'allow') return 'allow';
      const verdict = verdictOf(mentions(request));
      return verdict === 'deny' && !isSure ? 'conditional' : verdict;
    },
    isUndefined: (request) => mentions(request).length === 0,
  };
}

function unreadable(faults: readonly AgentPolicyFault[]): AgentPolicy {
  return { faults, verdict: () => 'conditional', isUndefined: () => false };
}

/**
 * The agent patches the data of its engine by the `ops` of an answer, and the engine takes data before rules
 * (kata-containers, src/agent/policy/src/policy.rs, `apply_patch_to_state`; microsoft/regorus, src/interpreter.rs,
 * `lookup_var`).
 */
function statefulLine(tokens: readonly Token[]): number | undefined {
  const isAnswer = ({ kind, text }: Token) => kind === 'name' && (text === 'else' || REQUEST.test(text));
  return tokens.find((token, index) => isAnswer(token) && mayBeObject(tokens, index))?.line;
}

/** What the agent may ask for, also where it is not known here. */
const REQUEST = /^[A-Z]\w*(?:Request|Config)$/;

/** No mention at all: the rule is undefined. */
function verdictOf(mentions: readonly Mention[]): RequestVerdict {
  if (mentions.some(({ effect }) => effect === 'opens')) return 'allow';
  return mentions.every(({ effect }) => effect === 'closes') ? 'deny' : 'conditional';
}

function refused(line: number, message: string, rule?: string): AgentPolicyFault {
  return { kind: 'refused', line, message, ...(rule !== undefined && { rule }) };
}

function bracketFaults(tokens: readonly Token[]): AgentPolicyFault[] {
  const closing: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' };
  const open: Token[] = [];
  for (const token of tokens) {
    if (token.kind !== 'symbol') continue;
    if (Object.hasOwn(closing, token.text)) open.push(token);
    if (!['}', ']', ')'].includes(token.text)) continue;
    const opener = open.pop();
    if (opener === undefined || closing[opener.text] !== token.text) {
      return [refused(token.line, `"${token.text}" closes nothing`)];
    }
  }
  return open.slice(-1).map(({ line, text }) => refused(line, `"${text}" is not closed`));
}

/** Where rules of another package are, the agent does not look. */
function packageFaults(tokens: readonly Token[]): AgentPolicyFault[] {
  const [first, second, third] = tokens;
  const named = first?.text === 'package' && second?.text === 'agent_policy';
  if (named && (third === undefined || third.kind === 'name')) return [];
  const message = 'expected "package agent_policy", where the agent looks for rules';
  return [refused(first?.line ?? 1, message, 'package')];
}

/** Names that have a default rule. */
function defaultsOf(tokens: readonly Token[]): Token[] {
  return tokens.filter(
    (token, index) =>
      token.kind === 'name' && tokens[index - 1]?.kind === 'name' && tokens[index - 1]?.text === 'default',
  );
}

function duplicates(defaults: readonly Token[]): AgentPolicyFault[] {
  const seen = new Set<string>();
  return defaults.flatMap(({ text, line }) => {
    if (seen.has(text)) return [refused(line, `a second default rule for ${text}; Rego takes one`, text)];
    seen.add(text);
    return [];
  });
}

/** Names of rules that look like a request and are none: misspelt, they decide nothing. */
function unknownRequests(tokens: readonly Token[]): AgentPolicyFault[] {
  const found = new Map<string, number>();
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'name' || !/^[A-Z]\w*Request$/.test(token.text) || KNOWN.has(token.text)) continue;
    const before = tokens[index - 1];
    const isHead = before === undefined || before.text === 'default' || before.line < token.line;
    if (isHead && !found.has(token.text)) found.set(token.text, token.line);
  }
  return [...found].map(([name, line]) => ({
    kind: 'suspect',
    line,
    message: `${name} is no request of the Kata agent that is known here`,
  }));
}
