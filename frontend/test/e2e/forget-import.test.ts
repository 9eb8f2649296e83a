import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { fixture } from '#support/frontend/fixture.ts';
import { chooseFile } from '#support/frontend/import-page.ts';
import { checkViewports } from '#support/frontend/viewports.ts';

/** Everything that IndexedDB stores about imports. */
const readStored = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const settle = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error));
      });
    const database = await settle(indexedDB.open('import'));
    const names = [...database.objectStoreNames];
    const transaction = database.transaction(names);
    const stored = await Promise.all(names.map((name) => settle<unknown[]>(transaction.objectStore(name).getAll())));
    database.close();
    return JSON.stringify(stored.flat());
  });

describe('IndexedDB of an import', function () {
  this.timeout(1_200_000);
  const app = fixture({ isConnected: true });
  const file = 'customer_id,name\nFORGET-1,SECRET-NAME\nbad id,FAILED-NAME\n';

  beforeEach(async () => {
    await app.page.goto('/import');
    await app.page.getByText('Drop a CSV file here').waitFor();
    await chooseFile(app.page, 'names.csv', file);
    await app.page.getByRole('button', { name: 'Preview' }).click();
  });

  it('stores only the cells of failed rows, and deletes everything on Forget import, without a key', async () => {
    const { page } = app;
    await page.route('**/api/submissions', (route) => route.fulfill({ status: 503, json: { code: 'unavailable' } }));
    await page.getByRole('button', { name: 'Submit 1 new ID' }).click();
    await page.getByRole('alert').filter({ hasText: 'Batch 1 was not accepted' }).waitFor();
    const other = await page.context().newPage();
    await page.close();

    await other.goto('/connect');
    await other.getByText('Your import is waiting').waitFor();
    const stored = await readStored(other);
    expect(['FORGET-1', 'FAILED-NAME', 'SECRET-NAME'].map((text) => stored.includes(text))).to.deep.equal([
      true,
      true,
      false,
    ]);
    await checkViewports(other, 'an import waiting for a key');
    await other.getByRole('button', { name: 'Forget import' }).click();
    const dialog = other.getByRole('alertdialog', { name: 'Forget the import?' });
    await dialog.getByText('0 of 1 IDs were sent.').waitFor();
    await checkViewports(other, 'the dialog before forgetting an import');
    await dialog.getByRole('button', { name: 'Forget import' }).click();
    await other.getByText('Your import is waiting').waitFor({ state: 'detached' });

    expect(await readStored(other)).to.equal('[]');
  });

  it('stays while another file is prepared, until the report is forgotten', async () => {
    const { page } = app;
    await page.getByRole('button', { name: 'Submit 1 new ID' }).click();
    await page.getByRole('status').getByText('The import is done').waitFor();
    expect(await readStored(page)).to.contain('FAILED-NAME');

    await page.getByRole('link', { name: 'Import another file' }).click();
    await chooseFile(page, 'one.csv', 'FORGET-2');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.goBack();
    await page.getByRole('status').getByText('The import is done').waitFor();
    expect(await readStored(page)).to.contain('FAILED-NAME');
    await page.getByRole('button', { name: 'Forget import' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Forget import' }).click();
    await page.getByText('Drop a CSV file here').waitFor();

    expect(await readStored(page)).to.equal('[]');
  });
});
