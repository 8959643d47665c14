import { gunzipSync } from 'node:zlib';
import type { JsonObject } from 'kube-strict/ground/json.ts';
import { valueAt } from 'kube-strict/ground/json-pointer.ts';
import { itemsAt, objectsAt, textAt } from 'kube-strict/ground/values.ts';
import { describe } from 'kube-strict/validation/describe.ts';
import type { PolicyFinding, PolicyRule } from '../policy-rule.ts';
import { decodeDataUrl } from '../support/data-url.ts';
import { IGNITION, isMachineConfig, storageNodes } from '../support/machine-config.ts';

/** Larger files have no place in etcd; a small text can unpack to gigabytes. */
const MOST_BYTES = 4 * 1024 * 1024;

/** Files of a MachineConfig can be written by the daemon on a running node. */
export const ignitionFiles: PolicyRule = {
  id: 'policy/ignition-files',
  severity: 'error',
  title: 'Files that the machine config daemon can write',
  why: 'The daemon cannot write others: the node is degraded, or has other contents than was meant.',
  fix: 'Write an absolute path once, and the contents as a data URL (data:text/plain;charset=utf-8;base64,...).',
  docs: 'Document section 2.2; openshift/machine-config-operator pkg/controller/common/helpers.go DecodeIgnitionFileContents',
  appliesTo: isMachineConfig,
  check: (object) => [
    ...lists(object),
    ...pathFindings(object),
    ...objectsAt(object, `${IGNITION}/storage/files`).flatMap(({ path }) => fileFindings(object, path)),
  ],
};

function lists(object: JsonObject): PolicyFinding[] {
  return ['files', 'directories', 'links'].flatMap((name) => {
    const path = `${IGNITION}/storage/${name}`;
    const value = valueAt(object, path);
    if (value === undefined) return [];
    if (!Array.isArray(value)) return [{ path, message: 'Expected a list.' }];
    const count = objectsAt(object, path).length;
    return count === value.length ? [] : [{ path, message: 'Expected a list of objects with a path.' }];
  });
}

function pathFindings(object: JsonObject): PolicyFinding[] {
  const seen = new Set<string>();
  return storageNodes(object).flatMap(({ path, value }): PolicyFinding[] => {
    const file = value['path'];
    const place = `${path}/path`;
    if (typeof file !== 'string' || !isAbsolute(file)) {
      const message = `Expected an absolute path without ".", ".." and "/" at its end, found ${describe(file)}.`;
      return [{ path: typeof file === 'string' ? place : path, message }];
    }
    if (seen.has(file)) return [{ path: place, message: `${describe(file)} is there twice.` }];
    seen.add(file);
    const root = [...READ_ONLY, ...VOLATILE].find(
      (folder) => file === folder || file.startsWith(`${folder}/`),
    );
    if (root !== undefined && !file.startsWith('/usr/local/')) return [unkept(place, root)];
    if (file !== '/etc/machine-config-daemon-force') return [];
    return [{ path: place, message: 'The operator refuses this file, which turns its own checks off.' }];
  });
}

/** What the image of RHCOS brings, and what the kernel shows; only /usr/local leads to where one can write. */
const READ_ONLY = ['/usr', '/bin', '/sbin', '/lib', '/lib64', '/ostree', '/sysroot', '/proc', '/sys'];
/** Empty after each boot. */
const VOLATILE = ['/run', '/var/run', '/tmp', '/dev'];

function unkept(path: string, root: string): PolicyFinding {
  if (READ_ONLY.includes(root))
    return {
      path,
      message: `${root} is read-only on RHCOS.`,
      fix: 'Write it below /etc, /var or /usr/local.',
    };
  const message = `${root} is empty after a reboot, and the daemon then takes the node for changed.`;
  return { path, message, fix: 'Write it below /etc or /var, or let a unit of systemd-tmpfiles make it.' };
}

function isAbsolute(path: string): boolean {
  const [first, ...parts] = path.split('/');
  return (
    first === '' && parts.length > 0 && parts.every((part) => part !== '' && part !== '.' && part !== '..')
  );
}

function fileFindings(object: JsonObject, path: string): PolicyFinding[] {
  if (itemsAt(object, `${path}/append`).length > 0) {
    return [
      { path: `${path}/append`, message: 'The operator refuses to append: done twice, it appends twice.' },
    ];
  }
  const contents = `${path}/contents`;
  const inline = ['inline', 'local'].find((field) => valueAt(object, `${contents}/${field}`) !== undefined);
  if (inline !== undefined) {
    const message = `${inline} is of Butane; Ignition knows "source" only, and the file would be empty.`;
    return [{ path: `${contents}/${inline}`, message }];
  }
  const source = textAt(object, `${contents}/source`);
  if (source === undefined || source === '') return [];
  return sourceFindings(contents, source, valueAt(object, `${contents}/compression`));
}

function sourceFindings(contents: string, source: string, compression: unknown): PolicyFinding[] {
  const path = `${contents}/source`;
  if (!source.startsWith('data:')) {
    return [
      {
        path,
        message: `Expected a data URL: the daemon fetches nothing, and the source is ${schemeOf(source)}.`,
      },
    ];
  }
  const bytes = decodeDataUrl(source);
  if (bytes === undefined) return [{ path, message: 'The data URL does not decode.' }];
  if (compression === undefined || compression === null || compression === '') return [];
  if (compression !== 'gzip') {
    return [{ path: `${contents}/compression`, message: 'Expected gzip or nothing.' }];
  }
  return isGzip(bytes) ? [] : [{ path, message: 'The contents are said to be gzip, and do not unpack.' }];
}

function schemeOf(source: string): string {
  return /^[a-z][a-z0-9+.-]{0,20}(?=:)/.exec(source)?.[0] ?? 'no URL';
}

function isGzip(bytes: Buffer): boolean {
  try {
    gunzipSync(bytes, { maxOutputLength: MOST_BYTES });
    return true;
  } catch {
    return false;
  }
}
