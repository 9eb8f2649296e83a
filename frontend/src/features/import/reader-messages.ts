import type { Result } from '#lib/result.ts';
import type { Choice } from './check-column.ts';
import type { Columns } from './columns.ts';
import type { ImportFacts } from './import-state.ts';

/** Why a file cannot be imported at all. */
export type FileFault =
  /** They were dropped together. */
  | { readonly kind: 'several' }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'too-many-rows' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'spreadsheet' }
  | { readonly kind: 'not-text' }
  | { readonly kind: 'unreadable' }
  /** The reader itself, and not the file. */
  | { readonly kind: 'broken' }
  | { readonly kind: 'unclosed-quote'; readonly line: number };

/** What the page asks of its reader, and what comes back for each. */
export type Questions = {
  readonly open: { readonly ask: { readonly source: File | string }; readonly answer: Result<Columns, FileFault> };
  readonly look: { readonly ask: { readonly hasHeader: boolean }; readonly answer: Columns };
  readonly check: { readonly ask: { readonly file: string; readonly choice: Choice }; readonly answer: ImportFacts };
  /** Keeps the plan on this device: from then on it can be sent, and survives this page. */
  readonly keep: { readonly ask: object; readonly answer: undefined };
  readonly invalidFile: { readonly ask: object; readonly answer: Blob };
  /** Everything that is not in the registry now; nothing when another import is kept by now. */
  readonly failedFile: { readonly ask: { readonly importId: string }; readonly answer: Blob | undefined };
};

export type Question = keyof Questions;
export type Ask<Name extends Question> = Questions[Name]['ask'];
export type AnswerTo<Name extends Question> = Questions[Name]['answer'];
