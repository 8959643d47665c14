import { basename, dirname } from 'node:path';
import { isJsonObject, type JsonObject } from '../../ground/json.ts';
import { STDIN } from '../find-files.ts';
import { type Purpose, typed } from './purpose.ts';

const OPERATIONS = new Set(['add', 'copy', 'move', 'remove', 'replace', 'test']);
/** Deeper than any object of an API. */
const DEEPEST = 100;

/** What a document is for, by what it holds, when that is not for a server before a tool has made something of it. */
export function purposeOfContent(file: string, value: unknown): Purpose | undefined {
  if (typeof value === 'string' && value.startsWith('$ANSIBLE_VAULT;')) return vault(file);
  if (isJsonPatch(value)) return patch('This is a list of JSON patches (RFC 6902)');
  if (!isJsonObject(value)) return undefined;
  if (hasDirective(value, 0)) return patch('This is a strategic merge patch, by its "$patch"');
  if (isTemplate(value)) return processed(file);
  return isHelmfile(file, value) ? rendered(file) : undefined;
}

function isJsonPatch(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isOperation);
}

function isOperation(item: unknown): boolean {
  return (
    isJsonObject(item) &&
    typeof item['op'] === 'string' &&
    OPERATIONS.has(item['op']) &&
    typeof item['path'] === 'string'
  );
}

/** A directive of strategic merge patches, which is no field of any kind. */
function hasDirective(value: unknown, depth: number): boolean {
  if (depth > DEEPEST || typeof value !== 'object' || value === null) return false;
  if (!Array.isArray(value) && Object.hasOwn(value, '$patch')) return true;
  return Object.values(value).some((member) => hasDirective(member, depth + 1));
}

function patch(message: string): Purpose {
  return {
    rule: 'check/kustomize',
    what: 'patch',
    message: `${message}: no server gets it as it is.`,
    command: 'kubectl kustomize DIR',
  };
}

/** A template of OpenShift; older ones are of the core group. */
function isTemplate({ apiVersion, kind }: JsonObject): boolean {
  return kind === 'Template' && (apiVersion === 'template.openshift.io/v1' || apiVersion === 'v1');
}

function processed(file: string): Purpose {
  return {
    rule: 'check/template',
    what: 'template of OpenShift',
    message: 'The objects of a template have no values for its parameters yet.',
    command: `oc process --local -f ${nameOf(file)} -o yaml`,
  };
}

function isHelmfile(file: string, { apiVersion, kind }: JsonObject): boolean {
  if (apiVersion !== undefined || kind !== undefined) return false;
  return /^helmfile(?:[.-][\w.-]+)?\.ya?ml$/.test(basename(file)) || basename(dirname(file)) === 'helmfile.d';
}

function rendered(file: string): Purpose {
  return {
    rule: 'check/helm',
    what: 'Helmfile',
    message: 'A Helmfile says which charts are rendered, and with what.',
    command: `helmfile -f ${nameOf(file)} template`,
  };
}

function vault(file: string): Purpose {
  return {
    rule: 'check/encrypted',
    what: 'file encrypted by Ansible Vault',
    message: 'The file is encrypted by Ansible Vault.',
    command: `ansible-vault view ${nameOf(file)}`,
  };
}

function nameOf(file: string): string {
  return file === STDIN ? 'FILE' : typed(file);
}
