import { printable, printableJson } from 'kube-strict/ground/printable.ts';
import { kindOfPath } from 'kube-strict/ground/read-file.ts';
import type { ExitStatus } from 'kube-strict/ground/run-program.ts';
import { type Problem, UserError } from 'kube-strict/ground/user-error.ts';
import { textsIn } from 'kube-strict/ground/values.ts';
import { STDIN } from 'kube-strict/manifests/find-files.ts';
import { readDocumentsNow, type SourceDocument } from 'kube-strict/manifests/read-documents.ts';
import { findNode, placeOf } from 'kube-strict/manifests/tree/find-node.ts';
import { unpackList } from 'kube-strict/manifests/unpack-list.ts';
import { readObject } from 'kube-strict/validation/read-object.ts';
import { readSealedSecret, SEALED_PREFIX, type SealedSecret } from '../../initdata/sealed-secret.ts';
import { isKind, targetOf } from '../../policy/support/target.ts';
import { nameOfInput, textOf } from '../initdata/text-input.ts';
import type { InspectOptions } from './options.ts';

/** What a value is; `plain` for one of a Secret that is not sealed, which is never shown. */
interface Inspected {
  readonly file?: string;
  readonly line?: number;
  readonly path?: string;
  readonly secret?: SealedSecret;
  readonly fault?: string;
  readonly plain?: true;
}

/**
 * Prints what sealed secrets refer to: those of Secrets, and of any other value of a manifest.
 *
 * @returns 1 when one cannot be opened, or a Secret holds a value that is not sealed
 * @throws UserError when there is none, or the file cannot be read
 */
export async function inspectSealedSecrets(source: string, { output }: InspectOptions): Promise<ExitStatus> {
  const found = await inspected(source);
  if (found.length === 0) {
    throw new UserError([
      {
        file: nameOfInput(source),
        message: 'there is no sealed secret here',
        fix: 'give a manifest that has some',
      },
    ]);
  }
  process.stdout.write(output === 'json' ? `${printableJson(found, 2)}\n` : found.map(lineOf).join(''));
  return found.every(({ secret }) => secret !== undefined) ? 0 : 1;
}

async function inspected(source: string): Promise<readonly Inspected[]> {
  const isThere = source === STDIN || kindOfPath(source) !== undefined;
  if (!isThere && (source.startsWith(SEALED_PREFIX) || !/[/.]/.test(source))) return [read(source)];
  const text = await textOf(source);
  const file = nameOfInput(source);
  if (/^sealed\.\S*\s*$/.test(text)) return [read(text)];
  const documents = [...readDocumentsNow([Buffer.from(text)], { json: source.endsWith('.json') })];
  const problems = documents.flatMap((document) => unreadable(file, document));
  if (problems.length > 0) throw new UserError(problems);
  return documents.flatMap((document) => inDocument(file, document));
}

/** What keeps a document from being read at all. */
function unreadable(file: string, { root, lines, problems }: SourceDocument): Problem[] {
  if (root !== undefined) return [];
  return problems.map(({ start, message, discreet = message, fix }) => {
    return { file, ...lines.position(start), message: discreet, ...(fix !== undefined && { fix }) };
  });
}

function read(text: string): Inspected {
  const result = readSealedSecret(text.trim());
  return 'fault' in result ? result : { secret: result };
}

function inDocument(file: string, { root, value, lines }: SourceDocument): Inspected[] {
  if (root === undefined) return [];
  return [...unpackList(value, () => false)].flatMap((packed) => {
    const reading = readObject(packed.value);
    if ('fault' in reading) return [];
    const isSecret = isKind('', 'Secret')(targetOf(reading.object));
    return textsIn(reading.object).flatMap(({ path, value: text }) => {
      const found = inText(text, isSecret ? (/^\/(data|stringData)\//.exec(path)?.[1] ?? '') : '');
      if (found === undefined) return [];
      const place = packed.pointer + path;
      const { start } = findNode(root, place).found ? placeOf(root, place, false) : root;
      return [{ file, line: lines.position(start).line, path: place, ...found }];
    });
  });
}

/** @param member of a Secret that the text stands in; empty for any other text */
function inText(text: string, member: string): Inspected | undefined {
  const content = member === 'data' ? Buffer.from(text, 'base64').toString() : text;
  if (content.startsWith(SEALED_PREFIX)) return read(content);
  return member === '' ? undefined : { plain: true };
}

function lineOf({ file, line, path, secret, fault }: Inspected): string {
  const place = file === undefined ? '' : `${file}:${line}: ${path}: `;
  return `${printable(place + meaning(secret, fault))}\n`;
}

function meaning(secret: SealedSecret | undefined, fault: string | undefined): string {
  if (fault !== undefined) return `no guest can open it: ${fault}`;
  if (secret === undefined)
    return 'not sealed: the cluster and the repository can read the value (not shown)';
  const { type, provider, name, signedBy } = secret;
  const signature = signedBy === undefined ? 'not signed' : `signed by ${signedBy}`;
  const what = type === 'vault' ? 'the value is' : 'the key to the value is';
  return `${type}: ${what} ${name} of ${provider}; ${signature}`;
}
