/** Applies each seeded bug to a scratch copy, one at a time, and requires that the named test fails. */
import { rmSync } from 'node:fs';
import { seededBugs } from './bugs.ts';
import { createScratchCopy, runBug } from './mutate.ts';

const selected = process.env['BUG'];
const bugs = seededBugs.filter(({ id }) => !selected || id === selected);

const folder = createScratchCopy();
const greenFiles = new Set<string>();
let caught = 0;
try {
  for (const bug of bugs) {
    const verdict = await runBug(folder, bug, greenFiles);
    if (verdict === 'caught') caught += 1;
    process.stdout.write(`${verdict.padEnd(24)}${bug.id.padEnd(48)}${bug.caughtBy.title}\n`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
process.stdout.write(`${caught} of ${bugs.length} seeded bugs are caught.\n`);
process.exitCode = caught === bugs.length ? 0 : 1;
