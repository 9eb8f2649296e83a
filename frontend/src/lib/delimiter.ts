import Papa from 'papaparse';
import { columnCount, isBlank } from './table.ts';

/** Ordered by how rarely they occur inside a cell: a comma may be a decimal separator. */
const delimiters = ['\t', ';', '|', ','] as const;

const sampleLength = 65_536;
const sampleRows = 50;

/** Excel's `sep=` line. */
const declaration = /^sep=([^\n])(?:\n|$)/i;

interface Delimiter {
  readonly delimiter: string;
  /** The first line declares the delimiter and is not a row. */
  readonly isDeclared: boolean;
}

function scoreDelimiter(
  sample: string,
  delimiter: string,
): { readonly width: number; readonly rowsOfThatWidth: number } {
  const { data } = Papa.parse<string[]>(sample, { newline: '\n', delimiter, preview: sampleRows });
  const rows = data.filter((cells) => !isBlank(cells));
  const width = columnCount(rows);
  return { width, rowsOfThatWidth: rows.filter((cells) => cells.length === width).length };
}

/** Chooses the delimiter that splits most of the first rows into the same number of cells. */
export function detectDelimiter(text: string): Delimiter {
  const [, declared] = declaration.exec(text) ?? [];
  if (declared !== undefined) return { delimiter: declared, isDeclared: true };
  const sample = text.slice(0, sampleLength);
  const [best] = delimiters
    .map((delimiter) => ({ delimiter, ...scoreDelimiter(sample, delimiter) }))
    .filter(({ width }) => width > 1)
    .toSorted((one, other) => other.rowsOfThatWidth - one.rowsOfThatWidth || other.width - one.width);
  return { delimiter: best?.delimiter ?? ',', isDeclared: false };
}
