import { rmSync } from 'node:fs';
import { expect } from 'chai';
import { after, describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { fixture, numberedIds } from '#support/frontend/fixture.ts';
import { download, importList, readStatistic } from '#support/frontend/import-page.ts';
import { stuck } from '#support/frontend/steps.ts';
import { checkViewports } from '#support/frontend/viewports.ts';
import { createFailingBundle, failNextCalls } from '#support/local/failing-bundle.ts';
import { stackVariant, withoutAction } from '#support/local/stack-variants.ts';
import { temporaryFolder } from '#support/local/temporary-folder.ts';

async function submitAndFail(page: Page, list: string): Promise<void> {
  await page.goto('/submissions');
  await page.getByRole('textbox', { name: 'Customer IDs' }).fill(list);
  await page.getByRole('button', { name: /^Submit \d/ }).click();
  await page.getByRole('alert').getByText('The IDs could not be added to the registry').waitFor();
}

describe('A submission whose add-to-table Lambda has no permission to write', function () {
  this.timeout(1_200_000);
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
    await page.getByText('Some of the 2 IDs may have been added. It is safe to retry').waitFor();
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

  it('fails again after a retry, and shows both attempts', async () => {
    const { page } = app;
    await submitAndFail(page, 'FAIL-AGAIN');

    await page.getByRole('button', { name: 'Retry' }).click();
    const attempts = page.getByRole('table', { name: 'Attempts' }).getByRole('row');
    await attempts.filter({ hasText: 'Failed: The IDs could not all be written to the registry.' }).nth(1).waitFor();

    expect(await attempts.count()).to.equal(3);
    await page.getByRole('button', { name: 'Retry' }).waitFor();
    await checkViewports(page, 'a submission that failed twice');
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

describe('Submissions whose add-to-table Lambda failed once', function () {
  this.timeout(1_200_000);
  const folder = temporaryFolder();
  const failing = { functionName: 'add-to-table', times: 2, error: 'TypeError', folder };
  const app = fixture({
    isConnected: true,
    stackFile: () => {
      const filename = createFailingBundle(failing);
      return stackVariant({
        aws_lambda_function: (values) => {
          if (String(values['function_name']).endsWith('add-to-table')) values['filename'] = filename;
        },
      });
    },
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it('retries the selected submissions of the list of failed ones, which they leave', async () => {
    const { page } = app;
    failNextCalls(failing, 2);
    for (const id of ['SELECTED-1', 'SELECTED-2']) {
      await page.goto('/submissions');
      await page.getByRole('textbox', { name: 'Customer IDs' }).fill(id);
      await page.getByRole('button', { name: 'Submit 1 ID' }).click();
      await page.getByRole('alert').getByText('The IDs could not be added to the registry').waitFor();
    }
    await page.goto('/submissions');
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Failed' }).click();
    await page.getByRole('button', { name: 'Remove filter: Failed' }).waitFor();
    expect(new URL(page.url()).search).to.equal('?status=failed');
    const list = page.getByRole('list', { name: 'Recent submissions' });
    const boxes = list.getByRole('checkbox', { name: /^Select the failed submission/ });
    await boxes.nth(1).waitFor();
    for (const box of await boxes.all()) await box.check();
    await page.getByRole('status').getByText('2 selected').waitFor();
    await checkViewports(page, 'selected failed submissions');

    await page.getByRole('button', { name: 'Retry' }).click();
    await page.getByText('2 submissions were retried').waitFor();
    await page.getByRole('heading', { name: 'No failed submissions' }).waitFor();
    await page.getByRole('button', { name: 'Remove filter: Failed' }).click();
    await list
      .getByRole('link', { name: /Completed, 1 added/ })
      .nth(1)
      .waitFor();

    expect(await boxes.count()).to.equal(0);
    for (const id of ['SELECTED-1', 'SELECTED-2']) {
      const { history } = await (await app.api('GET', id)).json();
      expect(history).to.have.lengthOf(1);
    }
  });

  it('completes after Retry and adds each ID once', async () => {
    const { page } = app;
    failNextCalls(failing, 1);
    await submitAndFail(page, 'RETRY-1\nRETRY-2');

    await page.getByRole('button', { name: 'Retry' }).click();
    await page.getByRole('table', { name: 'Results' }).waitFor();

    const attempts = await page.getByRole('table', { name: 'Attempts' }).getByRole('row').allInnerTexts();
    expect(attempts.slice(1).map((text) => /Failed|Completed/.exec(text)?.[0])).to.deep.equal(['Failed', 'Completed']);
    const history = await Promise.all(['RETRY-1', 'RETRY-2'].map(async (id) => (await app.api('GET', id)).json()));
    expect(history.map(({ history: entries }) => entries.length)).to.deep.equal([1, 1]);
    await checkViewports(page, 'a submission that completed after a retry');
  });

  it('offers Retry for a submission that has been running for longer than the workflow can take', async () => {
    const { page } = app;
    await page.route(/\/api\/submissions\/[0-9A-Z]{26}$/, stuck);
    await page.goto('/submissions/01ARZ3NDEKTSV4RRFFQ69G5FAV');

    await page.getByText('This submission may have stopped').waitFor();
    await checkViewports(page, 'a submission that may have stopped');
    await page.getByRole('button', { name: 'Retry' }).click();

    await page.getByRole('alert').getByText('The submission was not retried').waitFor();
    await checkViewports(page, 'a submission that could not be retried');
  });
});
