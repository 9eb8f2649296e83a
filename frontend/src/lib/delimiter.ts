import Papa from 'papaparse';
import { isBlank, widthOf } from './table.ts';

/** What is seldom inside a cell comes first: a comma may be a decimal one. */
const delimiters = ['\t', ';', '|', ','] as const;

const sampleLength = 65_536;
const sampleRows = 50;

/** As Excel writes it into the first line, for itself. */
const saysDelimiter = /^sep=([^\n])(?:\n|$)/i;

type Found = { readonly delimiter: string; readonly isSaid: boolean };

/** How well it makes a table of the text: how many rows have the width of most, and what that is. */
function fitOf(sample: string, delimiter: string): { readonly width: number; readonly alike: number } {
  const { data } = Papa.parse<string[]>(sample, { newline: '\n', delimiter, preview: sampleRows });
  const rows = data.filter((cells) => !isBlank(cells));
  const width = widthOf(rows);
  return { width, alike: rows.filter((cells) => cells.length === width).length };
}

/** What separates the cells: what the text says itself, or else what makes the most even table of its beginning. */
export function findDelimiter(text: string): Found {
  const [, said] = saysDelimiter.exec(text) ?? [];
  if (said !== undefined) return { delimiter: said, isSaid: true };
  const sample = text.slice(0, sampleLength);
  const [best] = delimiters
    .map((delimiter) => ({ delimiter, ...fitOf(sample, delimiter) }))
    .filter(({ width }) => width > 1)
    .toSorted((one, other) => other.alike - one.alike || other.width - one.width);
  return { delimiter: best?.delimiter ?? ',', isSaid: false };
}
