import { describe, expect, it } from 'vitest';
import { needsOperatorNamespace } from '../../../constructs/nvidia-gpu/operator-version.ts';

describe('the confidential computing manager has to be told its namespace', () => {
  it.each([
    'gpu-operator-certified.v26.3.0',
    'gpu-operator-certified.v26.3.12',
    'gpu-operator-certified.v26.3.1-rc.1',
    undefined,
    '',
    'gpu-operator-certified',
    'gpu-operator-certified.26.7.0',
  ])('by version %j, or while nothing is known of it', (csv) => {
    expect(needsOperatorNamespace(csv)).toBe(true);
  });

  it.each([
    'gpu-operator-certified.v26.7.0',
    'gpu-operator-certified.v26.30.0',
    'gpu-operator-certified.v126.3.0',
    'gpu-operator-certified.v25.3.0',
    'gpu-operator-certified.v27.3.0',
  ])('not by version %s', (csv) => {
    expect(needsOperatorNamespace(csv)).toBe(false);
  });
});
