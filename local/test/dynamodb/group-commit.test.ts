import { expect } from 'chai';
import { describe, it } from 'mocha';
import { groupCommit } from '#local/dynamodb/group-commit.ts';

describe('groupCommit', () => {
  it('combines writes that arrive during a write and acknowledges each after its batch', async () => {
    const { written, finish, write } = createBlockedWrites();
    const acknowledged: string[] = [];
    const commit = groupCommit(write);
    const commitNamed = (name: string) => commit([name]).then(() => acknowledged.push(name));

    const all = Promise.all(['a', 'b', 'c'].map(commitNamed));
    expect(written).to.deep.equal([['a']]);
    await finish();
    expect(acknowledged).to.deep.equal(['a']);
    expect(written).to.deep.equal([['a'], ['b', 'c']]);
    await finish();
    await all;

    expect(acknowledged).to.deep.equal(['a', 'b', 'c']);
  });

  it('rejects every write of a failed batch and continues with the next', async () => {
    const full = new Error('disk full');
    const { finish, write } = createBlockedWrites();
    const commit = groupCommit(write);

    const outcomes = Promise.allSettled([commit(['a']), commit(['b']), commit(['c'])]);
    await finish();
    await finish(full);
    const later = commit(['d']);
    await finish();
    await later;

    expect((await outcomes).map((outcome) => outcome.status === 'rejected' && outcome.reason)).to.deep.equal([
      false,
      full,
      full,
    ]);
  });
});

/** Writes that complete only when `finish` is called. */
function createBlockedWrites() {
  const written: (readonly string[])[] = [];
  let settle: (error?: Error) => void = () => undefined;
  return {
    written,
    write: (changes: readonly string[]): Promise<void> => {
      written.push(changes);
      return new Promise((resolve, reject) => {
        settle = (error) => (error ? reject(error) : resolve());
      });
    },
    finish: async (error?: Error): Promise<void> => {
      settle(error);
      // The next batch begins in a later event-loop turn.
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
