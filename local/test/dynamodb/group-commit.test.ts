import { expect } from 'chai';
import { describe, it } from 'mocha';
import { groupCommit } from '#local/dynamodb/group-commit.ts';

describe('group commit', () => {
  it('gathers what arrives during a write into the next one, and acknowledges each write after its own', async () => {
    const { written, finish, write } = heldWrites();
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

  it('tells every write of a failed group, and goes on with the next', async () => {
    const full = new Error('disk full');
    const { finish, write } = heldWrites();
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

/** A disk that ends a write only when it is told to. */
function heldWrites() {
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
      // The group after this one begins in a later turn.
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
