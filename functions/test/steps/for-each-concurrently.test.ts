import { expect } from 'chai';
import { describe, it } from 'mocha';
import { forEachConcurrently } from '#steps/for-each-concurrently.ts';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('forEachConcurrently', () => {
  it('processes each item once', async () => {
    const taken: number[] = [];
    await forEachConcurrently(upTo(50), 8, async (item) => {
      await turn();
      taken.push(item);
    });

    expect(taken.toSorted((one, other) => one - other)).to.deep.equal(upTo(50));
  });

  it('resolves immediately for an empty list', async () => {
    await forEachConcurrently([], 8, async () => {
      throw new Error('There was nothing to work on.');
    });
  });

  it('waits for all items in progress, also after a failure', async () => {
    let underWay = 0;
    const failure = await forEachConcurrently(upTo(50), 8, async (item) => {
      underWay += 1;
      for (let turns = 0; turns < item; turns += 1) await turn();
      underWay -= 1;
      if (item === 3) throw new Error('third');
    }).then(String, String);

    expect([failure, underWay]).to.deep.equal(['Error: third', 0]);
  });
});
