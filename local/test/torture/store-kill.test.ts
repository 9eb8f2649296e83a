import { describe, it } from 'mocha';
import { createSeededRandom } from '#support/local/seeded-random.ts';
import { storeKill } from '#torture/classes/store-kill.ts';

describe('kill -9 of the store process', () => {
  it('loses no acknowledged row and no index entry, and adds none, in three kills with 16 writers', async function () {
    this.timeout(300_000);
    await storeKill.run(Math.floor(createSeededRandom()() * 2 ** 32));
  });
});
