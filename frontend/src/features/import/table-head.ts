import { idColumn } from '#lib/id-column.ts';
import type { Row } from '#lib/read-csv.ts';
import { widthOf } from '#lib/table.ts';
import type { Choice } from './check-column.ts';
import { cellOf } from './columns.ts';
import type { TableHead } from './import-state.ts';

const sampleRows = 1_000;

/** The names the columns have, and names where they have none, so that a download of some rows is a table again. */
export function headOf(rows: readonly Row[], { column, hasHeader }: Choice): TableHead {
  const sample = rows.slice(0, sampleRows);
  const [first] = hasHeader ? sample : [];
  const names = Array.from({ length: widthOf(sample.map(({ cells }) => cells)) }, (_, index) => {
    const unnamed = index === column ? idColumn : `column_${index + 1}`;
    return (first && cellOf(first, index)) || unnamed;
  });
  return { names, column };
}
