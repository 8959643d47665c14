import { findNode } from '../../manifests/tree/find-node.ts';
import type { Range, SourceNode, SourceScalar } from '../../manifests/tree/source-node.ts';
import { memberPointer } from '../../validation/json-pointer.ts';
import { secretWords } from '../../validation/policy/support/secret-words.ts';

/** A value that must not be shown. */
export interface SecretValue {
  readonly path: string;
  readonly node: SourceScalar;
}

/** Fields of a Secret that say what it is, and are no secret. */
const OPEN_FIELDS: ReadonlySet<string | number> = new Set([
  'apiVersion',
  'kind',
  'type',
  'immutable',
  'metadata',
]);
/** Holds a whole object, for `kubectl apply`. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** What of a document must not be shown. */
export interface Secrets {
  readonly values: readonly SecretValue[];
  /** Where in the text something confidential may stand: the values of variables, and the whole of Secrets. */
  readonly hidden: readonly Range[];
}

/**
 * The confidential values of a document: those of a Secret, wherever they were put by mistake, those of environment
 * variables, and the key of a Route.
 */
export function findSecrets(root: SourceNode): Secrets {
  const collector = new Collector();
  collector.search(root, '');
  return collector;
}

function isSecret(node: SourceNode): boolean {
  return (
    node.kind === 'map' && node.entries.some(({ key, value }) => key === 'kind' && isText(value, 'Secret'))
  );
}

function isText(node: SourceNode, text: string): boolean {
  return node.kind === 'scalar' && node.value === text;
}

class Collector implements Secrets {
  readonly values: SecretValue[] = [];
  readonly hidden: Range[] = [];
  /** Aliases can lead to one node in more ways than can be gone. */
  private readonly visited = new Set<SourceNode>();

  search(node: SourceNode, path: string): void {
    if (node.kind === 'scalar' || this.visited.has(node)) return;
    if (isSecret(node)) {
      this.addSecret(node, path);
      return;
    }
    this.visited.add(node);
    if (node.kind === 'list') this.addWords(node.items, path);
    for (const [step, member] of membersOf(node)) {
      const place = memberPointer(path, step);
      if (step === 'env' || step === 'environment') this.addEnv(member, place);
      else if (place.endsWith('/tls/key')) this.addAll(member, place);
      else this.search(member, place);
    }
  }

  private addSecret(node: SourceNode, path: string): void {
    // Comments may tell something too.
    this.hidden.push(node);
    this.addAll(node, path, OPEN_FIELDS);
    const applied = memberPointer('/metadata/annotations', LAST_APPLIED);
    const { found, node: value } = findNode(node, applied);
    if (found) this.addAll(value, path + applied);
  }

  /** Of a command, whatever the field is called, the words that hold a secret. */
  private addWords(items: readonly SourceNode[], path: string): void {
    for (const index of secretWords(items.map((item) => (item.kind === 'scalar' ? item.value : undefined)))) {
      const item = items[index];
      if (item !== undefined) this.addAll(item, memberPointer(path, index));
    }
  }

  private addEnv(node: SourceNode, path: string): void {
    if (node.kind !== 'list') this.addAll(node, path);
    else
      node.items.forEach((item, index) => {
        this.addAll(item, memberPointer(path, index), OPEN_ENV_FIELDS);
      });
  }

  private addAll(node: SourceNode, path: string, except: ReadonlySet<string | number> = NONE): void {
    if (this.visited.has(node)) return;
    this.visited.add(node);
    if (node.kind === 'scalar') {
      this.values.push({ path, node });
      this.hidden.push(node);
    }
    for (const [step, member] of membersOf(node)) {
      if (!except.has(step)) this.addAll(member, memberPointer(path, step));
    }
  }
}
const NONE: ReadonlySet<string | number> = new Set();
const OPEN_ENV_FIELDS: ReadonlySet<string | number> = new Set(['name', 'valueFrom']);

function* membersOf(node: SourceNode): Generator<readonly [string | number, SourceNode]> {
  if (node.kind === 'map') for (const { key, value } of node.entries) yield [key, value];
  if (node.kind === 'list') yield* node.items.entries();
}

export const NOT_SHOWN = '(not shown)';

/** A text of ours about the value at a path, without the confidential values. */
export function withoutSecrets(text: string, path: string, secrets: readonly SecretValue[]): string {
  const forms = secrets
    .flatMap((secret) => formsOf(secret.node, isNear(path, secret.path)))
    .filter((form) => text.includes(form))
    .sort((a, b) => b.length - a.length)
    .map((form) => form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
  return forms.length === 0 ? text : text.replace(new RegExp(forms.join('|'), 'g'), NOT_SHOWN);
}

function isNear(path: string, secret: string): boolean {
  return path === secret || path.startsWith(`${secret}/`) || secret.startsWith(`${path}/`);
}

/** As much of a long text is shown in a message; see `describe`. */
const SHOWN = 60;

/** What of a value could be in a message. Short ones would be found everywhere, so they count only where they stand. */
function formsOf({ value, plain }: SourceScalar, near: boolean): string[] {
  if (value === null) return [];
  const texts = [...new Set([String(value), plain ?? ''])].filter((text) => text !== '');
  const starts = texts.map((text) => [...text.slice(0, 2 * SHOWN)].slice(0, SHOWN).join(''));
  const all = [...texts.filter((text) => text.length <= LONGEST), ...starts].filter(
    (text) => !TRUTHS.has(text),
  );
  const bare = all.filter(
    (text) => text.length > 3 || (near && typeof value !== 'string' && typeof value !== 'boolean'),
  );
  const quoted = all.map((text) => JSON.stringify(text));
  return [...(near ? quoted : []), ...bare, ...bare.map((text) => JSON.stringify(text).slice(1, -1))];
}

/** What anybody could guess, and what remedies say. */
const TRUTHS: ReadonlySet<string> = new Set(['true', 'false']);

/** No message is longer, apart from what it repeats of a schema. */
const LONGEST = 1000;
