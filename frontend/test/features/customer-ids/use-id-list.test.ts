import { expect } from 'chai';
import { describe, it } from 'mocha';
import {
  findNeighbor,
  type ListedId,
  withChanges,
  withItems,
  withoutExpired,
  withoutIds,
} from '#features/customer-ids/use-id-list.ts';
import { customerId } from '#support/frontend/customer-id.ts';

const item = (id: string): ListedId => ({
  id: customerId(id),
  createdAt: '2026-11-03T14:20:09.000Z',
  source: 'api',
});
const pendingSince = '2026-11-04T00:00:00.000Z';
const page = (ids: readonly string[], nextCursor: string | null = null) => ({ items: ids.map(item), nextCursor });
const toIds = (pages: readonly { readonly items: readonly { readonly id: string }[] }[]) =>
  pages.map(({ items }) => items.map(({ id }) => id));

describe('List of customer IDs', () => {
  it('inserts added IDs in the order of the registry', () => {
    const pages = [page(['A-1', 'A-3'], 'next'), page(['A-5', 'A-7'])];

    expect(toIds(withItems(pages, { prefix: '' }, ['A-9', 'A-2', 'A-4'].map(item)))).to.deep.equal([
      ['A-1', 'A-2', 'A-3'],
      ['A-4', 'A-5', 'A-7', 'A-9'],
    ]);
  });

  it('omits IDs of a page that is not loaded yet and IDs with another prefix', () => {
    const pages = [page(['A-1', 'A-3'], 'next')];

    expect(toIds(withItems(pages, { prefix: 'A' }, ['A-9', 'B-1'].map(item)))).to.deep.equal([['A-1', 'A-3']]);
  });

  it('omits added IDs of another source than the list shows', () => {
    const pages = [page(['A-1', 'A-3'])];
    const added = { verb: 'add', ids: [customerId('A-4')], submittedAt: 0 } as const;
    const bySubmission = { prefix: '', source: 'submission' } as const;

    expect(withChanges(pages, bySubmission, [added])).to.deep.equal(pages);
    expect(toIds(withItems(pages, bySubmission, [{ ...item('A-2'), source: 'submission' }]))).to.deep.equal([
      ['A-1', 'A-2', 'A-3'],
    ]);
  });

  it('removes an ID from the deleted ones when its history expires, and keeps unchanged pages identical', () => {
    const deleted = (id: string, expiresAt: string): ListedId => ({ ...item(id), deletedAt: pendingSince, expiresAt });
    const pages = [
      { items: [deleted('A-2', '2026-12-02T00:00:00.000Z')], nextCursor: 'next' },
      { items: [deleted('A-1', '2026-12-01T00:00:00.000Z')], nextCursor: null },
    ];

    const left = withoutExpired(pages, '2026-12-01T00:00:00.001Z');

    expect(toIds(left)).to.deep.equal([['A-2'], []]);
    expect(left[0]).to.equal(pages[0]);
    expect(withoutExpired(pages, '2026-11-30T00:00:00.000Z')).to.equal(pages);
  });

  it('replaces an ID that is already listed', () => {
    expect(toIds(withItems([page(['A-1', 'A-2'])], { prefix: 'A' }, [item('A-1')]))).to.deep.equal([['A-1', 'A-2']]);
  });

  it('inserts an ID into an empty list', () => {
    expect(toIds(withItems([page([])], { prefix: '' }, [item('A-1')]))).to.deep.equal([['A-1']]);
  });

  it('removes deleted IDs from every page and keeps the other pages identical', () => {
    const pages = [page(['A-1'], 'next'), page(['A-2'], 'next'), page(['A-3'])];

    const left = withoutIds(pages, new Set(['A-2', 'A-3']));

    expect(toIds(left)).to.deep.equal([['A-1'], [], []]);
    expect(left[0]).to.equal(pages[0]);
  });

  it('shows a pending add in a list loaded after it, without replacing a confirmed row', () => {
    const added = { verb: 'add', ids: ['A-1', 'A-2'].map(customerId), submittedAt: Date.parse(pendingSince) } as const;

    const shown = withChanges([page(['A-1'])], { prefix: '' }, [added]);

    expect(shown[0]?.items).to.deep.equal([item('A-1'), { ...item('A-2'), createdAt: pendingSince, isPending: true }]);
  });

  it('applies pending changes in the order they were made', () => {
    const change = (verb: 'add' | 'delete' | 'restore') => ({ verb, ids: [customerId('A-1')], submittedAt: 0 });
    const pages = [page(['A-1'])];
    const listedAfter = (...verbs: readonly ('add' | 'delete' | 'restore')[]) =>
      toIds(withChanges(pages, { prefix: '' }, verbs.map(change)));

    expect(listedAfter('delete')).to.deep.equal([[]]);
    expect(listedAfter('delete', 'restore')).to.deep.equal([['A-1']]);
    expect(listedAfter('add', 'delete')).to.deep.equal([[]]);
  });

  it('returns the same pages when no change is pending', () => {
    const pages = [page(['A-1'])];

    expect(withChanges(pages, { prefix: '' }, [])).to.equal(pages);
  });

  it('moves the focus to the next row left, or the previous one at the end', () => {
    const { items } = page(['A-1', 'A-2', 'A-3']);
    const next = (...leaving: string[]) => findNeighbor(items, new Set(leaving));

    expect([next('A-1'), next('A-3'), next('A-1', 'A-2'), next('A-2', 'A-3')]).to.deep.equal([
      'A-2',
      'A-2',
      'A-3',
      'A-1',
    ]);
    expect(next('A-1', 'A-2', 'A-3')).to.equal(undefined);
    expect([next('A-15'), next('NOT-LISTED')], 'IDs that are not listed').to.deep.equal(['A-2', undefined]);
  });
});
