import { type Observable, observable } from '#lib/observable.ts';
import { fail, type Result, succeed } from '#lib/result.ts';
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
      /** `later` while the rows are looked at anew: what is shown would not be what is sent. */
      readonly keeping: 'no' | 'later' | 'under-way' | 'failed';
    } & Opened);

type DraftNeeds = {
  readonly ask: <Name extends Question>(name: Name, ask: Ask<Name>) => Promise<AnswerTo<Name>>;
  readonly runner: { readonly mayBegin: () => Promise<boolean>; readonly load: () => Promise<boolean> };
};

export const isOnlyColumn = ({ columns }: Columns): boolean => columns.length === 1;

const refused = (file: string, fault: FileFault): Draft => ({ stage: 'file', refused: { file, fault } });

/** Its script is of an earlier release and gone, or it ran out of memory: a page loaded anew has another. */
const answered = async <Answer>(answer: Promise<Answer>): Promise<Result<Answer, FileFault>> =>
  answer.then(succeed, () => fail({ kind: 'broken' }));

/** What follows from a file, each step as soon as its reader has answered. */
function draftsOf({ ask }: DraftNeeds) {
  const previewOf = async ({ file, columns, choice }: Opened): Promise<Draft> => {
    const facts = await answered(ask('check', { file, choice }));
    return facts.ok
      ? { stage: 'preview', file, columns, choice, facts: facts.value, keeping: 'no' }
      : refused(file, facts.failure);
  };

  const firstOf = async (file: string, source: File | string): Promise<Draft> => {
    const asked = await answered(ask('open', { source }));
    const columns = asked.ok ? asked.value : asked;
    if (!columns.ok) return refused(file, columns.failure);
    const { likely, hasHeader } = columns.value;
    const opened = { file, columns: columns.value, choice: { column: likely, hasHeader } };
    return isOnlyColumn(columns.value) ? previewOf(opened) : { stage: 'column', ...opened };
  };

  /** The names move between the rows and the head, so everything is looked at anew. */
  const withHeader = async (before: Extract<Draft, Opened>): Promise<Draft> => {
    const { file, choice, stage } = before;
    const columns = await answered(ask('look', { hasHeader: choice.hasHeader }));
    if (!columns.ok) return refused(file, columns.failure);
    const opened = { file, columns: columns.value, choice };
    return stage === 'preview' ? previewOf(opened) : { stage, ...opened };
  };

  return { previewOf, firstOf, withHeader };
}

export const isBusy = ({ keeping }: Extract<Draft, { stage: 'preview' }>): boolean =>
  keeping === 'later' || keeping === 'under-way';

/** Keeps the plan on this device, and only then begins to send it. */
async function confirm({ ask, runner }: DraftNeeds, { read, set }: Observable<Draft>): Promise<void> {
  const preview = read();
  if (preview.stage !== 'preview' || isBusy(preview)) return;
  set({ ...preview, keeping: 'under-way' });
  try {
    if (!(await runner.mayBegin())) return set({ ...preview, keeping: 'no' });
    await ask('keep', {});
  } catch {
    // The browser refuses room for it. Loading finds nothing then, and gives the turn back to the other tabs.
  }
  set((await runner.load()) ? { stage: 'file' } : { ...preview, keeping: 'failed' });
}

/** Outlives the page it is shown on: a look at another page, or a new key, costs no work. */
export function importDraft(needs: DraftNeeds) {
  const draft = observable<Draft>({ stage: 'file' });
  const { previewOf, firstOf, withHeader } = draftsOf(needs);

  /** Whoever has changed or discarded it by the time the reader answers has the last word. */
  const follow = async (meanwhile: Draft, next: Promise<Draft>): Promise<void> => {
    draft.set(meanwhile);
    const after = await next;
    if (draft.read() === meanwhile) draft.set(after);
  };

  const sayHeader = async (hasHeader: boolean): Promise<void> => {
    const before = draft.read();
    if (before.stage !== 'column' && before.stage !== 'preview') return;
    const choice = { ...before.choice, hasHeader };
    const meanwhile =
      before.stage === 'preview' ? { ...before, choice, keeping: 'later' as const } : { ...before, choice };
    await follow(meanwhile, withHeader(meanwhile));
  };

  return {
    subscribe: draft.subscribe,
    read: draft.read,
    open: (file: string, source: File | string) => follow({ stage: 'reading', file }, firstOf(file, source)),
    sayHeader,
    refuse: (file: string, fault: FileFault) => draft.set(refused(file, fault)),
    discard: () => draft.set({ stage: 'file' }),
    choose: (column: number) => {
      const before = draft.read();
      if (before.stage === 'column') draft.set({ ...before, choice: { ...before.choice, column } });
    },
    preview: async (): Promise<void> => {
      const before = draft.read();
      if (before.stage === 'column') await follow({ stage: 'reading', file: before.file }, previewOf(before));
    },
    confirm: () => confirm(needs, draft),
  };
}
