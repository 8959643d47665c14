import { GUEST_KEYS, type GuestFile, type GuestKey } from './keys.ts';

/** What a table of a file may hold. */
export interface TableNode {
  readonly file: GuestFile;
  /** As in {@link GuestKey.table}. */
  readonly table: string;
  readonly keys: ReadonlyMap<string, GuestKey>;
  /** Tables below it, by name; a list of tables ends in `[]` in its path. */
  readonly tables: ReadonlyMap<string, TableNode>;
}

interface Growing extends TableNode {
  readonly keys: Map<string, GuestKey>;
  readonly tables: Map<string, Growing>;
}

function grow(file: GuestFile): TableNode {
  const root = emptyNode(file, '');
  for (const row of GUEST_KEYS.filter((one) => one.file === file)) {
    let node = root;
    for (const step of row.table === '' ? [] : row.table.split('.')) {
      const name = step.replace('[]', '');
      const next =
        node.tables.get(name) ?? emptyNode(file, node.table === '' ? step : `${node.table}.${step}`);
      node.tables.set(name, next);
      node = next;
    }
    node.keys.set(row.key, row);
  }
  return root;
}

function emptyNode(file: GuestFile, table: string): Growing {
  return { file, table, keys: new Map(), tables: new Map() };
}

/** The tables of each file, from the list of keys. */
export const TABLE_TREES: Readonly<Record<GuestFile, TableNode>> = {
  'aa.toml': grow('aa.toml'),
  'cdh.toml': grow('cdh.toml'),
};
