import { describe, it } from 'mocha';
import { seededRandom } from '#support/local/seeded-random.ts';
import { journalBitFlip, journalPowerCut } from '#torture/classes/journal-damage.ts';
import { storeBitFlips } from '#torture/classes/store-bit-flips.ts';
import { storePowerCut } from '#torture/classes/store-power-cut.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 32);
const seeds = Array.from(
  { length: 12 },
  (
    (random) => () =>
      Math.floor(random() * 2 ** 32)
  )(seededRandom(seed)),
);

describe(`damaged data files (repeat with SEED=${seed})`, () => {
  it('a flipped bit in any file of the store is refused or harmless: no row is lost or changed silently', async function () {
    this.timeout(300_000);
    for (const each of seeds) await storeBitFlips.run(each);
  });

  it('a power cut takes only rows that were not acknowledged, and the loss of acknowledged ones is refused', async function () {
    this.timeout(300_000);
    for (const each of seeds) await storePowerCut.run(each);
  });

  it('a journal with a flipped bit is refused or complete, and a power cut takes only entries that were not acknowledged', async function () {
    this.timeout(300_000);
    for (const each of seeds) {
      await journalBitFlip.run(each);
      await journalPowerCut.run(each);
    }
  });
});
