import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { findAccessibilityViolations } from '#support/frontend/accessibility.ts';
import { fixture } from '#support/frontend/fixture.ts';
import { deletedRow, idDetail, idRow } from '#support/frontend/registry-page.ts';
import { httpClient, withRetries } from '#support/local/http-client.ts';
import { submit, waitUntilCompleted } from '#support/local/submissions.ts';

describe('Clients with different access', function () {
  this.timeout(300_000);
  const app = fixture({
    isConnected: false,
    clients: [
      { name: 'page', access: 'write' },
      { name: 'crm', access: 'write' },
      { name: 'billing', access: 'read' },
    ],
  });

  const keyOf = (client: string): string =>
    app.local.apiKeys.find(({ name }) => name === client)?.value ?? expect.fail(`${client} has no key.`);
  const apiOf = (client: string) => withRetries(httpClient(`${app.local.url}/api`, { 'x-api-key': keyOf(client) }));
  const openAs = (client: string) => app.openPage({ apiKey: keyOf(client) });

  /** The buttons and links of main that a key with write access gets to change something. */
  const changes = (page: Page) =>
    page
      .getByRole('main')
      .getByRole('button', { name: /^(Add|Delete|Restore|Retry|Submit|Undo)/ })
      .or(page.getByRole('main').getByRole('link', { name: /^(Import|New submission)/ }));

  async function expectNoChangeOffered(page: Page): Promise<void> {
    expect(await changes(page).allInnerTexts(), page.url()).to.deep.equal([]);
    expect(await findAccessibilityViolations(page), page.url()).to.deep.equal([]);
  }

  it('let a read-only key look up IDs with their history by two clients, and offer it no change on any page', async () => {
    await apiOf('page')({ method: 'PUT', path: '/customer-ids/KEPT-1' });
    await apiOf('page')({ method: 'PUT', path: '/customer-ids/GONE-1' });
    await apiOf('crm')({ method: 'DELETE', path: '/customer-ids/GONE-1' });
    const page = await openAs('billing');
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() !== 'GET') sent.push(`${request.method()} ${new URL(request.url()).pathname}`);
    });

    await page.goto('/ids');
    await page.getByRole('link', { name: 'Read-only as billing' }).waitFor();
    await page
      .getByText(/^Your key is read-only: you can check/)
      .first()
      .waitFor();
    await idRow(page, 'KEPT-1').waitFor();
    await expectNoChangeOffered(page);

    await page.getByRole('textbox', { name: 'Check a customer ID' }).fill('gone-1');
    await page.keyboard.press('Enter');
    const detail = idDetail(page, 'GONE-1');
    await detail.getByText(/, by crm$/).waitFor();
    await detail.getByText(/, by page$/).waitFor();
    await detail.getByText("Your key is read-only, so you can't change this ID.").waitFor();
    await expectNoChangeOffered(page);

    await page.goto('/ids/KEPT-1');
    await idDetail(page, 'KEPT-1').getByText('Direct, by page').waitFor();
    await page.keyboard.press('Delete');
    await expectNoChangeOffered(page);

    await page.goto('/ids?state=deleted');
    await deletedRow(page, 'GONE-1').waitFor();
    await expectNoChangeOffered(page);

    await page.goto('/submissions');
    await page.getByRole('heading', { name: 'Your key is read-only' }).waitFor();
    await page.getByRole('heading', { name: 'No submissions yet' }).waitFor();
    expect(await page.getByText('Import a list').count()).to.equal(0);
    await expectNoChangeOffered(page);

    await page.goto('/import');
    await page.getByRole('button', { name: 'Paste a column' }).click();
    await page.getByRole('textbox', { name: 'IDs to import' }).fill('KEPT-1\nNEW-1');
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByText(/^Looked up in the registry, as of/).waitFor();
    await page.getByText(/^Your key is read-only. You can compare/).waitFor();
    await expectNoChangeOffered(page);

    expect(sent).to.deep.equal(['POST /api/lookups']);
    expect((await apiOf('billing')({ method: 'GET', path: '/customer-ids/KEPT-1' })).status).to.equal(200);
  });

  it('are named in the list of submissions, which can be filtered by client', async () => {
    const submissions = await Promise.all(
      ['page', 'crm'].map((client) => submit(apiOf(client), [`${client}-1`], { label: `${client}.csv` })),
    );
    await Promise.all(submissions.map((submissionId) => waitUntilCompleted(apiOf('billing'), submissionId)));
    const page = await openAs('page');
    await page.goto('/submissions?client=No-Client');
    await page.getByRole('link', { name: /crm\.csv.*by crm/ }).waitFor();
    await page.getByRole('link', { name: /page\.csv.*by page/ }).waitFor();

    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('menuitem', { name: 'By crm' }).click();
    await page.getByRole('link', { name: /page\.csv/ }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: /crm\.csv.*by crm/ }).click();
    await page.getByRole('link', { name: 'crm', exact: true }).waitFor();

    expect(new URL(page.url()).searchParams.get('client')).to.equal('crm');
    expect(await findAccessibilityViolations(page)).to.deep.equal([]);

    await page.getByRole('button', { name: 'Remove filter: By crm' }).click();
    await page.getByRole('link', { name: /page\.csv/ }).waitFor();
  });
});
