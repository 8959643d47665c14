import { dirname, join } from 'node:path';
import { kindOfPath } from '../../ground/read-file.ts';
import { type Kustomization, kustomizationIn } from './kustomization.ts';

/** Deeper trees are not searched upwards. */
const MOST_LEVELS = 64;

/** Folders of files and those above them, up to that of the repository, with what is in them. */
export class Folders {
  /** Every folder at or above that of a file. */
  readonly all: ReadonlySet<string>;
  private readonly repositories = new Set<string>();
  private readonly charts = new Map<string, string | undefined>();
  private readonly known = new Map<string, Kustomization | undefined>();

  /** @param files absolute paths */
  constructor(files: readonly string[]) {
    const all = new Set<string>();
    for (const start of new Set(files.map((file) => dirname(file)))) {
      let folder = start;
      for (let level = 0; level < MOST_LEVELS && !all.has(folder); level++) {
        all.add(folder);
        if (kindOfPath(join(folder, '.git')) !== undefined) this.repositories.add(folder);
        if (this.repositories.has(folder) || dirname(folder) === folder) break;
        folder = dirname(folder);
      }
    }
    this.all = all;
  }

  /** The folder of the repository that a folder is in; undefined when it is in none. */
  repositoryOf(folder: string): string | undefined {
    for (let at = folder; this.all.has(at); at = dirname(at)) {
      if (this.repositories.has(at)) return at;
      if (dirname(at) === at) break;
    }
    return undefined;
  }

  kustomization(folder: string): Kustomization | undefined {
    if (!this.known.has(folder)) this.known.set(folder, kustomizationIn(folder));
    return this.known.get(folder);
  }

  kustomizations(): Kustomization[] {
    return [...this.all].flatMap((folder) => this.kustomization(folder) ?? []);
  }

  /** The chart of Helm whose templates are in a folder or above it; that of the whole for a chart within a chart. */
  chartOf(folder: string): string | undefined {
    if (!this.all.has(folder)) return undefined;
    if (!this.charts.has(folder)) {
      const above = dirname(folder);
      const isTemplates = folder.endsWith('/templates') && hasChart(above);
      this.charts.set(folder, isTemplates ? outermost(above) : this.chartOf(above === folder ? '' : above));
    }
    return this.charts.get(folder);
  }
}

function hasChart(folder: string): boolean {
  return kindOfPath(join(folder, 'Chart.yaml')) === 'file';
}

function outermost(chart: string): string {
  const charts = dirname(chart);
  return charts.endsWith('/charts') && hasChart(dirname(charts)) ? outermost(dirname(charts)) : chart;
}
