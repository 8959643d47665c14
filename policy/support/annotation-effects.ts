import { MEMORY_ANNOTATION } from '../../initdata/annotation.ts';
import { kernelParamFaults } from '../../initdata/kernel-params.ts';
import type { PolicyFinding } from '../policy-rule.ts';

/** An annotation of a pod. */
export interface Annotation {
  readonly key: string;
  readonly value: string;
  /** JSON pointer. */
  readonly path: string;
}

/** Smaller than this, the runtime makes no VM (src/runtime/virtcontainers/hypervisor.go, `MinHypervisorMemory`). */
const LEAST_MEMORY = 256;

/** What an annotation does that the runtime takes, beside what it says. */
export function annotationEffects({ key, value, path }: Annotation): PolicyFinding[] {
  switch (key) {
    case 'io.katacontainers.config.hypervisor.kernel_params':
      return kernelFindings(value, path);
    case MEMORY_ANNOTATION:
      if (!/^\d{1,20}$/.test(value) || Number(value) >= LEAST_MEMORY) return [];
      return [{ path, message: `Expected at least ${LEAST_MEMORY} MiB; with less the runtime makes no VM.` }];
    case 'io.katacontainers.config_path': {
      const message =
        'The pod names the configuration of the runtime: with another than that of its class it can run without any protection.';
      return [{ path, message, fix: 'Remove it; the runtime class chooses the configuration.' }];
    }
    case 'io.katacontainers.config.agent.kernel_modules': {
      const message = 'The guest is asked to load kernel modules, which a closed agent policy denies.';
      return [{ path, severity: 'warning', message }];
    }
    default:
      return [];
  }
}

function kernelFindings(value: string, path: string): PolicyFinding[] {
  const faults = kernelParamFaults(value);
  const measured =
    'Arguments of the guest kernel are measured: without new reference values, no secret comes to this pod.';
  return [
    ...faults.map(({ name, severity, message }) => ({
      path,
      severity,
      message: `The argument ${name} ${message}.`,
      fix: `Remove ${name}.`,
    })),
    ...(value.trim() === ''
      ? []
      : [
          {
            path,
            severity: 'warning' as const,
            message: measured,
            fix: 'Remove it, or renew the values first.',
          },
        ]),
  ];
}
