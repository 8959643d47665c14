import type { RunbookStep } from './runbook-props.ts';

/** The steps as a Mermaid diagram: stages are boxes, gates are hexagons. Git hosts draw it. */
export function timeline(steps: readonly RunbookStep[]): string[] {
  const nodes = steps.map(({ step }, index) =>
    step.kind === 'gate'
      ? `  s${index}{{"${step.code}: ${step.title}"}}`
      : `  s${index}["${step.folder}<br/>${step.title}"]`,
  );
  const arrows = steps.slice(1).map((_, index) => `  s${index} --> s${index + 1}`);
  return ['```mermaid', 'flowchart TD', ...nodes, ...arrows, '```', ''];
}
