import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readYamlLikeGo } from '../../../render/output/yaml-like-go.ts';
import { groupOf, HEALTH_KINDS } from '../../../rollout/health/kinds.ts';
import type { KindHealth } from '../../../rollout/health/rules.ts';

const FOLDER = fileURLToPath(new URL('../../../sync-hook/health/', import.meta.url));

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** What an engine says of an object. */
export interface Verdict {
  readonly status: string;
  readonly message: string;
}

/** A recorded object with the health that it should have. */
export interface RecordedCase extends Verdict {
  readonly kind: KindHealth;
  /** `<Kind>/<file>`, for messages. */
  readonly name: string;
  readonly object: JsonObject;
}

interface HealthTest {
  readonly tests: readonly { readonly healthStatus: Verdict; readonly inputPath: string }[];
}

/** The cases of all kinds, in the layout of Argo CD's own tests (resource_customizations/<group>/<Kind>). */
export const RECORDED: readonly RecordedCase[] = HEALTH_KINDS.flatMap((kind) => {
  const folder = `${FOLDER}${groupOf(kind)}/${kind.kind}/`;
  const { tests } = readYaml(`${folder}health_test.yaml`) as HealthTest;
  return tests.map(({ healthStatus, inputPath }) => ({
    ...healthStatus,
    kind,
    name: `${kind.kind}/${inputPath.replace(/^testdata\/|\.yaml$/g, '')}`,
    object: readYaml(`${folder}${inputPath}`) as JsonObject,
  }));
});

/** Every recorded file, as `<Kind>/<file>`. */
export function recordedFiles(): string[] {
  return HEALTH_KINDS.flatMap((kind) =>
    readdirSync(`${FOLDER}${groupOf(kind)}/${kind.kind}/testdata`).map(
      (file) => `${kind.kind}/${file.replace(/\.yaml$/, '')}`,
    ),
  );
}

/** The folders that hold recorded cases, as `<group>/<Kind>`. */
export function recordedKinds(): string[] {
  return readdirSync(FOLDER).flatMap((group) =>
    readdirSync(FOLDER + group).map((kind) => `${group}/${kind}`),
  );
}

function readYaml(file: string): unknown {
  return readYamlLikeGo(readFileSync(file, 'utf8'));
}
