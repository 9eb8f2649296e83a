import type { CustomerIdSummary } from '#lib/api/customer-ids.ts';
import { messages } from '#lib/messages.ts';

const { id, added, source } = messages.exporting.columns;

/** With the column name that an import looks for first, so that what was exported can be imported. */
export const exportRows = (items: readonly CustomerIdSummary[]): readonly (readonly string[])[] => [
  [id, added, source],
  ...items.map((item) => [item.id, item.createdAt, item.source]),
];

/** `customer-ids-CUST-2026-11-25.csv` */
export const exportFileName = (prefix: string, now: Date): string =>
  [messages.exporting.fileName, prefix.toUpperCase(), now.toISOString().slice(0, 10)]
    .filter(Boolean)
    .join('-')
    .concat('.csv');
