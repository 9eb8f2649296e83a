import { appendFile, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { type Journal, openJournal } from '#local/journal.ts';
import { temporaryFolders } from '#support/local/temporary-folders.ts';

interface Entry {
  readonly key: string;
  readonly value: string;
}

describe('the journal', () => {
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

  it('gives back after a restart all that it acknowledged', async () => {
    const file = join(await temporaryFolder(), 'deep', 'x.journal');
    const { journal } = await open(file);
    await Promise.all(Array.from({ length: 500 }, (_, index) => journal.append({ key: `${index}`, value: 'é\n😀' })));
    await journal.stop();

    const again = await open(file);
    expect(again.state.size).to.equal(500);
    expect(again.state.get('499')).to.equal('é\n😀');
    await again.journal.stop();
  });

  it('applies an entry only when it is on disk', async () => {
    const file = join(await temporaryFolder(), 'x.journal');
    const { journal, state } = await open(file);
    const appended = journal.append({ key: 'a', value: '1' });
    expect(state.has('a')).to.equal(false);
    await appended;

    expect(await readFile(file, 'utf8')).to.contain('"a"');
    expect(state.get('a')).to.equal('1');
    await journal.stop();
  });

  for (const cut of [1, 5, 12, 30])
    it(`drops a last line that lacks ${cut} bytes, and goes on after it`, async () => {
      const file = join(await temporaryFolder(), 'x.journal');
      const { journal } = await open(file);
      await journal.append({ key: 'a', value: '1' });
      const sound = (await stat(file)).size;
      await journal.append({ key: 'b', value: '2222222222222' });
      await journal.stop();
      await truncate(file, (await stat(file)).size - cut);

      const torn = await open(file);
      expect([...torn.state]).to.deep.equal([['a', '1']]);
      expect((await stat(file)).size).to.equal(sound);
      await torn.journal.append({ key: 'c', value: '3' });
      await torn.journal.stop();
      const again = await open(file);
      expect([...again.state.keys()]).to.deep.equal(['a', 'c']);
      await again.journal.stop();
    });

  it('drops a tail of garbage', async () => {
    const file = join(await temporaryFolder(), 'x.journal');
    const { journal } = await open(file);
    await journal.append({ key: 'a', value: '1' });
    await journal.stop();
    await appendFile(file, Buffer.from([0, 0, 10, 255, 10, 0]));

    const again = await open(file);
    expect([...again.state.keys()]).to.deep.equal(['a']);
    await again.journal.stop();
  });

  it('refuses a file in which an earlier line was changed, and names the file and the line', async () => {
    const file = join(await temporaryFolder(), 'x.journal');
    const { journal } = await open(file);
    for (const key of ['a', 'b', 'c']) await journal.append({ key, value: '1' });
    await journal.stop();
    await writeFile(file, (await readFile(file, 'utf8')).replace('"b"', '"B"'));

    const refusal = await open(file).catch((error: unknown) => error);
    expect(refusal).to.be.instanceOf(Error).with.property('message').that.contains(`${file} is damaged at line 2`);
  });

  it('stays about as large as its state, and loses nothing while it shrinks', async () => {
    const file = join(await temporaryFolder(), 'x.journal');
    const { journal, state } = await open(file, 10_000);
    for (let round = 0; round < 40; round += 1)
      await Promise.all(
        Array.from({ length: 50 }, (_, index) => journal.append({ key: `${index}`, value: `${round}` })),
      );
    await journal.stop();

    expect((await stat(file)).size).to.be.lessThan(20_000);
    const again = await open(file);
    expect([...again.state]).to.have.deep.members([...state]);
    expect(new Set(again.state.values())).to.deep.equal(new Set(['39']));
    await again.journal.stop();
  });

  it('tells of an entry that could not be written, and takes later ones', async () => {
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
