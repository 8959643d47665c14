import { GrammarFault, shownName } from './cursor.ts';
import { type Module, type Named, readModule } from './grammar.ts';
import type { Token } from './tokens.ts';

/**
 * Which Rego the agents read. Kata 3.29 and earlier have regorus 0.2.8, which reads v0 and takes what a policy imports of v1;
 * Kata 3.30 has regorus 0.9.1, which reads v1 (kata-containers, Cargo.lock; seen: both engines on 25,000 policies).
 */
const V0 = 'Kata up to 3.29 (OSC 1.12), whose engine reads Rego v0';
const V1 = 'Kata from 3.30 on (OSC 1.13), whose engine reads Rego v1';

/** What is wrong with a policy as Rego. */
export interface VersionFault {
  readonly kind: 'refused' | 'suspect';
  readonly line: number;
  readonly message: string;
  /** Whether it is about the older engine. */
  readonly inV0?: boolean;
}

export interface VersionReading {
  readonly faults: readonly VersionFault[];
  /** Whether any engine reads it. */
  readonly isReadable: boolean;
  /** Rules that an agent takes for always true, since it reads `NAME if { … }` as two rules. */
  readonly alwaysTrue: ReadonlySet<string>;
}

/** Reads a policy as each of the engines would. What none of them reads is refused, what one does not is suspect. */
export function readVersions(tokens: readonly Token[]): VersionReading {
  const [v0, v1] = [readModule(tokens, false), readModule(tokens, true)];
  const alwaysTrue = new Set(v0 instanceof GrammarFault ? [] : v0.bare.map(({ name }) => name));
  if (v0 instanceof GrammarFault && v1 instanceof GrammarFault) {
    return { faults: [refused(v0.at > v1.at ? v0 : v1)], isReadable: false, alwaysTrue };
  }
  const faults: VersionFault[] = [];
  if (v0 instanceof GrammarFault) {
    const message = `${V0}, refuses this: ${v0.message}; "import rego.v1" below the package makes all of them read it`;
    faults.push({ kind: 'suspect', line: v0.line, message, inV0: true });
  } else {
    faults.push(...bareRules(v0));
    if (v1 instanceof GrammarFault && !faults.some(({ kind }) => kind === 'refused')) {
      const message = `${V1}, refuses this: ${v1.message}`;
      faults.push({ kind: 'suspect', line: v1.line, message });
    }
  }
  const module = v0 instanceof GrammarFault ? v1 : v0;
  if (!(module instanceof GrammarFault)) faults.push(...undefinedValues(module));
  return { faults, isReadable: true, alwaysTrue };
}

function refused({ line, message }: GrammarFault): VersionFault {
  return { kind: 'refused', line, message };
}

/** A name alone is a rule for the older engine, and nothing that anybody means: OPA and the newer one refuse it. */
function bareRules({ bare }: Module): VersionFault[] {
  const stray = bare.filter(({ name, beforeIf }) => name !== 'if' && !beforeIf);
  const open = bare.filter(({ beforeIf }) => beforeIf);
  return [...stray.map(strayName), ...(open[0] === undefined ? [] : [withoutImport(open, open[0].line)])];
}

function strayName({ name, line }: Named): VersionFault {
  const hint = /^def/i.test(name) ? '; is "default" meant?' : '';
  return { kind: 'refused', line, message: `${shownName(name)} alone is no rule${hint}` };
}

function withoutImport(open: readonly Named[], line: number): VersionFault {
  const names = [...new Set(open.map(({ name }) => shownName(name)))].join(', ');
  const message = `"if" without "import rego.v1" below the package: ${V0}, takes what is before it for always true (${names})`;
  return { kind: 'suspect', line, message, inV0: true };
}

/** `NAME := True`: the engine finds no such value when it is asked, and the agent denies the request. */
function undefinedValues({ values, defined }: Module): VersionFault[] {
  return values
    .filter(({ name }) => !defined.has(name))
    .map(({ name, line }) => {
      const meant = ['true', 'false', 'null'].find((word) => word === name.toLowerCase());
      const hint = meant === undefined ? '' : `; is ${meant} meant?`;
      return { kind: 'refused', line, message: `a value is a name that nothing has${hint}` };
    });
}
