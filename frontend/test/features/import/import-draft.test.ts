import { expect } from 'chai';
import { describe, it } from 'mocha';
import { importDraft } from '#features/import/import-draft.ts';
import type { Questions } from '#features/import/reader-messages.ts';
import { createPlan } from '#support/frontend/import-fixture.ts';

const column = (index: number) => ({ index, name: undefined, examples: [] });
const columns = (count: number) => ({
  columns: Array.from({ length: count }, (_, index) => column(index)),
  hasHeader: false,
  likely: count - 1,
});

/** A draft whose reader answers as told; it notes what it was asked. */
function draftWith(answers: { readonly [Name in keyof Questions]?: () => unknown }, mayBegin = true, isKept = true) {
  const asked: unknown[] = [];
  const draft = importDraft({
    ask: async (name, ask) => {
      asked.push([name, ask]);
      return answers[name]?.() as never;
    },
    runner: {
      mayBegin: async () => mayBegin,
      load: async () => {
        asked.push('loaded');
        return isKept;
      },
    },
  });
  return { draft, asked };
}

const { facts } = createPlan(3);

describe('An import on its way to the preview', () => {
  it('asks for a column when there are several, and starts with the likely one', async () => {
    const { draft, asked } = draftWith({ open: () => ({ ok: true, value: columns(3) }), check: () => facts });

    await draft.open('list.csv', 'text');
    expect(draft.read()).to.include({ stage: 'column' });
    draft.choose(1);
    await draft.preview();

    expect(draft.read()).to.include({ stage: 'preview', keeping: 'no' });
    expect(asked.at(-1)).to.deep.equal(['check', { file: 'list.csv', choice: { column: 1, hasHeader: false } }]);
  });

  it('goes on to the preview at once when there is one column', async () => {
    const { draft } = draftWith({ open: () => ({ ok: true, value: columns(1) }), check: () => facts });

    await draft.open('list.csv', 'text');

    expect(draft.read()).to.include({ stage: 'preview' });
  });

  it('says why a file cannot be imported, and waits for another', async () => {
    const { draft } = draftWith({ open: () => ({ ok: false, failure: { kind: 'empty' } }) });

    await draft.open('list.csv', '');

    expect(draft.read()).to.deep.equal({ stage: 'file', refused: { file: 'list.csv', fault: { kind: 'empty' } } });
  });

  it('says so when its reader breaks, at whichever question', async () => {
    const breaks = () => {
      throw new Error('The reader could not be started.');
    };
    const opens = () => ({ ok: true, value: columns(2) });
    const broken = [
      { open: breaks },
      { open: opens, look: breaks },
      { open: opens, look: () => columns(2), check: breaks },
    ];

    for (const answers of broken) {
      const { draft } = draftWith(answers);
      await draft.open('list.csv', '');
      await draft.sayHeader(true);
      await draft.preview();

      expect(draft.read()).to.deep.equal({ stage: 'file', refused: { file: 'list.csv', fault: { kind: 'broken' } } });
    }
  });

  it('stays discarded, although the reader answers afterwards', async () => {
    const { draft } = draftWith({
      open: () => ({ ok: true, value: columns(1) }),
      look: () => columns(1),
      check: () => facts,
    });
    await draft.open('list.csv', 'text');

    const looked = draft.sayHeader(true);
    draft.discard();
    await looked;

    expect(draft.read()).to.deep.equal({ stage: 'file' });
  });

  it('sends nothing while it looks at the rows anew, and shows what was said of them at once', async () => {
    const { draft, asked } = draftWith({
      open: () => ({ ok: true, value: columns(1) }),
      look: () => columns(1),
      check: () => facts,
    });
    await draft.open('list.csv', 'text');

    const looked = draft.sayHeader(true);
    await draft.confirm();
    expect(draft.read()).to.deep.include({ stage: 'preview', choice: { column: 0, hasHeader: true } });
    await looked;

    expect(draft.read()).to.include({ stage: 'preview', keeping: 'no' });
    expect(asked).not.to.include('loaded');
  });

  it('keeps the plan once, however often it is confirmed, and begins only then', async () => {
    const { draft, asked } = draftWith({ open: () => ({ ok: true, value: columns(1) }), check: () => facts });
    await draft.open('list.csv', 'text');

    await Promise.all([draft.confirm(), draft.confirm()]);

    expect(asked.slice(2)).to.deep.equal([['keep', {}], 'loaded']);
    expect(draft.read()).to.deep.equal({ stage: 'file' });
  });

  it('stays, and sends nothing, when another tab runs an import or the browser refuses to keep the plan', async () => {
    const reader = { open: () => ({ ok: true, value: columns(1) }), check: () => facts };
    const refuse = () => {
      throw new Error('QuotaExceededError');
    };
    const elsewhere = draftWith(reader, false);
    const full = draftWith({ ...reader, keep: refuse }, true, false);
    await Promise.all([elsewhere.draft.open('list.csv', 'text'), full.draft.open('list.csv', 'text')]);

    await Promise.all([elsewhere.draft.confirm(), full.draft.confirm()]);

    expect(elsewhere.draft.read()).to.include({ stage: 'preview', keeping: 'no' });
    expect(full.draft.read()).to.include({ stage: 'preview', keeping: 'failed' });
    expect(elsewhere.asked).not.to.include('loaded');
    // Nothing was kept, so there is nothing to run; the turn that was taken goes back to the other tabs.
    expect(full.asked.slice(-2)).to.deep.equal([['keep', {}], 'loaded']);
  });
});
