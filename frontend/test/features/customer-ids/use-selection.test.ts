import { expect } from 'chai';
import { describe, it } from 'mocha';
import { emptySelection, extend, type Selection, selectAll, toggle } from '#features/customer-ids/use-selection.ts';

const items = ['A-1', 'A-2', 'A-3', 'A-4', 'A-5'].map((id) => ({ id }));
const toSortedIds = ({ ids }: Selection) => [...ids].sort();

describe('Row selection', () => {
  it('selects a row, and deselects it on the second toggle', () => {
    const one = toggle(emptySelection, 'A-2');

    expect(toSortedIds(one)).to.deep.equal(['A-2']);
    expect(toSortedIds(toggle(one, 'A-2'))).to.deep.equal([]);
  });

  it('extends from the row toggled last, up or down, and keeps the other selected rows', () => {
    const one = toggle(toggle(emptySelection, 'A-1'), 'A-3');

    expect(toSortedIds(extend(one, items, 'A-5'))).to.deep.equal(['A-1', 'A-3', 'A-4', 'A-5']);
    expect(toSortedIds(extend(one, items, 'A-2'))).to.deep.equal(['A-1', 'A-2', 'A-3']);
  });

  it('selects only the clicked row if no row was toggled before or that row has left the list', () => {
    expect(toSortedIds(extend(emptySelection, items, 'A-4'))).to.deep.equal(['A-4']);
    expect(toSortedIds(extend({ ids: new Set(), anchor: 'GONE' }, items, 'A-4'))).to.deep.equal(['A-4']);
  });

  it('extends a second time from the same anchor', () => {
    const range = extend(toggle(emptySelection, 'A-2'), items, 'A-3');

    expect(toSortedIds(extend(range, items, 'A-5'))).to.deep.equal(['A-2', 'A-3', 'A-4', 'A-5']);
  });

  it('selects all rows', () => {
    expect(toSortedIds(selectAll(items))).to.deep.equal(items.map(({ id }) => id));
  });
});
