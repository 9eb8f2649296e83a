import type { LookupResult } from '#lib/api/customer-ids.ts';
import { inBatches } from '#lib/batches/in-batches.ts';
import type { Checked, FoundId, InvalidRow } from './columns.ts';

/** A new ID never existed, or its history was purged. */
export type RegistryState = 'new' | 'active' | 'deleted';

/** The states of the IDs to submit, by index. Undefined until an ID is looked up. */
export type RegistryStates = readonly (RegistryState | undefined)[];

export type StateCounts = Readonly<Record<RegistryState, number>>;

/** Which IDs of the preview are submitted. */
export type Selection = 'new' | 'all';

/** Stored in IndexedDB, so its fields keep their names. */
export interface LookupFacts {
  readonly checkedAt: string;
  readonly counts: StateCounts;
  readonly selection: Selection;
}

/** One of the first rows that have an ID, so that a wrong column is noticed at once. */
export interface PreviewRow {
  readonly line: number;
  readonly text: string;
  readonly state: RegistryState | 'invalid' | 'unchecked';
  /** Why it is invalid. */
  readonly reason?: string;
}

export const firstRowsMax = 5;

/** An ID that the API calls invalid, but this page does not, is submitted: the workflow reports why it is invalid. */
export const toRegistryState = ({ state }: LookupResult): RegistryState =>
  state === 'active' || state === 'deleted' ? state : 'new';

export function countStates(states: RegistryStates): StateCounts {
  const count = (wanted: RegistryState) => states.filter((state) => state === wanted).length;
  return { new: count('new'), active: count('active'), deleted: count('deleted') };
}

/** The numbers, from 1, of the batches with an ID that has not been looked up. */
export const listMissingBatches = (states: RegistryStates): readonly number[] =>
  inBatches(states).flatMap((batch, index) => (batch.includes(undefined) ? [index + 1] : []));

export const selectIds = (
  found: readonly FoundId[],
  states: RegistryStates,
  selection: Selection,
): readonly FoundId[] => (selection === 'all' ? found : found.filter((_, index) => states[index] === 'new'));

export function listFirstRows(
  { toSubmit }: Pick<Checked, 'toSubmit'>,
  invalid: readonly (Pick<InvalidRow, 'line' | 'text'> & { readonly reason: string })[],
  states: RegistryStates,
): readonly PreviewRow[] {
  const valid = toSubmit
    .slice(0, firstRowsMax)
    .map(({ line, id }, index): PreviewRow => ({ line, text: id, state: states[index] ?? 'unchecked' }));
  const others = invalid.map(({ line, text, reason }): PreviewRow => ({ line, text, state: 'invalid', reason }));
  return [...valid, ...others].toSorted((one, other) => one.line - other.line).slice(0, firstRowsMax);
}

export interface LookupOutcome {
  /** Already in the registry, and therefore not submitted. */
  readonly existing: number;
  /** Deleted before, and therefore not submitted. */
  readonly deleted: number;
  /** Deleted before, and submitted: the workflow adds them again. */
  readonly restored: number;
}

/** The lookups of the preview in the terms of the report. */
export function toLookupOutcome(lookup: LookupFacts | undefined): LookupOutcome {
  if (!lookup) return { existing: 0, deleted: 0, restored: 0 };
  const { active, deleted } = lookup.counts;
  return lookup.selection === 'new'
    ? { existing: active, deleted, restored: 0 }
    : { existing: 0, deleted: 0, restored: deleted };
}
