import { ALLOW_FAILING, ALLOWED_REQUESTS, CLOSED_REQUESTS, OTHER_REQUESTS } from './agent-requests.ts';
import { type Mention, mentionsOf } from './rego/mentions.ts';
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
  verdict(request: string): RequestVerdict;
}

/**
 * Regorus, the Rego engine of the agent, reads lines of at most this many columns (microsoft/regorus, src/lexer.rs);
 * newer agents raise the limit (kata-containers, src/agent/policy/src/policy.rs, `POLICY_MAX_COL`).
 */
export const MAX_LINE = 1024;

const KNOWN: ReadonlySet<string> = new Set([...ALLOWED_REQUESTS, ...CLOSED_REQUESTS, ...OTHER_REQUESTS]);

/**
 * Reads an agent policy. The agent asks for `data.agent_policy.<request>` and denies what is false or undefined
 * (kata-containers, src/agent/policy/src/policy.rs). Rego is not evaluated: defaults, constant rules and whether a name
 * occurs at all decide; everything else is conditional.
 */
export function readAgentPolicy(text: string): AgentPolicy {
  const reading = readTokens(text);
  const long = longLines(text);
  if ('fault' in reading) {
    const { line, found } = reading.fault;
    return unreadable([refused(line, `Rego cannot be read on from here: ${found}`), ...long]);
  }
  const { tokens } = reading;
  const broken = [...bracketFaults(tokens), ...packageFaults(tokens)];
  if (broken.length > 0) return unreadable([...broken, ...long]);
  const defaults = defaultsOf(tokens);
  const failing = verdictOf(mentionsOf(ALLOW_FAILING, tokens));
  return {
    faults: [...duplicates(defaults), ...unknownRequests(tokens), ...long],
    verdict: (request) => {
      const verdict = verdictOf(mentionsOf(request, tokens));
      if (failing === 'allow') return 'allow';
      return verdict === 'deny' && failing === 'conditional' ? 'conditional' : verdict;
    },
  };
}

function unreadable(faults: readonly AgentPolicyFault[]): AgentPolicy {
  return { faults, verdict: () => 'conditional' };
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

function longLines(text: string): AgentPolicyFault[] {
  return text.split('\n').flatMap((line, index): AgentPolicyFault[] => {
    if (line.length <= MAX_LINE) return [];
    const message = `a line of more than ${MAX_LINE} characters, which not every Kata agent reads`;
    return [{ kind: 'suspect', line: index + 1, message }];
  });
}
