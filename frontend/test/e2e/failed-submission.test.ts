import { expect } from 'chai';
import { describe, it } from 'mocha';
import { fixture, numberedIds } from '#support/frontend/fixture.ts';
import { download, importList, readStatistic } from '#support/frontend/import-page.ts';
import { checkViewports } from '#support/frontend/viewports.ts';
import { withoutAction } from '#support/local/stack-variants.ts';

describe('A submission whose add-to-table Lambda has no permission to write', function () {
  this.timeout(300_000);
  const app = fixture({ isConnected: true, stackFile: () => withoutAction('add-to-table', 'dynamodb:PutItem') });

  const icon = () => app.page.locator('link[rel=icon]').getAttribute('href');

  it('shows the failed step, the error path and details to copy', async () => {
    const { page } = app;
    await page.goto('/submissions');

    await page.getByRole('textbox', { name: 'Customer IDs' }).fill('FAIL-1\nFAIL-2');
    await page.getByRole('button', { name: 'Submit 2 IDs' }).click();
    await page.waitForURL(/\/submissions\/[0-9A-Z]{26}$/);
    const running = [await page.title(), await icon()];
    await page.getByRole('alert').getByText('The IDs could not be added to the registry').waitFor();
    const failed = [await page.title(), await icon()];

    expect(running).to.deep.equal(['● Running · Submissions · Customer ID Registry', '/favicon-running.svg']);
    expect(failed).to.deep.equal(['Failed · Submissions · Customer ID Registry', '/favicon-failed.svg']);
    await page.getByText('Some of the 2 IDs may have been added. It is safe to submit the same list again').waitFor();
    await page.getByRole('img', { name: /^Add IDs, failed/ }).focus();
    await page.getByRole('img', { name: 'Record result, not reached' }).waitFor();
    const steps = await page.getByRole('table', { name: 'Steps of the workflow' }).getByRole('row').allInnerTexts();
    expect(steps.slice(1).map((text) => text.replace(/\s+/g, ' ').trim())).to.deep.equal([
      'ValidateIds 2 IDs checked',
      'AnyValid? Yes, some valid',
      'AddToTable The IDs could not all be written to the registry.',
      'LogFailure Failure recorded',
      'Fail Marked as failed',
      'LogEvent not reached',
    ]);
    await page.getByRole('button', { name: 'Copy details' }).click();
    await page.getByText('Copied details').waitFor();
    const details = await page.evaluate(() => navigator.clipboard.readText());
    expect(details.split('\n')[0]).to.equal('The IDs could not be added to the registry');
    expect(details.split('\n').slice(1).join('\n')).to.match(
      /^Received \d{4}-\d\d-\d\dT[\d:.]+Z\nSubmission [0-9A-Z]{26}$/,
    );
    await checkViewports(page, 'a failed submission');
  });

  it('lists its rows as failed in the import report and offers them for download', async () => {
    const { page } = app;
    await page.goto('/import');

    await importList(page, [...numberedIds('FAIL-', 101), 'bad id']);
    await page.getByRole('alert').getByText("101 IDs couldn't be processed").waitFor();

    await page.getByRole('status').getByText('The import is done, except for 101 IDs').waitFor();
    expect([
      await readStatistic(page, 'Report', 'added'),
      await readStatistic(page, 'Report', 'invalid'),
      await readStatistic(page, 'Report', 'failed'),
      await icon(),
    ]).to.deep.equal(['0', '1', '101', '/favicon-failed.svg']);
    const failed = await download(page, page.getByRole('button', { name: 'Download failed rows' }));
    const rows = failed.split('\r\n').slice(1, -1);
    expect([rows.length, rows.at(-1)?.slice(0, 6)]).to.deep.equal([102, 'bad id']);
    expect(rows[0]).to.match(/^FAIL-001,.+,1$/);
    await checkViewports(page, 'a report of an import that failed');
    await page.getByRole('table', { name: 'Submissions of this import' }).getByRole('link').first().click();
    await page.getByText('The IDs could not be added to the registry').waitFor();
  });
});
