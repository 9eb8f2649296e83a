import type { ClipboardEvent } from 'react';
import { toExportRows } from './use-export.ts';
import type { ListedId } from './use-id-list.ts';

/** Rows for a spreadsheet, with the columns of an export. */
const toTabSeparated = (items: readonly ListedId[]): string =>
  toExportRows(items)
    .slice(1)
    .map((row) => row.join('\t'))
    .join('\n');

/** Copies the rows from the first to the last in the text selection as a table. A selection within one row stays text. */
export function copyRows(event: ClipboardEvent<HTMLElement>, items: readonly ListedId[]): void {
  const selection = getSelection();
  const ids = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-customer-id]')]
    .filter((row) => selection?.containsNode(row, true))
    .map(({ dataset }) => dataset['customerId']);
  if (ids.length < 2) return;
  // Rows between them may not be rendered.
  const [first, last] = [ids[0], ids.at(-1)].map((id) => items.findIndex((item) => item.id === id));
  event.clipboardData.setData('text/plain', toTabSeparated(items.slice(first, (last ?? 0) + 1)));
  event.preventDefault();
}
