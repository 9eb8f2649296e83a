import { expect } from 'chai';
import { describe, it } from 'mocha';
import { allOf, extendedTo, noSelection, type Selection, toggled } from '#features/customer-ids/selection.ts';

const items = ['A-1', 'A-2', 'A-3', 'A-4', 'A-5'].map((id) => ({ id }));
const idsOf = ({ ids }: Selection) => [...ids].sort();

describe('A selection of rows', () => {
  it('takes a row in and lets it go again', () => {
    const one = toggled(noSelection, 'A-2');

    expect(idsOf(one)).to.deep.equal(['A-2']);
    expect(idsOf(toggled(one, 'A-2'))).to.deep.equal([]);
  });

  it('extends from the row selected last, up or down, and keeps the rest', () => {
    const one = toggled(toggled(noSelection, 'A-1'), 'A-3');

    expect(idsOf(extendedTo(one, items, 'A-5'))).to.deep.equal(['A-1', 'A-3', 'A-4', 'A-5']);
    expect(idsOf(extendedTo(one, items, 'A-2'))).to.deep.equal(['A-1', 'A-2', 'A-3']);
  });

  it('begins a range with the row itself when none was selected before, or that one has left the list', () => {
    expect(idsOf(extendedTo(noSelection, items, 'A-4'))).to.deep.equal(['A-4']);
    expect(idsOf(extendedTo({ ids: new Set(), anchor: 'GONE' }, items, 'A-4'))).to.deep.equal(['A-4']);
  });

  it('extends again from where the range began', () => {
    const range = extendedTo(toggled(noSelection, 'A-2'), items, 'A-3');

    expect(idsOf(extendedTo(range, items, 'A-5'))).to.deep.equal(['A-2', 'A-3', 'A-4', 'A-5']);
  });

  it('holds all rows at once', () => {
    expect(idsOf(allOf(items))).to.deep.equal(items.map(({ id }) => id));
  });
});
