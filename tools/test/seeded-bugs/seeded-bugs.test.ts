import { globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { rootFolder } from '#tools/lib/paths.ts';
import { seededBugs } from '#tools/seeded-bugs/bugs.ts';
import { createScratchCopy, mutate, runBug } from '#tools/seeded-bugs/mutate.ts';

const read = (path: string): string => readFileSync(join(rootFolder, path), 'utf8');

describe('the seeded bugs', () => {
  it('each change one line of the code that occurs exactly once', () => {
    expect(seededBugs).to.have.length.of.at.least(38);
    for (const bug of seededBugs) expect(mutate(read(bug.file), bug), bug.id).to.not.equal(read(bug.file));
  });

  it('each name a test that exists, and have distinct names', () => {
    const shared = globSync('functions/test/support/describe-*.ts', { cwd: rootFolder }).map(read).join('');
    for (const { id, caughtBy } of seededBugs) expect(read(caughtBy.file) + shared, id).to.include(caughtBy.title);
    expect(new Set(seededBugs.map(({ id }) => id))).to.have.property('size', seededBugs.length);
  });

  it('are caught by the tests they name, as two drawn at random show', async () => {
    const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 1_000_000));
    const cheap = seededBugs.filter(({ caughtBy }) => !caughtBy.file.includes('/adapters/'));
    const drawn = [seed, seed * 31 + 7].map((draw) => cheap[draw % cheap.length]);
    // Without the bug, the run of all tests shows that they pass.
    const greenFiles = new Set(seededBugs.map(({ caughtBy }) => caughtBy.file));
    const folder = createScratchCopy();
    try {
      for (const bug of drawn) {
        if (!bug) throw new Error('There is no seeded bug.');
        expect(await runBug(folder, bug, greenFiles), `${bug.id}, SEED=${seed}`).to.equal('caught');
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('are rejected if their line is missing or ambiguous', () => {
    const [bug] = seededBugs;
    if (!bug) throw new Error('There is no seeded bug.');

    expect(() => mutate('', bug)).to.throw(`The seeded bug ${bug.id} must match exactly once in ${bug.file}.`);
    expect(() => mutate(bug.find + bug.find, bug)).to.throw('must match exactly once');
    expect(mutate(`before ${bug.find} after`, bug)).to.equal(`before ${bug.replace} after`);
  });
});
