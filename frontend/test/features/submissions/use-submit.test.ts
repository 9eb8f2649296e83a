import { expect } from 'chai';
import { describe, it } from 'mocha';
import { clearKey, keyForList } from '#features/submissions/use-submit.ts';
import { memoryStorage } from '#lib/storage.ts';

describe('Idempotency-Key of a submission', () => {
  it('reuses the idempotency key for the same list, and renews it for a changed list or after the list was accepted', () => {
    const storage = memoryStorage();
    const newKeys = ['one', 'two', 'three'];
    const keyFor = (...ids: string[]) => keyForList(ids, storage, () => newKeys.shift() ?? 'none left');

    const keys = [keyFor('A-1'), keyFor('A-1'), keyFor('A-1', 'B-2')];
    clearKey(storage);
    keys.push(keyFor('A-1', 'B-2'));

    expect(keys).to.deep.equal(['one', 'one', 'two', 'three']);
  });
});
