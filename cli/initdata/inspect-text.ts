import { plural, printable } from 'kube-strict/ground/printable.ts';
import pc from 'picocolors';
import type { RequestVerdict } from '../../initdata/agent-policy.ts';
import type { InitdataProblem } from '../../initdata/problems.ts';
import { digestLines } from './digest-lines.ts';
import type { Inspected } from './inspected.ts';
import { type ReadInitdata, unknownFiles } from './reading.ts';
import { answersOf, summaryOf } from './requests.ts';
import { sourceName } from './source.ts';

type Painted = RequestVerdict | InitdataProblem['severity'] | 'head' | 'dim';
type Paint = Readonly<Record<Painted, (text: string) => string>>;

/** For people. */
export function inspectText(inspected: readonly Inspected[], useColor: boolean): string {
  const colors = pc.createColors(useColor);
  const paint: Paint = {
    allow: colors.yellow,
    deny: colors.green,
    conditional: colors.magenta,
    error: colors.red,
    warning: colors.yellow,
    info: colors.blue,
    head: colors.bold,
    dim: colors.dim,
  };
  return inspected
    .map(({ source, reading, problems }) => {
      const place = source.object === undefined ? [] : [`  ${printable(source.object.path)}\n`];
      const content = reading === undefined ? [] : contentLines(reading, paint);
      const told = problems.length === 0 ? [] : ['\n', ...problems.map((one) => problemLine(one, paint))];
      return [`${paint.head(printable(sourceName(source)))}\n`, ...place, ...content, ...told].join('');
    })
    .join('\n');
}

function contentLines(reading: ReadInitdata, paint: Paint): string[] {
  const { initdata, digests, policy } = reading;
  return [
    `  algorithm   ${initdata.algorithm ?? 'none that a guest knows'}\n`,
    ...(digests === undefined ? [] : digestLines(digests).map((line) => `  ${line}`)),
    ...settingLines(reading),
    '\n  policy.rego\n',
    ...(policy === undefined
      ? ['    none: that of the guest image holds, which is not known here\n']
      : [
          ...summaryOf(policy).map((sentence) => `    ${sentence}\n`),
          '\n',
          ...answersOf(policy).map(({ request, verdict, isUndefined, isUnrestricted }) => {
            const undefinedOne = isUndefined && verdict === 'deny' ? '  no rule' : '';
            const why = isUnrestricted ? '  whatever it asks for' : undefinedOne;
            return `    ${paint[verdict](verdict.padEnd(11))}  ${request}${why}\n`;
          }),
        ]),
  ];
}

function settingLines({ settings, initdata }: ReadInitdata): string[] {
  const known = settings.filter(({ shown }) => shown !== undefined);
  const width = Math.max(0, ...known.map(({ file, key }) => `${file} ${key}`.length));
  const lines = known.map(
    ({ file, key, shown = '' }) => `  ${`${file} ${key}`.padEnd(width)}  ${printable(shown)}\n`,
  );
  const hidden = hiddenOf(settings.length - known.length, initdata.files);
  return [...(lines.length > 0 ? ['\n'] : []), ...lines, ...(hidden === '' ? [] : [`  ${hidden}\n`])];
}

/** What is in initdata and not known here, in numbers: even a name could be a secret. */
function hiddenOf(settings: number, files: ReadonlyMap<string, string>): string {
  const others = unknownFiles(files);
  const counts = [
    ...(settings > 0 ? [plural(settings, 'other setting')] : []),
    ...(others > 0 ? [plural(others, 'other file')] : []),
  ];
  return counts.length === 0 ? '' : `and ${counts.join(' and ')}, not known here and not shown`;
}

function problemLine({ severity, message, fix }: InitdataProblem, paint: Paint): string {
  return `  ${paint[severity](severity)}  ${printable(message)}\n    ${paint.dim('fix:')} ${printable(fix)}\n`;
}
