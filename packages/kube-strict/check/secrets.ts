import { memberPointer } from '../ground/json-pointer.ts';
import { secretWords } from '../ground/secret-words.ts';
import { hasSecretName } from '../ground/secrets.ts';
import { findNode } from '../manifests/tree/find-node.ts';
import type { Range, SourceNode, SourceScalar } from '../manifests/tree/source-node.ts';

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
  /**
   * Aliases can lead to one node in more ways than can be gone. What has been looked through in one place may be
   * confidential in another.
   */
  private readonly searched = new Set<SourceNode>();
  private readonly added = new Set<SourceNode>();

  search(node: SourceNode, path: string): void {
    if (node.kind === 'scalar' || this.searched.has(node)) return;
    if (isSecret(node)) {
      this.addSecret(node, path);
      return;
    }
    this.searched.add(node);
    if (node.kind === 'list') this.addWords(node.items, path);
    for (const [step, member] of membersOf(node)) {
      const place = memberPointer(path, step);
      if (step === 'env' || step === 'environment') this.addEnv(member, place);
      else if (place.endsWith('/tls/key') || mayBeSecret(step)) this.addAll(member, place);
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
    if (this.added.has(node)) return;
    this.added.add(node);
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

/** Fields of Kubernetes that are called so and hold no secret, but refer to one or are a switch. */
const NO_SECRETS: ReadonlySet<string> = new Set([
  'automountServiceAccountToken',
  'secret',
  'serviceAccountToken',
]);

function mayBeSecret(step: string | number): boolean {
  return typeof step === 'string' && hasSecretName(step) && !NO_SECRETS.has(step);
}
const OPEN_ENV_FIELDS: ReadonlySet<string | number> = new Set(['name', 'valueFrom']);

function* membersOf(node: SourceNode): Generator<readonly [string | number, SourceNode]> {
  if (node.kind === 'map') for (const { key, value } of node.entries) yield [key, value];
  if (node.kind === 'list') yield* node.items.entries();
}

export const NOT_SHOWN = '(not shown)';

/**
 * A text of ours about the value at a path, without the confidential values. What a message tells of a value is in quotes,
 * if it is a text; so only that is taken out of messages about the value itself, and of others only what cannot be a word
 * or number of ours.
 *
 * @param node what is at the path
 */
export function withoutSecrets(
  text: string,
  path: string,
  secrets: readonly SecretValue[],
  node?: SourceNode,
): string {
  const forms = secrets
    .flatMap((secret) => formsOf(secret.node, secret.node === node || isNear(path, secret.path)))
    .filter((form) => text.includes(form))
    .sort((a, b) => b.length - a.length)
    .map((form) => {
      const pattern = form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
      return /^[\w.+-]+$/.test(form) ? `(?<![\\w.])${pattern}(?![\\w]|\\.\\w)` : pattern;
    });
  return forms.length === 0 ? text : text.replace(new RegExp(forms.join('|'), 'g'), NOT_SHOWN);
}

/** Whether a path is that of a value, below it, or that of the variable or list that it belongs to. */
function isNear(path: string, secret: string): boolean {
  if (path === secret || path.startsWith(`${secret}/`)) return true;
  return secret.startsWith(`${path}/`) && secret.slice(path.length + 1).split('/').length <= 2;
}

/** As much of a long text is shown in a message; see `describe`. */
const SHOWN = 60;

/** What of a value could be in a message. */
function formsOf({ value, plain }: SourceScalar, near: boolean): string[] {
  if (value === null) return [];
  const texts = [...new Set([String(value), plain ?? ''])].filter((text) => text !== '' && !TRUTHS.has(text));
  // Of a long text the start is shown, which cannot be ours.
  const starts = texts
    .filter((text) => text.length > SHOWN)
    .map((text) => [...text.slice(0, 2 * SHOWN)].slice(0, SHOWN).join(''));
  const all = [...texts.filter((text) => text.length <= LONGEST), ...starts];
  const isNumber = typeof value === 'number' || typeof value === 'bigint';
  const bare = all.filter((text) => (near && isNumber) || !couldBeOurs(text));
  const quoted = all.filter((text) => near || !couldBeOurs(text)).map((text) => JSON.stringify(text));
  return [...quoted, ...bare, ...bare.map((text) => JSON.stringify(text).slice(1, -1))];
}

/** Words, sentences, names of fields and kinds, and numbers that bounds have. */
function couldBeOurs(text: string): boolean {
  return text.length < 4 || /^(?:[A-Za-z .,:;'"()/-]+|\d{1,6})$/.test(text);
}

/** What anybody could guess, and what remedies say. */
const TRUTHS: ReadonlySet<string> = new Set(['true', 'false']);

/** No message is longer, apart from what it repeats of a schema. */
const LONGEST = 1000;
