import type { Problem } from '#lib/api/problem.ts';
import type { BatchRun } from '#lib/batches/batch-run.ts';
import type { DecodeFault } from '#lib/decode-text.ts';
import type { Choice, Column, Columns } from './columns.ts';
import type { InvalidGroup } from './invalid-groups.ts';
import type { LookupFacts, PreviewRow, StateCounts } from './registry-states.ts';

/** Everything this tab knows about its import. `import-store.ts` is the only file that changes it. */
export interface ImportState {
  readonly draft: Draft;
  readonly session: ImportSession;
}

/** An import being prepared. None of it is stored or sent. */
export type Draft =
  | { readonly step: 'file'; readonly error?: FileError }
  | { readonly step: 'reading'; readonly file: string }
  | ({ readonly step: 'column' } & OpenedFile)
  | ({
      readonly step: 'preview';
      readonly facts: ImportFacts;
      readonly lookup: PreviewLookup;
      readonly saving: SaveState;
    } & OpenedFile);

/** The IDs of the preview that are looked up so far. */
export interface LookupSnapshot {
  readonly lookedUp: number;
  readonly counts: StateCounts;
  readonly firstRows: readonly PreviewRow[];
}

export interface PreviewLookup extends LookupSnapshot {
  readonly status: 'running' | 'complete' | 'failed';
  /** The time of the first lookup. */
  readonly checkedAt?: string;
  /** Why the lookups failed. */
  readonly problem?: Problem | undefined;
}

export interface FileError {
  readonly file: string;
  readonly fault: FileFault;
}

/** Why a file cannot be imported. */
export type FileFault =
  | {
      readonly kind:
        | 'several-files'
        | 'too-large'
        | 'too-many-rows'
        | 'empty'
        | 'unreadable'
        | 'worker-failed'
        | DecodeFault;
    }
  | { readonly kind: 'unclosed-quote' | 'misplaced-quote'; readonly line: number };

export interface OpenedFile {
  readonly file: string;
  readonly columns: Columns;
  readonly choice: Choice;
  /** The user has decided whether the first row is a header. */
  readonly isHeaderConfirmed: boolean;
}

/** `rechecking`: the counts shown are about to change, so the draft cannot be submitted yet. */
export type SaveState = 'idle' | 'rechecking' | 'saving' | 'failed';

/** The import that is stored on this device and being sent. */
export type ImportSession =
  | { readonly status: 'loading' | 'none' | 'other-tab' }
  | { readonly status: 'active'; readonly run: ImportRun };

export interface ImportRun extends BatchRun {
  readonly facts: ImportFacts;
}

/** The result of the preview. Stored in IndexedDB, so its fields keep their names. */
export interface ImportFacts {
  /** Distinguishes this import from one that another tab stored in its place. */
  readonly importId: string;
  readonly file: string;
  /** Groups the submissions of this import. Missing from imports stored by early releases. */
  readonly label?: string;
  readonly rows: number;
  readonly ids: number;
  readonly invalid: number;
  readonly repeated: number;
  readonly withoutId: number;
  /** Missing from imports stored by early releases. */
  readonly rounded?: number;
  readonly groups: readonly InvalidGroup[];
  /** Missing when the lookups failed, and from imports stored by early releases. */
  readonly lookup?: LookupFacts;
  /** Missing from imports stored by early releases. */
  readonly head?: TableHead;
  /** Missing from imports stored by early releases. */
  readonly storedAtMillis?: number;
}

const retentionMillis = 7 * 24 * 60 * 60 * 1000;

/** A stored import contains customer data, so it does not stay in the browser. */
export const isExpired = ({ storedAtMillis }: ImportFacts, nowMillis: number): boolean =>
  storedAtMillis !== undefined && nowMillis - storedAtMillis > retentionMillis;

/** The column names, and the index of the column with the IDs. */
export interface TableHead {
  readonly names: readonly string[];
  readonly column: number;
}

export const rowsMax = 100_000;
export const fileBytesMax = 20 * 1024 * 1024;

export const isOnlyColumn = ({ columns }: Columns): boolean => columns.length === 1;

/** The first cell of the chosen column, while only the user can know whether it is an ID. */
export function findUndecidedCell({ columns, choice, isHeaderConfirmed }: OpenedFile): Column['unclearCell'] {
  return isHeaderConfirmed ? undefined : columns.columns[choice.column]?.unclearCell;
}

export const isBusy = (saving: SaveState): boolean => saving === 'rechecking' || saving === 'saving';
