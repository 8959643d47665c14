import { describe, expect, it } from 'vitest';
import { GateProgram, type GateProgramProps } from '../../../constructs/sync-hook/gate-program.ts';
import { render } from '../support/render.ts';

describe('the program of the gates', () => {
  it('is a ConfigMap of its files, with all props', () => {
    const props: Required<GateProgramProps> = { files: { 'gate.py': 'pass\n', 'gates.json': '{}\n' } };
    expect(render((chart) => new GateProgram(chart, 'program', props))).toEqual([
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'coco-gitops-gates', namespace: 'coco-gitops' },
        data: { 'gate.py': 'pass\n', 'gates.json': '{}\n' },
      },
    ]);
  });
});
