import type { Row } from '#lib/read-csv.ts';

/** What a download of failed rows has beside the columns of the file they came from. */
export const addedColumns = { reason: 'import_reason', line: 'import_line' } as const;

const added: ReadonlySet<string> = new Set(Object.values(addedColumns));

export type OwnRows = {
  readonly rows: readonly Row[];
  /** It was downloaded here, and so its first row holds names. */
  readonly isDownload: boolean;
};

/** A repaired file is what it was before it came here: what this page has added is no column to choose, nor to keep. */
export function withoutAddedColumns(rows: readonly Row[]): OwnRows {
  const places = new Set(rows[0]?.cells.flatMap((name, index) => (added.has(name.trim()) ? [index] : [])));
  if (places.size === 0) return { rows, isDownload: false };
  const own = rows.map(({ line, cells }) => ({ line, cells: cells.filter((_, index) => !places.has(index)) }));
  return { rows: own, isDownload: true };
}
