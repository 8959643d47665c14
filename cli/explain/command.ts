import type { Command } from 'commander';
import type { ExitStatus } from 'kube-strict/ground/run-program.ts';

/** `coco-gitops explain`: what a rule means that a finding names. */
export function registerExplain(program: Command, done: (status: ExitStatus) => void): void {
  program
    .command('explain')
    .description('say what a rule means that a finding names, and how to mend it')
    .argument('[rule]', 'name of the rule, such as api/unknown-field; all are listed when none is given')
    .action(async (rule: string | undefined) => {
      const { explain } = await import('./run.ts');
      done(explain(rule));
    });
}
