import { expect } from 'chai';
import { describe, it } from 'mocha';
import { forgetAttempt, keyForList } from '#features/submissions/idempotency-key.ts';
import { countInvalid, faultOf, readEntries } from '#features/submissions/parse-id-list.ts';
import { memoryStorage } from '#lib/storage.ts';

describe('A pasted list', () => {
  it('is split at line breaks, commas, semicolons and tabs, not at spaces', () => {
    expect(readEntries(' A-1\r\nB-2,C-3 ;\t\n\nbad id')).to.deep.equal(['A-1', 'B-2', 'C-3', 'bad id']);
  });

  it('may hold wrong IDs, which the workflow reports', () => {
    expect(countInvalid(['CUST-1', 'bad id', 'x'])).to.equal(2);
    expect(faultOf(['bad id'])).to.equal(undefined);
  });

  it('is refused with a sentence to act on when it is empty, too long, or has an entry that is', () => {
    const many = Array.from({ length: 101 }, (_, index) => `CUST-${index}`);

    expect([faultOf([]), faultOf(many), faultOf(['CUST-1', 'x'.repeat(257)])]).to.deep.equal([
      'Type or paste at least one ID.',
      'These are 101 IDs, and one submission takes at most 100. Leave out 1, or import the list.',
      'Entry 2 is too long: it may have at most 64 characters.',
    ]);
  });
});

describe('The Idempotency-Key of a list', () => {
  it('stays for the same list, and is another for another list or after it was accepted', () => {
    const storage = memoryStorage();
    const keys = ['one', 'two', 'three'];
    const keyFor = (...ids: string[]) => keyForList(ids, storage, () => keys.shift() ?? 'none left');

    const given = [keyFor('A-1'), keyFor('A-1'), keyFor('A-1', 'B-2')];
    forgetAttempt(storage);
    given.push(keyFor('A-1', 'B-2'));

    expect(given).to.deep.equal(['one', 'one', 'two', 'three']);
  });
});
