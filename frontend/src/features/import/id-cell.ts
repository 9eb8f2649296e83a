import { isIdColumnName } from '#lib/column-name.ts';
import {
  type CustomerId,
  type CustomerIdFault,
  describeCustomerIdFault,
  fail,
  parseCustomerId,
  type Result,
  succeed,
} from '#lib/domain.ts';
import { formatMessage } from '#lib/format.ts';
import { isIdWithDigit } from '#lib/id-text.ts';
import { importMessages } from './import-messages.ts';

/** Faults of a cell or a row, in addition to those of an ID. */
export type ImportFault =
  | CustomerIdFault
  | { readonly kind: 'column-name' | 'placeholder' | 'reformatted' | 'several-ids' }
  /** A delimiter without quotes splits a cell, so the other cells may belong to other columns. */
  | { readonly kind: 'row-width'; readonly cells: number; readonly expected: number };

/** Written by databases, spreadsheets and pivot tables where no value is. Some have the format of an ID. */
const placeholder =
  /^(?:null|none|nan|nil|n\/a|undefined|\((?:null|blank|leer|empty)\)|#(?:n\/a|ref!|value!|name\?|div\/0!|num!|null!|#+)|(?:grand[ -]?|sub[ -]?)?totals?|summe|gesamt)$/i;

/** `12345.0`, `12,345` and `1.2E+18`: a spreadsheet or a program took the ID for a number. */
const numbers = [/^\d+[.,]\d+$/, /^\d{1,3}(?:[.,'’\u00a0\u202f]\d{3})+(?:[.,]\d+)?$/, /^\d+(?:[.,]\d+)?e[+-]?\d+$/i];

const hasSeveralIds = (text: string): boolean => {
  const parts = text.split(/[\n,;|/]+/);
  return parts.length > 1 && parts.every(isIdWithDigit);
};

/** Decides about the text of a cell. The format of an ID is decided by `parseCustomerId` alone. */
export function parseIdCell(text: string): Result<CustomerId, ImportFault> {
  if (isIdColumnName(text)) return fail({ kind: 'column-name' });
  if (placeholder.test(text)) return fail({ kind: 'placeholder' });
  const id = parseCustomerId(text);
  if (id.ok) return succeed(id.value);
  if (numbers.some((pattern) => pattern.test(text))) return fail({ kind: 'reformatted' });
  return hasSeveralIds(text) ? fail({ kind: 'several-ids' }) : fail(id.failure);
}

export function describeImportFault(fault: ImportFault): string {
  switch (fault.kind) {
    case 'column-name':
    case 'placeholder':
    case 'reformatted':
    case 'several-ids':
      return importMessages.faults[fault.kind];
    case 'row-width':
      return formatMessage(importMessages.faults[fault.kind], {
        n: String(fault.cells),
        expected: String(fault.expected),
      });
    default:
      return describeCustomerIdFault(fault);
  }
}

const precisionMax = 15;

/** How many IDs look rounded: a spreadsheet keeps 15 digits of a number. One such ID among many others is chance. */
export function countRounded(ids: readonly string[]): number {
  const long = ids.filter((id) => id.length > precisionMax && /^\d+$/.test(id));
  const rounded = long.filter((id) => /^0+$/.test(id.slice(precisionMax)));
  return rounded.length > long.length / 2 ? rounded.length : 0;
}
