import { type Observable, observable } from '#lib/observable.ts';
import { fail, type Result } from '#lib/result.ts';
import type { Choice } from './check-column.ts';
import type { Columns } from './columns.ts';
import type { ImportFacts } from './import-state.ts';
import type { AnswerTo, Ask, FileFault, Question } from './reader-messages.ts';

type Opened = { readonly file: string; readonly columns: Columns; readonly choice: Choice };

/** An import on its way to the preview: nothing of it is sent or kept yet. */
export type Draft =
  | { readonly stage: 'file'; readonly refused?: { readonly file: string; readonly fault: FileFault } }
  | { readonly stage: 'reading'; readonly file: string }
  | ({ readonly stage: 'column' } & Opened)
  | ({
      readonly stage: 'preview';
      readonly facts: ImportFacts;
      readonly keeping: 'no' | 'under-way' | 'failed';
    } & Opened);

type DraftNeeds = {
  readonly ask: <Name extends Question>(name: Name, ask: Ask<Name>) => Promise<AnswerTo<Name>>;
  readonly runner: { readonly mayBegin: () => Promise<boolean>; readonly load: () => Promise<void> };
};

export const isOnlyColumn = ({ columns }: Columns): boolean => columns.length === 1;

async function readColumns(ask: DraftNeeds['ask'], source: File | string): Promise<Result<Columns, FileFault>> {
  try {
    return await ask('open', { source });
  } catch {
    // Its script is of an earlier release and gone, or it ran out of memory: a page loaded anew has another.
    return fail({ kind: 'broken' });
  }
}

/** From a file to its preview. */
function reading({ ask }: DraftNeeds, { set }: Observable<Draft>) {
  const check = async (opened: Opened): Promise<void> => {
    const { file, choice, columns } = opened;
    set({ stage: 'reading', file });
    const facts = await ask('check', { file, choice });
    set({ stage: 'preview', file, columns, choice, facts, keeping: 'no' });
  };

  const open = async (file: string, source: File | string): Promise<void> => {
    set({ stage: 'reading', file });
    const columns = await readColumns(ask, source);
    if (!columns.ok) return set({ stage: 'file', refused: { file, fault: columns.failure } });
    const { likely, hasHeader } = columns.value;
    const opened = { file, columns: columns.value, choice: { column: likely, hasHeader } };
    if (isOnlyColumn(columns.value)) await check(opened);
    else set({ stage: 'column', ...opened });
  };

  return { check, open };
}

/** Keeps the plan on this device, and only then begins to send it. */
async function confirm({ ask, runner }: DraftNeeds, { read, set }: Observable<Draft>): Promise<void> {
  const preview = read();
  if (preview.stage !== 'preview' || preview.keeping === 'under-way') return;
  set({ ...preview, keeping: 'under-way' });
  if (!(await runner.mayBegin())) return set({ ...preview, keeping: 'no' });
  try {
    await ask('keep', {});
  } catch {
    // The browser refuses room for it; the preview says so, and stays.
    return set({ ...preview, keeping: 'failed' });
  }
  await runner.load();
  set({ stage: 'file' });
}

/** Outlives the page it is shown on: a look at another page, or a new key, costs no work. */
export function importDraft(needs: DraftNeeds) {
  const draft = observable<Draft>({ stage: 'file' });
  const { check, open } = reading(needs, draft);

  /** The names move between the rows and the head, so everything is looked at anew. */
  const sayHeader = async (hasHeader: boolean): Promise<void> => {
    const before = draft.read();
    if (before.stage !== 'column' && before.stage !== 'preview') return;
    const columns = await needs.ask('look', { hasHeader });
    const opened = { file: before.file, columns, choice: { ...before.choice, hasHeader } };
    if (before.stage === 'preview') await check(opened);
    else draft.set({ stage: 'column', ...opened });
  };

  return {
    subscribe: draft.subscribe,
    read: draft.read,
    open,
    sayHeader,
    discard: () => draft.set({ stage: 'file' }),
    choose: (column: number) => {
      const before = draft.read();
      if (before.stage === 'column') draft.set({ ...before, choice: { ...before.choice, column } });
    },
    preview: async (): Promise<void> => {
      const before = draft.read();
      if (before.stage === 'column') await check(before);
    },
    confirm: () => confirm(needs, draft),
  };
}
