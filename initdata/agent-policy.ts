import { ALLOW_FAILING, KNOWN_RULES } from './agent-requests.ts';
import { REQUEST, shownName } from './rego/cursor.ts';
import { limitFaults } from './rego/limits.ts';
import { type Mention, mayBeObject, mentionsOf } from './rego/mentions.ts';
import { readTokens, type Token } from './rego/tokens.ts';
import { readVersions } from './rego/versions.ts';

/**
 * What the agent answers to a request: yes; no; or it depends on the request, or on more Rego than is read here.
 * A request that could be allowed is never said to be denied.
 */
export type RequestVerdict = 'allow' | 'deny' | 'conditional';

/** What is wrong with a policy as a whole. */
export interface AgentPolicyFault {
  /**
   * `refused`: no agent does what was meant, most do not take the policy, and the pod does not start. `suspect`: some agents
   * do not read it, or it may not be what was meant.
   */
  readonly kind: 'refused' | 'suspect';
  /** From 1. */
  readonly line: number;
  readonly message: string;
  /** The rule that it is about, or `package`. */
  readonly rule?: string;
  /** Whether the agents of Kata up to 3.29 (OSC 1.12) refuse it, or take it for something else. */
  readonly inV0?: boolean;
}

/** A rule that may answer with an object. */
export interface StatefulRule {
  readonly rule: string;
  readonly line: number;
}

/** A Kata agent policy (Rego), read as far as it can be without evaluating it. */
export interface AgentPolicy {
  readonly faults: readonly AgentPolicyFault[];
  /**
   * The first rule that may answer with an object. In it can be changes (`ops`) of all that the engine knows, the answers to
   * other requests among them; then nothing is surely denied.
   */
  readonly stateful?: StatefulRule;
  verdict(request: string): RequestVerdict;
  /** What the rules of a request itself come to: as if no answer changed other answers. */
  ownVerdict(request: string): RequestVerdict;
  /** Whether the policy says nothing of a request, which the agent denies then. */
  isUndefined(request: string): boolean;
}

/**
 * Reads an agent policy. The agent asks for `data.agent_policy.<request>` and denies what is false or undefined
 * (kata-containers, src/agent/policy/src/policy.rs). Rego is not evaluated: defaults, constant rules and whether a name
 * occurs at all decide; everything else is conditional.
 */
export function readAgentPolicy(text: string): AgentPolicy {
  const limits = limitFaults(text).map(
    ({ line, message }): AgentPolicyFault => ({ kind: 'suspect', line, message }),
  );
  const reading = readTokens(text);
  if ('fault' in reading) {
    const { line, found } = reading.fault;
    return unreadable([refused(line, `Rego cannot be read on from here: ${found}`), ...limits]);
  }
  const { tokens } = reading;
  const broken = [...bracketFaults(tokens), ...packageFaults(tokens)];
  if (broken.length > 0) return unreadable([...broken, ...limits]);
  const versions = readVersions(tokens);
  const found = new Map<string, readonly Mention[]>();
  const mentions = (name: string): readonly Mention[] => {
    const known = found.get(name) ?? mentionsOf(name, tokens);
    found.set(name, known);
    return known;
  };
  const ownVerdict = (name: string): RequestVerdict =>
    versions.alwaysTrue.has(name) ? 'allow' : verdictOf(mentions(name));
  const failing = ownVerdict(ALLOW_FAILING);
  const stateful = statefulRule(tokens);
  const isSure = failing === 'deny' && stateful === undefined && versions.isReadable;
  return {
    faults: [...versions.faults, ...duplicates(defaultsOf(tokens)), ...unknownRequests(tokens), ...limits],
    ...(stateful !== undefined && { stateful }),
    ownVerdict,
    verdict: (request) => {
      if (failing === 'allow') return 'allow';
      const verdict = ownVerdict(request);
      return verdict === 'deny' && !isSure ? 'conditional' : verdict;
    },
    isUndefined: (request) => versions.isReadable && mentions(request).length === 0,
  };
}

function unreadable(faults: readonly AgentPolicyFault[]): AgentPolicy {
  const verdict = (): RequestVerdict => 'conditional';
  return { faults, verdict, ownVerdict: verdict, isUndefined: () => false };
}

/**
 * The agent patches the data of its engine by the `ops` of an answer, and the engine takes data before rules
 * (kata-containers, src/agent/policy/src/policy.rs, `apply_patch_to_state`; microsoft/regorus, src/interpreter.rs,
 * `lookup_var`).
 */
function statefulRule(tokens: readonly Token[]): StatefulRule | undefined {
  let rule = '';
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'name') continue;
    if (REQUEST.test(token.text)) rule = token.text;
    else if (token.text !== 'else') continue;
    if (mayBeObject(tokens, index)) return { rule, line: token.line };
  }
  return undefined;
}

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
    if (seen.has(text)) {
      const message = `a second default rule for ${shownName(text)}; Rego takes one, and the engine of the agent the first`;
      return [refused(line, message, text)];
    }
    seen.add(text);
    return [];
  });
}

/** Names of rules that look like a request and are none: misspelt, they decide nothing. */
function unknownRequests(tokens: readonly Token[]): AgentPolicyFault[] {
  const found = new Map<string, number>();
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'name' || !/^[A-Z]\w*Request$/.test(token.text) || KNOWN_RULES.has(token.text))
      continue;
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
