import * as fc from 'fast-check';

/**
 * Policies as a small model that can be both evaluated and written as Rego, so that a reader of Rego can be held against
 * what the policies mean. The evaluation shares nothing with the reader.
 */
export interface Policy {
  readonly statements: readonly Statement[];
}

export const NAMES = [
  'AllowRequestsFailingPolicy',
  'CreateContainerRequest',
  'ExecProcessRequest',
  'helper',
] as const;
type Name = (typeof NAMES)[number];

/** What the agent asks the policy for; it acts on no other answer. */
const ASKED = NAMES.filter((name) => name !== 'helper');

/** `open` is what the host chooses; `answer` an object in which it is allowed, perhaps with a change of another rule. */
type Expression =
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'open' }
  | { readonly kind: 'reference'; readonly name: Name }
  | { readonly kind: 'answer'; readonly allowed: boolean; readonly opens?: Name };

interface Branch {
  readonly value: Expression;
  readonly body?: Expression;
}

type Statement =
  | { readonly kind: 'default'; readonly name: Name; readonly value: boolean }
  | { readonly kind: 'rule'; readonly name: Name; readonly branches: readonly [Branch, ...Branch[]] }
  | { readonly kind: 'member'; readonly name: Name; readonly allowed: boolean }
  | { readonly kind: 'set'; readonly name: Name }
  | { readonly kind: 'noise'; readonly text: string };

type Answer = boolean | 'set' | { readonly allowed: boolean; readonly opens?: Name };

/** Whether the agent allows a request at some time, whatever the host sends, and sent before. */
export function isOpen(policy: Policy, name: Name): boolean {
  return [true, false].some((open) => {
    const answers = ASKED.map((rule) => evaluate(policy, rule, open));
    const patched = answers.some(
      (answer) => typeof answer === 'object' && answer.allowed && answer.opens === name,
    );
    const failing = isAllowed(evaluate(policy, 'AllowRequestsFailingPolicy', open));
    return failing || patched || isAllowed(evaluate(policy, name, open));
  });
}

function isAllowed(answer: Answer | undefined): boolean {
  return answer === true || (typeof answer === 'object' && answer.allowed);
}

/** Undefined too where rules contradict each other, which is an error, and so a denial. */
function evaluate(policy: Policy, name: Name, open: boolean): Answer | undefined {
  const own = policy.statements.filter((one) => one.kind !== 'noise' && one.name === name);
  const found = own.flatMap((one): Answer[] => {
    if (one.kind === 'member') return [{ allowed: one.allowed }];
    if (one.kind === 'set') return ['set'];
    if (one.kind !== 'rule') return [];
    const branch = one.branches.find(
      ({ body }) => body === undefined || isTrue(resultOf(policy, body, open)),
    );
    const value = branch === undefined ? undefined : resultOf(policy, branch.value, open);
    return value === undefined ? [] : [value];
  });
  const distinct = new Set(found.map((answer) => JSON.stringify(answer)));
  if (distinct.size > 1) return undefined;
  if (found[0] !== undefined) return found[0];
  const fallback = own.find((one) => one.kind === 'default');
  return fallback?.kind === 'default' ? fallback.value : undefined;
}

function isTrue(answer: Answer | undefined): boolean {
  return answer !== undefined && answer !== false;
}

function resultOf(policy: Policy, expression: Expression, open: boolean): Answer | undefined {
  switch (expression.kind) {
    case 'boolean':
      return expression.value;
    case 'open':
      return open;
    case 'reference':
      return evaluate(policy, expression.name, open);
    case 'answer': {
      const { allowed, opens } = expression;
      return { allowed, ...(opens !== undefined && { opens }) };
    }
  }
}

/** Lines that decide nothing, though they look like rules, hold their text, or could hide what follows. */
const NOISE = [
  '# default ExecProcessRequest := true " ` {',
  'text := "default ExecProcessRequest := true # } \\" {"',
  'raw := `\ndefault ExecProcessRequest := true\n# " {`',
  'import future.keywords',
  'import data.agent_policy.helper as other',
  'reads if { data.agent_policy["ExecProcessRequest"] }',
  'reads if data.agent_policy.ExecProcessRequest == true',
  'with_it if { data.agent_policy.helper with data.agent_policy["ExecProcessRequest"] as true }',
  'with_it if { data.agent_policy.helper with data.agent_policy.ExecProcessRequest as true }',
  'count_of[x] := y { x := "ExecProcessRequest"; y := 1 }',
  'names contains "ExecProcessRequest"',
  'ExecProcessRequests := true',
  'f(ExecProcessReques) := true',
];

const space = fc.constantFrom(' ', '\n', '\t', '  # x := true "\n', '\r\n');
const gap = fc.constantFrom('', ' ', '\n', ' # ` {\n');

/** Only what comes later in the list of names, so that no rule asks for itself. */
function expressionFor(name: Name): fc.Arbitrary<Expression> {
  const later = NAMES.slice(NAMES.indexOf(name) + 1);
  return fc.oneof(
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('boolean' as const), value: fc.boolean() }),
    },
    fc.constant({ kind: 'open' } as const),
    ...(later.length === 0
      ? []
      : [fc.record({ kind: fc.constant('reference' as const), name: fc.constantFrom(...later) })]),
    fc.record(
      {
        kind: fc.constant('answer' as const),
        allowed: fc.boolean(),
        opens: fc.constantFrom<Name>('ExecProcessRequest'),
      },
      { requiredKeys: ['kind', 'allowed'] },
    ),
  );
}

function statementFor(name: Name): fc.Arbitrary<Statement> {
  const branch = fc.record(
    { value: expressionFor(name), body: expressionFor(name) },
    { requiredKeys: ['value'] },
  );
  const simple = fc.record({ value: expressionFor(name) });
  const rest = fc.oneof(fc.constant([]), fc.array(branch, { minLength: 1, maxLength: 2 }));
  const rule = fc.tuple(fc.oneof(branch, simple), rest).map(([first, others]) => ({
    kind: 'rule' as const,
    name,
    branches: [first, ...others] as const,
  }));
  return fc.oneof(
    fc.record({ kind: fc.constant('default' as const), name: fc.constant(name), value: fc.boolean() }),
    { weight: 3, arbitrary: rule },
    fc.record({ kind: fc.constant('member' as const), name: fc.constant(name), allowed: fc.boolean() }),
    fc.constant({ kind: 'set' as const, name }),
  );
}

const noise = fc.record({ kind: fc.constant('noise' as const), text: fc.constantFrom(...NOISE) });

/** At most one default for each name, as Rego has it; mostly few rules, so that some policies stay closed. */
export const policies: fc.Arbitrary<Policy> = fc
  .array(
    fc.oneof({ weight: 2, arbitrary: noise }, fc.constantFrom(...NAMES).chain<Statement>(statementFor)),
    { maxLength: 5 },
  )
  .map((statements) => ({
    statements: statements.filter(
      (one, index) =>
        one.kind !== 'default' ||
        statements.findIndex((other) => other.kind === 'default' && other.name === one.name) === index,
    ),
  }));

/** Policies of the forms that need no evaluation, each name once. */
export const plainPolicies: fc.Arbitrary<Policy> = fc
  .uniqueArray(
    fc.record({
      name: fc.constantFrom(...NAMES),
      value: fc.boolean(),
      kind: fc.constantFrom('default' as const, 'rule' as const),
    }),
    { selector: ({ name }) => name },
  )
  .map((entries) => ({
    statements: entries.map(({ name, value, kind }) =>
      kind === 'default'
        ? { kind, name, value }
        : { kind, name, branches: [{ value: { kind: 'boolean' as const, value } }] as const },
    ),
  }));

/** A policy as Rego, in one of the many ways to write it. */
export function regoOf(policy: Policy): fc.Arbitrary<string> {
  const parts = policy.statements.map((one) =>
    fc.tuple(writtenAs(one), fc.constantFrom('\n', '\n\n', ' # x\n')),
  );
  return fc.tuple(...parts).map((lines) => `package agent_policy\n${lines.flat().join('')}`);
}

function writtenAs(statement: Statement): fc.Arbitrary<string> {
  switch (statement.kind) {
    case 'noise':
      return fc.constant(statement.text);
    case 'default':
      return fc.tuple(space, assign).map(([a, is]) => `default${a}${statement.name}${is}${statement.value}`);
    case 'member':
      return fc
        .constantFrom('["allowed"]', '.allowed', '[`allowed`]')
        .map((member) => `${statement.name}${member} := ${statement.allowed}`);
    case 'set':
      return fc.constantFrom(' contains "x"', '["x"]').map((rest) => `${statement.name}${rest}`);
    case 'rule': {
      const [first, ...others] = statement.branches;
      const isPlainTrue = first.value.kind === 'boolean' && first.value.value && first.body !== undefined;
      const head = isPlainTrue
        ? fc.oneof(fc.constant(statement.name), assigned(statement.name, first.value))
        : assigned(statement.name, first.value);
      return fc
        .tuple(
          fc.tuple(head, bodyOf(first.body)).map((text) => text.join('')),
          ...others.map(({ value, body }) =>
            fc.tuple(space, assigned('else', value), bodyOf(body)).map((text) => text.join('')),
          ),
        )
        .map((texts) => texts.join(''));
    }
  }
}

const assign = fc.tuple(gap, fc.constantFrom(':=', '='), gap).map((text) => text.join(''));

function assigned(head: string, value: Expression): fc.Arbitrary<string> {
  return fc.tuple(assign, written(value)).map(([is, text]) => `${head}${is}${text}`);
}

function bodyOf(body: Expression | undefined): fc.Arbitrary<string> {
  if (body === undefined) return fc.constant('');
  return fc
    .tuple(fc.constantFrom(' ', ' if '), gap, written(body), gap)
    .map(([opening, a, text, b]) => `${opening}{${a}${text}${b}}`);
}

function written(expression: Expression): fc.Arbitrary<string> {
  switch (expression.kind) {
    case 'boolean':
      return fc.constant(String(expression.value));
    case 'open':
      return fc.constantFrom('input.open', 'input["open"]');
    case 'reference': {
      const { name } = expression;
      return fc.constantFrom(
        name,
        `data.agent_policy.${name}`,
        `data.agent_policy["${name}"]`,
        `data["agent_policy"].${name}`,
        `data.agent_policy[\`${name}\`]`,
      );
    }
    case 'answer': {
      const { allowed, opens } = expression;
      if (opens === undefined) return fc.constant(`{"allowed": ${allowed}}`);
      const path = fc.constantFrom(
        `"/agent_policy/${opens}"`,
        `concat("/", ["", "agent_policy", "${opens}"])`,
        `concat("", ["/agent_policy/", "${opens.slice(0, 4)}", "${opens.slice(4)}"])`,
      );
      return path.map(
        (text) => `{"allowed": ${allowed}, "ops": [{"op": "add", "path": ${text}, "value": true}]}`,
      );
    }
  }
}
