import { describe, expect, it } from 'vitest';
import { markerName } from '../../rollout/gates/marker.ts';

const OTHER = { metadata: { name: '99-enable-intel-tdx' }, spec: { kernelArguments: ['kvm_intel.tdx=1'] } };

describe('the name of the marker', () => {
  it('is another one for any other content, also for less of it, and the same for the same', () => {
    const edited = { ...OTHER, spec: { kernelArguments: ['kvm_intel.tdx=0'] } };
    const less = { ...OTHER, spec: { kernelArguments: [] } };
    const names = [[], [OTHER], [edited], [less], [OTHER, edited], [edited, OTHER]].map(markerName);
    expect(new Set(names).size).toBe(6);
    expect(markerName([structuredClone(OTHER)])).toBe(names[1]);
    for (const name of names) expect(name).toMatch(/^99-zz-coco-[0-9a-f]{10}$/);
  });
});
