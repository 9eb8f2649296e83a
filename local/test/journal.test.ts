import { appendFile, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { type Journal, openJournal } from '#local/journal.ts';
import { failFileOperation } from '#support/local/failing-files.ts';
import { temporaryFolders } from '#support/local/temporary-folders.ts';

interface Entry {
  readonly key: string;
  readonly value: string;
}

describe('journal', () => {
  const temporaryFolder = temporaryFolders();
  const lines: string[] = [];

  const open = async (file: string, slackBytes = 1_000_000) => {
    const state = new Map<string, string>();
    const journal: Journal<Entry> = await openJournal<Entry>({
      file,
      slackBytes,
      log: (line) => lines.push(line),
      apply: ({ key, value }) => state.set(key, value),
      snapshot: () => Array.from(state, ([key, value]) => ({ key, value })),
    });
    return { journal, state };
  };

  it('replays every acknowledged entry after a restart', async () => {
    const file = join(await temporaryFolder(), 'deep', 'x.journal');
    const { journal } = await open(file);
    await Promise.all(Array.from({ length: 500 }, (_, index) => journal.append({ key: `${index}`, value: 'é\n😀' })));
    await journal.stop();

    const reopened = await open(file);
    expect(reopened.state.size).to.equal(500);
    expect(reopened.state.get('499')).to.equal('é\n😀');
    await reopened.journal.stop();
  });

  it('applies an entry only after it is on disk', async () => {
    const file = join(await temporaryFolder(), 'x.journal');
    const { journal, state } = await open(file);
    const appended = journal.append({ key: 'a', value: '1' });
    expect(state.has('a')).to.equal(false);
    await appended;

    expect(await readFile(file, 'utf8')).to.contain('"a"');
    expect(state.get('a')).to.equal('1');
    await journal.stop();
  });

  it('acknowledges no entry whose sync to the disk fails', async () => {
    const file = join(await temporaryFolder(), 'x.journal');
    // Appending is the first operation, the sync the second.
    const faults = failFileOperation(2);
    const { journal, state } = await open(file);
    faults.arm();
    const outcome = await journal.append({ key: 'a', value: '1' }).then(
      () => 'acknowledged',
      () => 'rejected',
    );
    faults.restore();
    await journal.stop();

    expect(faults.hasFailed(), 'the fault was injected').to.equal(true);
    expect([outcome, state.has('a')]).to.deep.equal(['rejected', false]);
  });

  for (const cut of [1, 5, 12, 30])
    it(`drops a last line that is missing ${cut} bytes and continues to append`, async () => {
      const file = join(await temporaryFolder(), 'x.journal');
      const { journal } = await open(file);
      await journal.append({ key: 'a', value: '1' });
      const intactSize = (await stat(file)).size;
      await journal.append({ key: 'b', value: '2222222222222' });
      await journal.stop();
      await truncate(file, (await stat(file)).size - cut);

      const torn = await open(file);
      expect([...torn.state]).to.deep.equal([['a', '1']]);
      expect((await stat(file)).size).to.equal(intactSize);
      await torn.journal.append({ key: 'c', value: '3' });
      await torn.journal.stop();
      const reopened = await open(file);
      expect([...reopened.state.keys()]).to.deep.equal(['a', 'c']);
      await reopened.journal.stop();
    });

  it('drops garbage at the end of the file', async () => {
    const file = join(await temporaryFolder(), 'x.journal');
    const { journal } = await open(file);
    await journal.append({ key: 'a', value: '1' });
    await journal.stop();
    await appendFile(file, Buffer.from([0, 0, 10, 255, 10, 0]));

    const reopened = await open(file);
    expect([...reopened.state.keys()]).to.deep.equal(['a']);
    await reopened.journal.stop();
  });

  it('rejects a file with a damaged earlier line and names file and line', async () => {
    const file = join(await temporaryFolder(), 'x.journal');
    const { journal } = await open(file);
    for (const key of ['a', 'b', 'c']) await journal.append({ key, value: '1' });
    await journal.stop();
    await writeFile(file, (await readFile(file, 'utf8')).replace('"b"', '"B"'));

    const refusal = await open(file).catch((error: unknown) => error);
    expect(refusal).to.be.instanceOf(Error).with.property('message').that.contains(`${file} is damaged at line 2`);
  });

  it('rejects a file with any flipped bit, also in its last line, instead of dropping an acknowledged entry', async () => {
    const file = join(await temporaryFolder(), 'x.journal');
    const { journal } = await open(file);
    for (const key of ['a', 'b']) await journal.append({ key, value: '1' });
    await journal.stop();
    const intact = await readFile(file);

    const accepted: string[] = [];
    for (let bit = 0; bit < 8 * intact.length; bit += 1) {
      const flipped = Buffer.from(intact);
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      await writeFile(file, flipped);
      const reopened = await open(file).catch(() => undefined);
      await reopened?.journal.stop();
      if (reopened && reopened.state.size < 2) accepted.push(`bit ${bit & 7} of byte ${bit >> 3}`);
    }
    expect(accepted).to.deep.equal([]);
  });

  it('compacts the file without losing entries', async () => {
    const file = join(await temporaryFolder(), 'x.journal');
    const { journal, state } = await open(file, 10_000);
    for (let round = 0; round < 40; round += 1)
      await Promise.all(
        Array.from({ length: 50 }, (_, index) => journal.append({ key: `${index}`, value: `${round}` })),
      );
    await journal.stop();

    expect((await stat(file)).size).to.be.lessThan(20_000);
    const reopened = await open(file);
    expect([...reopened.state]).to.have.deep.members([...state]);
    expect(new Set(reopened.state.values())).to.deep.equal(new Set(['39']));
    await reopened.journal.stop();
  });

  // Compaction removes, opens, writes, syncs and renames the new file, closes the old one, and opens, syncs and closes the folder.
  for (const call of [1, 2, 3, 4, 5, 6, 7, 8, 9])
    it(`retains every acknowledged entry when file operation ${call} of a compaction fails`, async () => {
      const file = join(await temporaryFolder(), 'x.journal');
      const acknowledged = new Map<string, string>();
      const faults = failFileOperation(call);
      const journal = await openJournal<Entry>({
        file,
        slackBytes: 1_000,
        log: () => undefined,
        apply: ({ key, value }) => acknowledged.set(key, value),
        snapshot: () => {
          faults.arm();
          return Array.from(acknowledged, ([key, value]) => ({ key, value }));
        },
      });
      try {
        // Few enough that no second compaction repairs the file.
        for (let index = 0; index < 30; index += 1) await journal.append({ key: `${index}`, value: 'x'.repeat(20) });
      } finally {
        faults.restore();
      }
      await journal.stop();

      expect(faults.hasFailed(), 'the fault was injected').to.equal(true);
      expect(acknowledged.size).to.equal(30);
      const reopened = await open(file);
      expect([...reopened.state]).to.have.deep.members([...acknowledged]);
      await reopened.journal.stop();
    });

  it('rejects an entry that cannot be written and does not apply it', async () => {
    const file = join(await temporaryFolder(), 'x.journal');
    const { journal, state } = await open(file);
    const hostile = { key: 'a', value: '1', toJSON: () => ({ key: 'a', value: '1' }) };
    await journal.append(hostile);
    await journal.stop();

    const refused = await journal.append({ key: 'b', value: '2' }).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(Error).with.property('message').that.contains('cannot be written');
    expect(state.has('b')).to.equal(false);
  });
});
