import { expect } from 'chai';
import { describe, it } from 'mocha';
import { neighbourOf, withId, withoutId } from '#features/customer-ids/list-edits.ts';

const item = (id: string) => ({ id, createdAt: '2026-11-03T14:20:09.000Z', source: 'api' as const });
const page = (ids: readonly string[], nextCursor: string | null = null) => ({ items: ids.map(item), nextCursor });
const idsOf = (pages: readonly { readonly items: readonly { readonly id: string }[] }[]) =>
  pages.map(({ items }) => items.map(({ id }) => id));

describe('A list that shows a change before it is confirmed', () => {
  it('puts an added ID where the registry would list it', () => {
    const pages = [page(['A-1', 'A-3'], 'next'), page(['A-5', 'A-7'])];

    const added = ['A-2', 'A-4', 'A-9'].reduce<ReturnType<typeof withId>>(
      (before, id) => withId(before, '', item(id)),
      pages,
    );

    expect(idsOf(added)).to.deep.equal([
      ['A-1', 'A-2', 'A-3'],
      ['A-4', 'A-5', 'A-7', 'A-9'],
    ]);
  });

  it('leaves out what belongs to a page that is not loaded yet, or to another prefix', () => {
    const pages = [page(['A-1', 'A-3'], 'next')];

    expect(idsOf(withId(pages, 'A', item('A-9')))).to.deep.equal([['A-1', 'A-3']]);
    expect(idsOf(withId(pages, 'A', item('B-1')))).to.deep.equal([['A-1', 'A-3']]);
  });

  it('replaces an ID that is there already', () => {
    expect(idsOf(withId([page(['A-1', 'A-2'])], 'A', item('A-1')))).to.deep.equal([['A-1', 'A-2']]);
  });

  it('fills an empty list', () => {
    expect(idsOf(withId([page([])], '', item('A-1')))).to.deep.equal([['A-1']]);
  });

  it('takes a deleted ID off every page', () => {
    expect(idsOf(withoutId([page(['A-1'], 'next'), page(['A-2'])], 'A-2'))).to.deep.equal([['A-1'], []]);
  });

  it('knows where the focus goes when a row leaves', () => {
    const { items } = page(['A-1', 'A-2', 'A-3']);

    expect(['A-1', 'A-3', 'A-9'].map((id) => neighbourOf(items, id))).to.deep.equal(['A-2', 'A-2', 'A-1']);
    expect(neighbourOf(page(['A-1']).items, 'A-1')).to.equal(undefined);
  });
});
