import { expect } from 'chai';
import { describe, it } from 'mocha';
import { forEachConcurrently } from '#steps/for-each-concurrently.ts';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('working on items a few at a time', () => {
  it('takes each item once', async () => {
    const taken: number[] = [];
    await forEachConcurrently(upTo(50), 8, async (item) => {
      await turn();
      taken.push(item);
    });

    expect(taken.toSorted((one, other) => one - other)).to.deep.equal(upTo(50));
  });

  it('ends at once when there is nothing to do', async () => {
    await forEachConcurrently([], 8, async () => {
      throw new Error('There was nothing to work on.');
    });
  });

  it('ends only when nothing is under way any more, also after a failure', async () => {
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
