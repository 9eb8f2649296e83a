import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parseSharedChange } from '#features/customer-ids/shared-changes.ts';
import { customerId } from '#support/frontend/customer-id.ts';

describe('A change shared by another tab', () => {
  it('is read as it was sent', () => {
    const createdAt = '2026-11-03T14:20:09.000Z';
    const change = {
      added: [{ id: customerId('NEW-1'), createdAt, source: 'api' }],
      removed: [customerId('OLD-1')],
    };

    expect(parseSharedChange(structuredClone(change))).to.deep.equal(change);
  });

  it('is ignored where another release sends something else', () => {
    const empty = { added: [], removed: [] };

    expect([undefined, null, 'text', {}, { added: 7, removed: 'OLD-1' }].map(parseSharedChange)).to.deep.equal(
      Array.from({ length: 5 }, () => empty),
    );
    expect(parseSharedChange({ added: [{ id: 'NEW-1' }, null], removed: ['!', 3] })).to.deep.equal(empty);
  });
});
