import { expect } from 'chai';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import type { Browser } from 'playwright-core';
import { launchBrowser, type Visit, visit } from '#support/frontend/browser.ts';
import { accessibilityFaults, addId, box, connect, rowOf } from '#support/frontend/registry-page.ts';
import { type RunningLocalAws, startTemporaryLocalAws } from '#support/local/temporary-local-aws.ts';

describe('The IDs page', function () {
  this.timeout(60_000);
  let local: RunningLocalAws;
  let browser: Browser;
  let person: Visit;

  before(async () => {
    [local, browser] = await Promise.all([startTemporaryLocalAws(), launchBrowser()]);
  });
  after(async () => {
    await Promise.all([browser?.close(), local?.stop()]);
  });
  beforeEach(async () => {
    person = await visit(browser, local.url);
  });
  afterEach(async () => {
    await person.close();
  });

  const connected = async (path = '/ids') => {
    await person.page.goto(path);
    await connect(person.page, local.apiKey);
    await person.page.getByRole('link', { name: /^Connected, key/ }).waitFor();
  };

  it('lets a person connect, add, see, check and delete an ID, and undo that', async () => {
    const { page } = person;
    await connected();

    await addId(page, 'journey-1');
    await box(page).fill('Journey-1');
    await page.getByText('JOURNEY-1 is in the registry').first().waitFor();
    await box(page).press('Enter');
    const detail = page.getByRole('complementary', { name: 'Details of JOURNEY-1' });
    await detail.getByText('Active').waitFor();
    await detail.getByRole('heading', { name: 'History' }).waitFor();
    await page.getByRole('button', { name: 'Delete JOURNEY-1' }).click();
    await page.getByText('Deleted JOURNEY-1').waitFor();
    expect(await rowOf(page, 'JOURNEY-1').count()).to.equal(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('JOURNEY-1 is back.').waitFor();
    await rowOf(page, 'JOURNEY-1').click();
    await detail.getByText('Added again', { exact: true }).waitFor();

    expect(person.faults).to.deep.equal([]);
  });

  it('leads to Connect without a key, refuses a wrong one in words, and returns to where one was', async () => {
    const { page } = person;
    await page.goto('/ids?prefix=RETURN');

    await connect(page, 'wrong-key');
    await page.getByText('This key was refused. Check that it was copied whole.').waitFor();
    await connect(page, local.apiKey);
    await page.getByRole('heading', { name: 'No ID starts with RETURN' }).waitFor();

    expect(new URL(page.url()).search).to.equal('?prefix=RETURN');
    expect(person.faults).to.deep.equal([]);
  });

  it('forgets the key on request and keeps it in this tab alone', async () => {
    const { page } = person;
    await connected('/connect');
    await page.getByRole('link', { name: 'Connect', exact: true }).click();
    const stored = await page.evaluate(() => JSON.stringify([Object.values(localStorage), document.cookie]));

    await page.getByRole('button', { name: 'Forget key' }).click();
    await page.getByLabel('API key', { exact: true }).waitFor();

    expect(stored).not.to.contain(local.apiKey);
    expect(await page.evaluate(() => sessionStorage.getItem('api-key'))).to.equal(null);
  });

  it('says which character is wrong, and that a deleted ID was deleted', async () => {
    const { page } = person;
    await connected();

    await box(page).fill('CUST 1');
    await page.getByText('A space is not allowed (character 5).').first().waitFor();
    expect(await box(page).getAttribute('aria-invalid')).to.equal('true');
    await addId(page, 'GONE-1');
    await rowOf(page, 'GONE-1').click();
    await page.getByRole('button', { name: 'Delete GONE-1' }).click();
    await page.getByText('Deleted GONE-1').waitFor();
    await box(page).fill('gone-1');
    await page
      .getByText(/GONE-1 was deleted on .*Enter adds it again/)
      .first()
      .waitFor();

    expect(person.faults).to.deep.equal([]);
  });

  it('adds ten IDs in a row without the mouse and lists them by page', async () => {
    const { page } = person;
    await connected('/ids?prefix=ROW-');
    const ids = Array.from({ length: 10 }, (_, index) => `ROW-0${index}`);

    await box(page).waitFor();
    for (const id of ids) {
      await page.keyboard.type(id);
      await page.keyboard.press('Enter');
    }
    await rowOf(page, 'ROW-09').waitFor();
    await page.reload();
    await page.getByText('10 IDs').waitFor();

    const listed = await page.getByRole('table', { name: 'Customer IDs' }).getByRole('link').allTextContents();
    expect(listed).to.deep.equal(ids);
    expect(person.faults).to.deep.equal([]);
  });

  it('loads the next page of a list on request', async () => {
    const { page } = person;
    await connected('/ids?prefix=MANY-');
    const put = (id: string) =>
      fetch(`${local.url}/api/customer-ids/${id}`, { method: 'PUT', headers: { 'x-api-key': local.apiKey } });
    await Promise.all(Array.from({ length: 60 }, (_, index) => put(`MANY-${100 + index}`)));
    await page.reload();

    await page.getByText('50 shown, more below').waitFor();
    await page.getByRole('button', { name: 'Load more' }).click();
    await rowOf(page, 'MANY-159').waitFor();

    expect(await page.getByText('60 IDs').count()).to.equal(1);
  });

  it('says when it is not certain whether an ID was added, and that trying again is safe', async () => {
    const { page } = person;
    await connected();
    await page.route('**/api/customer-ids/LOST-1', (route) =>
      route.request().method() === 'PUT'
        ? route.fulfill({ status: 500, contentType: 'text/html', body: '<h1>Oh</h1>' })
        : route.continue(),
    );

    await box(page).fill('LOST-1');
    await box(page).press('Enter');
    const notice = page.getByRole('alert').filter({ hasText: 'It is not certain whether LOST-1 was added' });
    await notice.waitFor();
    expect(await box(page).inputValue()).to.equal('LOST-1');
    await page.unroute('**/api/customer-ids/LOST-1');
    await notice.getByRole('button', { name: 'Try again' }).click();
    await rowOf(page, 'LOST-1').waitFor();
    await notice.waitFor({ state: 'detached' });

    expect(person.faults).to.deep.equal([]);
  });

  it('shows what changed meanwhile before it deletes', async () => {
    const { page } = person;
    await connected();
    await addId(page, 'BOTH-1');
    await rowOf(page, 'BOTH-1').click();
    await page.getByRole('button', { name: 'Delete BOTH-1' }).waitFor();
    const headers = { 'x-api-key': local.apiKey };
    await fetch(`${local.url}/api/customer-ids/BOTH-1`, { method: 'DELETE', headers });
    await fetch(`${local.url}/api/customer-ids/BOTH-1`, { method: 'PUT', headers });

    await page.getByRole('button', { name: 'Delete BOTH-1' }).click();
    const notice = page.getByRole('alert').filter({ hasText: 'BOTH-1 changed while you were looking' });
    await notice.getByRole('button', { name: 'Delete anyway' }).click();
    await page.getByText('Deleted BOTH-1').waitFor();

    expect(person.faults).to.deep.equal([]);
  });

  for (const look of [
    { name: 'dark and wide', colorScheme: 'dark', width: 1280 },
    { name: 'light and narrow', colorScheme: 'light', width: 390 },
  ] as const) {
    it(`has no accessibility faults, ${look.name}`, async () => {
      const other = await visit(browser, local.url, look);
      const { page } = other;
      try {
        await page.goto('/ids?prefix=ACCESS');
        await page.getByLabel('API key', { exact: true }).waitFor();
        expect(await accessibilityFaults(page), 'Connect').to.deep.equal([]);
        await connect(page, local.apiKey);
        await addId(page, `ACCESS-${look.width}`);
        await box(page).fill('no way');
        expect(await accessibilityFaults(page), 'the list').to.deep.equal([]);
        await rowOf(page, `ACCESS-${look.width}`).click();
        await page.getByRole('button', { name: `Delete ACCESS-${look.width}` }).waitFor();
        expect(await accessibilityFaults(page), 'the detail').to.deep.equal([]);
        await page.goto('/ids/NOBODY-1?prefix=NOBODY');
        await page.getByRole('heading', { name: 'NOBODY-1 is not in the registry' }).waitFor();
        expect(await accessibilityFaults(page), 'an unknown ID').to.deep.equal([]);
        expect(other.faults).to.deep.equal([]);
      } finally {
        await other.close();
      }
    });
  }
});
