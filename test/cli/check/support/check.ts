import { type Ended, ROOT, runProgram, workspace } from '../../support/program.ts';

/** One document of a report. */
export interface ReportedDocument {
  readonly file: string;
  readonly index: number;
  readonly line: number;
  readonly apiVersion: string | null;
  readonly kind: string | null;
  readonly namespace: string | null;
  readonly name: string | null;
  readonly verdict: string;
  readonly findings: readonly {
    readonly rule: string;
    readonly severity: string;
    readonly path: string;
    readonly message: string;
    readonly line: number;
    readonly column: number;
  }[];
}

export interface Report {
  readonly documents: readonly ReportedDocument[];
  readonly summary: Readonly<Record<string, number>>;
}

/** Runs `check` as a process in a new folder with files. */
export function check(files: Readonly<Record<string, string>>, ...args: string[]): Ended {
  return runProgram(['check', ...args], { cwd: workspace(files) });
}

/** The report on files, by default all of the folder, in JSON. */
export function reportOn(
  files: Readonly<Record<string, string>>,
  ...args: string[]
): Report & { status: number | null } {
  const { status, stdout, stderr } = check(files, '-o', 'json', ...(args.length === 0 ? ['.'] : args));
  if (stderr !== '') throw new Error(stderr);
  return { status, ...(JSON.parse(stdout) as Report) };
}

/** Runs `check` with a text on its standard input. */
export function checkInput(input: string | Buffer, ...args: string[]): Ended {
  return runProgram(['check', ...args], { cwd: ROOT, input });
}

/** A ConfigMap, with lines of data. */
export function configMap(name: string, ...data: string[]): string {
  const lines = ['apiVersion: v1', 'kind: ConfigMap', `metadata: {name: ${name}, namespace: ns}`];
  return [...lines, ...(data.length === 0 ? [] : ['data:', ...data.map((line) => `  ${line}`)]), ''].join(
    '\n',
  );
}
