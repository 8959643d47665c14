import * as fc from 'fast-check';

/** A value as YAML is written from it; the keys of mappings are identifiers. */
export type Tree = string | readonly Tree[] | { readonly [key: string]: Tree };

/** A text of YAML, and where its mappings are written in braces: the paths of their keys. */
export interface Layout {
  readonly text: string;
  readonly flow: ReadonlySet<string>;
}

/** Writes a value in a way that random numbers decide: indentation, order, quotes, comments, blank lines, braces. */
export function writeYaml(tree: Tree, choose: (most: number) => number): Layout {
  const writer = new Writer(choose);
  return { text: writer.block(tree, 0, '').join('\n').concat('\n'), flow: writer.flow };
}

class Writer {
  readonly flow = new Set<string>();

  constructor(private readonly choose: (most: number) => number) {}

  block(tree: Tree, indent: number, path: string): string[] {
    if (typeof tree === 'string') throw new Error('a text is written on the line of its key');
    if (isList(tree)) return tree.flatMap((item, index) => this.item(item, indent, `${path}/${index}`));
    return this.shuffled(Object.entries(tree)).flatMap(([key, value]) => {
      const head = `${' '.repeat(indent)}${this.key(key)}${' '.repeat(this.choose(2))}:`;
      return [...this.noise(indent), ...this.member(head, value, indent, `${path}/${key}`)];
    });
  }

  private member(head: string, value: Tree, indent: number, path: string): string[] {
    if (typeof value === 'string') return [`${head} ${this.scalar(value)}${this.comment()}`];
    const isEmpty = Object.keys(value).length === 0;
    if (isEmpty || this.choose(5) === 0) return [`${head} ${this.inline(value, path)}${this.comment()}`];
    const deeper = isList(value) ? this.choose(3) : 1 + this.choose(5);
    return [head + this.comment(), ...this.block(value, indent + deeper, path)];
  }

  private item(item: Tree, indent: number, path: string): string[] {
    const spaces = 1 + this.choose(3);
    const dash = `${' '.repeat(indent)}-${' '.repeat(spaces)}`;
    if (typeof item === 'string') return [`${dash}${this.scalar(item)}${this.comment()}`];
    if (this.choose(4) === 0) return [`${dash}${this.inline(item, path)}`];
    const lines = this.block(item, indent + 1 + spaces, path);
    const first = lines.findIndex((line) => line.trim() !== '' && !line.trim().startsWith('#'));
    return lines.slice(first).map((line, index) => (index === 0 ? dash + line.trimStart() : line));
  }

  private inline(tree: Tree, path: string): string {
    if (typeof tree === 'string') return this.scalar(tree, true);
    if (isList(tree))
      return `[${tree.map((item, index) => this.inline(item, `${path}/${index}`)).join(', ')}]`;
    this.flow.add(path);
    const members = this.shuffled(Object.entries(tree)).map(
      ([key, value]) => `${this.key(key)}: ${this.inline(value, `${path}/${key}`)}`,
    );
    const space = ' '.repeat(this.choose(2));
    return `{${space}${members.join(', ')}${space}}`;
  }

  private key(key: string): string {
    return [key, key, key, `"${key}"`, `'${key}'`][this.choose(5)] ?? key;
  }

  private scalar(value: string, inline = false): string {
    const forms = [
      JSON.stringify(value),
      `'${value}'`,
      ...(/^[a-zA-Z][\w./-]*$/.test(value) ? [value, value] : []),
    ];
    const form = forms[this.choose(forms.length)] ?? value;
    return inline ? form.trim() : form;
  }

  private noise(indent: number): string[] {
    const lines = [
      '',
      '',
      `${' '.repeat(indent)}# spec: {x: 1}`,
      '# note',
      `${' '.repeat(indent)}# template:`,
    ];
    return this.choose(4) === 0 ? [lines[this.choose(lines.length)] ?? ''] : [];
  }

  private comment(): string {
    return this.choose(4) === 0 ? `${' '.repeat(1 + this.choose(3))}# metadata: x` : '';
  }

  private shuffled<T>(items: readonly T[]): T[] {
    const rest = [...items];
    const result: T[] = [];
    while (rest.length > 0) result.push(...rest.splice(this.choose(rest.length), 1));
    return result;
  }
}

function isList(tree: Tree): tree is readonly Tree[] {
  return Array.isArray(tree);
}

/** Random numbers from a stream of bytes, which fast-check can make smaller. */
export const choices = fc
  .infiniteStream(fc.nat(255))
  .map((stream) => (most: number) => (stream.next().value ?? 0) % Math.max(most, 1));
