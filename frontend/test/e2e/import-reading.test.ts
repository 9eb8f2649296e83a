import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { fixture, numberedIds } from '#support/frontend/fixture.ts';
import { chooseFile, requestGate } from '#support/frontend/import-page.ts';
import { checkViewports } from '#support/frontend/viewports.ts';

describe('Reading a list to import', function () {
  this.timeout(1_200_000);
  const app = fixture({ isConnected: true });

  beforeEach(async () => {
    await app.page.goto('/import');
    await app.page.getByText('Drop a CSV file here').waitFor();
  });

  it('calls a guessed column a guess, skips titles, and names an invisible character by its code point', async () => {
    const { page } = app;
    const rows = [
      'Export 2026',
      'external id,date',
      'GUESS-1\u200e,20240101',
      'GUESS\u200b2,20240102',
      '="GUESS-3",20240103',
    ];

    await chooseFile(page, 'guess.csv', `${rows.join('\n')}\n`);
    await page.getByText('the selected one is a guess').waitFor();
    expect(await page.getByRole('radio', { name: /external id/ }).isChecked()).to.equal(true);
    await checkViewports(page, 'a guessed column');
    await page.getByRole('button', { name: 'Preview' }).click();

    await page.getByText('external id is a guess').waitFor();
    await page.getByText('1 row above the header is skipped.').waitFor();
    await page.getByText('U+200B, character 6').waitFor();
    await page.setViewportSize({ width: 320, height: 256 });
    await page.evaluate(() => scrollTo(0, 0));
    const bars = [page.getByRole('button', { name: 'Cancel' }), page.getByRole('link', { name: 'Submissions' })];
    for (const bar of bars) expect((await bar.boundingBox())?.y, 'below the content at 400 % zoom').to.be.above(256);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole('button', { name: 'Submit 2 new IDs' }).waitFor();
    await checkViewports(page, 'a preview of a guessed column');
  });

  it('asks whether the first cell is an ID before the list can be submitted', async () => {
    const { page } = app;
    const submit = page.getByRole('button', { name: /^Submit / });
    const question = page.getByRole('group', { name: 'Is "MEMBERS" on line 1 an ID or a column name?' });

    await chooseFile(page, 'members.csv', 'MEMBERS\nASK-1\nASK-2\n');
    await question.waitFor();
    await page.getByText('Answer the question about line 1 first.').waitFor();
    expect(await submit.count()).to.equal(0);
    await checkViewports(page, 'a question about the first cell');

    await question.getByRole('radio', { name: 'An ID' }).check();
    await page.getByRole('button', { name: 'Submit 3 new IDs' }).waitFor();
    await question.getByRole('radio', { name: 'A column name' }).check();
    await page.getByRole('button', { name: 'Submit 2 new IDs' }).waitFor();
  });

  it('keeps Cancel under the pointer when the lookups finish, and offers nothing to submit if every ID is active', async () => {
    const { page } = app;
    const ids = numberedIds('CANCEL-', 250);
    const cancel = page.getByRole('button', { name: 'Cancel' });
    const original = page.viewportSize() ?? { width: 1280, height: 800 };
    for (const size of [original, { width: 320, height: 640 }]) {
      await page.setViewportSize(size);
      const gate = requestGate();
      await page.route('**/api/lookups', gate.hold);
      await chooseFile(page, 'list.csv', ids.join('\n'));
      await page.getByRole('button', { name: 'Submit all 250 IDs' }).waitFor();
      await gate.waitForHeld(2);
      await cancel.hover();
      await gate.open();
      await page.getByRole('button', { name: 'Submit 250 new IDs' }).waitFor();

      await page.unroute('**/api/lookups');
      await page.mouse.down();
      await page.mouse.up();
      await page.getByText('Drop a CSV file here').waitFor();
    }

    await page.setViewportSize(original);
    await app.seed(ids);
    await chooseFile(page, 'list.csv', ids.join('\n'));
    await page.getByText('No ID is new: all of them are already active.').waitFor();
    expect(await page.getByRole('button', { name: /^Submit / }).count()).to.equal(0);
  });

  it('reports IDs that a spreadsheet rounded, and reads the corrected file of the same name', async () => {
    const { page } = app;
    await chooseFile(page, 'long.csv', 'customer_id\n1914310000010100000\n1914310000010200000\n');
    await page.getByRole('alert').filter({ hasText: '2 IDs look rounded by a spreadsheet' }).waitFor();
    await page.getByRole('button', { name: 'Choose another file' }).click();

    await chooseFile(page, 'long.csv', 'customer_id\n1914310000010123456\n');
    await page.getByRole('button', { name: 'Submit 1 new ID' }).waitFor();
    expect(await page.getByRole('alert').count()).to.equal(0);
  });
});
