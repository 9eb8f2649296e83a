import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { readCheckedJson, writeCheckedJson } from '#local/checked-json.ts';
import { StartError } from '#local/start-error.ts';
import { temporaryFolders } from '#support/local/temporary-folders.ts';

const content = { alarm: { value: 'OK', atMillis: 1 } };

describe('a JSON file in the data folder', () => {
  const temporaryFolder = temporaryFolders();
  const read = (file: string): unknown => {
    try {
      return readCheckedJson(file, 'Delete it.');
    } catch (error) {
      return error instanceof StartError ? error.message : error;
    }
  };

  it('is read as it was written, and without a checksum if an earlier version wrote it', async () => {
    const [file, earlier] = [join(await temporaryFolder(), 'a.json'), join(await temporaryFolder(), 'b.json')];
    writeCheckedJson(file, content);
    writeFileSync(earlier, JSON.stringify(content));

    expect([read(file), read(earlier), read(`${file}.missing`)]).to.deep.equal([content, content, undefined]);
  });

  it('is refused with its name and the remedy when it is cut anywhere, empty, null, or a bit has flipped', async () => {
    const file = join(await temporaryFolder(), 'a.json');
    writeCheckedJson(file, content);
    const intact = readFileSync(file);
    const cuts = Array.from({ length: intact.length - 1 }, (_, length) => intact.subarray(0, length));
    const flips = Array.from({ length: 8 * intact.length }, (_, bit) => {
      const flipped = Buffer.from(intact);
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      return flipped;
    });

    const accepted = [...cuts, ...flips, Buffer.from('null')].flatMap((bytes) => {
      writeFileSync(file, bytes);
      const result = read(file);
      return result === `${file} is damaged. Delete it.` ? [] : [result];
    });

    // A flip of white space between the members changes nothing.
    for (const each of accepted) expect(each).to.deep.equal(content);
  });
});
