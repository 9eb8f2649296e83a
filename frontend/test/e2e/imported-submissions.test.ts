import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { fixture, numberedIds } from '#support/frontend/fixture.ts';
import { chooseFile } from '#support/frontend/import-page.ts';
import { checkViewports } from '#support/frontend/viewports.ts';

const list = (page: Page) => page.getByRole('list', { name: 'Recent submissions' });

/** The row of an import of 250 IDs. */
const importRow = (page: Page) =>
  list(page).getByRole('button', {
    name: /^customers 2026\.csv \d\d:\d\d 3 submissions, 250 IDs, by page Completed, 250 added/,
  });

const readQuery = (page: Page) => new URL(page.url()).searchParams.get('label');

describe('An import in the list of submissions', function () {
  this.timeout(1_200_000);
  const app = fixture({ isConnected: true });

  it('is one row with its counts, expands to its submissions, and is found by its label on another machine', async () => {
    const { page } = app;
    await page.goto('/submissions');
    await page.getByRole('textbox', { name: 'Customer IDs' }).fill('EARLIER-1');
    await page.getByRole('button', { name: 'Submit 1 ID' }).click();
    await page.getByRole('status').getByText('Completed').waitFor();

    await page.goto('/import');
    await chooseFile(page, 'customers 2026.csv', numberedIds('LABEL-', 250).join('\n'));
    await page
      .getByRole('button', { name: /^Submit .*\d/ })
      .first()
      .click();
    await page.getByText('The import is done').waitFor();
    await page.getByRole('link', { name: 'Show in Submissions' }).click();
    await importRow(page).waitFor();
    await page.getByRole('link', { name: 'IDs', exact: true }).click();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('customers');
    await page.getByRole('option', { name: 'Import of customers 2026.csv' }).click();
    await importRow(page).waitFor();

    expect(readQuery(page)).to.equal('customers 2026.csv');
    await page.getByRole('status').getByText('3 of 4 submissions').waitFor();
    await page.getByRole('button', { name: 'Clear filter' }).click();
    await list(page)
      .getByRole('link', { name: /Completed, 1 added/ })
      .waitFor();
    expect(await list(page).getByRole('listitem').count()).to.equal(2);

    await importRow(page).press('Enter');
    const submissions = list(page).getByRole('list', { name: 'Submissions of customers 2026.csv' }).getByRole('link');
    await submissions.nth(2).waitFor();
    expect(await importRow(page).getAttribute('aria-expanded')).to.equal('true');
    await checkViewports(page, 'an expanded import');
    await submissions.first().click();
    await page.getByRole('link', { name: 'customers 2026.csv' }).click();
    await page.waitForURL('**/submissions?label=customers+2026.csv');

    const other = await app.openPage();
    await other.goto('/submissions');
    await other.getByRole('textbox', { name: 'Label' }).pressSequentially('customers 2');
    await other.getByRole('status').getByText('3 of 4 submissions').waitFor();
    expect([await list(other).getByRole('listitem').count(), readQuery(other)]).to.deep.equal([1, 'customers 2']);
    await importRow(other).click();
    await list(other).getByRole('link').first().click();
    await other.getByRole('table', { name: 'Results' }).waitFor();
    expect(readQuery(other)).to.equal('customers 2');
    await other.keyboard.press('Escape');
    await other.waitForURL('**/submissions?label=customers+2');
    expect(await importRow(other).getAttribute('aria-expanded')).to.equal('true');
    await other.getByRole('textbox', { name: 'Label' }).fill('orders');
    await other.getByRole('heading', { name: 'No label contains “orders”' }).waitFor();
  });
});
