import { expect } from 'chai';
import { describe, it } from 'mocha';
import {
  type ListedId,
  neighbourOf,
  withItems,
  withoutIds,
  withoutPending,
  withPending,
} from '#features/customer-ids/id-lists.ts';
import { customerId } from '#support/frontend/customer-id.ts';

const item = (id: string): ListedId => ({
  id: customerId(id),
  createdAt: '2026-11-03T14:20:09.000Z',
  source: 'api',
});
const pending = (id: string): ListedId => ({ ...item(id), createdAt: '2026-11-04T00:00:00.000Z', isPending: true });
const page = (ids: readonly string[], nextCursor: string | null = null) => ({ items: ids.map(item), nextCursor });
const idsOf = (pages: readonly { readonly items: readonly { readonly id: string }[] }[]) =>
  pages.map(({ items }) => items.map(({ id }) => id));

describe('A list that shows a change before it is confirmed', () => {
  it('puts added IDs where the registry would list them', () => {
    const pages = [page(['A-1', 'A-3'], 'next'), page(['A-5', 'A-7'])];

    expect(idsOf(withItems(pages, '', ['A-9', 'A-2', 'A-4'].map(item)))).to.deep.equal([
      ['A-1', 'A-2', 'A-3'],
      ['A-4', 'A-5', 'A-7', 'A-9'],
    ]);
  });

  it('leaves out what belongs to a page that is not loaded yet, or to another prefix', () => {
    const pages = [page(['A-1', 'A-3'], 'next')];

    expect(idsOf(withItems(pages, 'A', ['A-9', 'B-1'].map(item)))).to.deep.equal([['A-1', 'A-3']]);
  });

  it('replaces an ID that is there already', () => {
    expect(idsOf(withItems([page(['A-1', 'A-2'])], 'A', [item('A-1')]))).to.deep.equal([['A-1', 'A-2']]);
  });

  it('fills an empty list', () => {
    expect(idsOf(withItems([page([])], '', [item('A-1')]))).to.deep.equal([['A-1']]);
  });

  it('takes deleted IDs off every page, and leaves the other pages as they are', () => {
    const pages = [page(['A-1'], 'next'), page(['A-2'], 'next'), page(['A-3'])];

    const left = withoutIds(pages, new Set(['A-2', 'A-3']));

    expect(idsOf(left)).to.deep.equal([['A-1'], [], []]);
    expect(left[0]).to.equal(pages[0]);
  });

  it('does not overwrite what the registry has listed with a guess, nor take it off when the guess was wrong', () => {
    const pages = [page(['A-1'])];

    const shown = withPending(pages, '', [pending('A-1'), pending('A-2')]);

    expect(shown[0]?.items).to.deep.equal([item('A-1'), pending('A-2')]);
    expect(withoutPending(shown, new Set(['A-1', 'A-2']))[0]?.items).to.deep.equal([item('A-1')]);
  });

  it('knows where the focus goes when rows leave', () => {
    const { items } = page(['A-1', 'A-2', 'A-3']);
    const next = (...leaving: string[]) => neighbourOf(items, new Set(leaving));

    expect([next('A-1'), next('A-3'), next('A-1', 'A-2'), next('A-2', 'A-3')]).to.deep.equal([
      'A-2',
      'A-2',
      'A-3',
      'A-1',
    ]);
    expect(next('A-1', 'A-2', 'A-3')).to.equal(undefined);
  });
});
