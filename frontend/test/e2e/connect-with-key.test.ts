import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { fixture } from '#support/frontend/fixture.ts';
import { importList } from '#support/frontend/import-page.ts';
import { connect, idDetail, idInput, idRow } from '#support/frontend/registry-page.ts';

const keyField = (page: Page) => page.getByLabel('API key', { exact: true });
const storedKey = (page: Page) => page.evaluate(() => sessionStorage.getItem('api-key'));

describe('Connecting with an API key', function () {
  this.timeout(1_200_000);
  const app = fixture({ isConnected: true });

  before(() => app.seed(['HELD-1']));

  const list = async () => {
    await app.page.goto('/ids?prefix=HELD-');
    await idRow(app.page, 'HELD-1').waitFor();
    return app.page;
  };

  it('validates the key immediately, explains a wrong one and stores nothing', async () => {
    const page = await app.openPage({ apiKey: '' });
    await page.route('/config.json', (route) => route.fulfill({ json: { environment: 'dev' } }));
    await page.goto('/ids');

    await page.getByText('can print one with make -s api-key ENV=dev.').waitFor();
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.getByText('Enter your API key.').waitFor();
    await connect(page, 'two words');
    await page.getByText('A key has no spaces or line breaks.').waitFor();
    await connect(page, 'wrong-key');
    await page.getByText('This key was rejected. Check that you copied the whole key.').waitFor();

    expect(await keyField(page).evaluate((field) => field === document.activeElement)).to.equal(true);
    expect(await keyField(page).getAttribute('aria-invalid')).to.equal('true');
    expect(await storedKey(page)).to.be.oneOf([null, '']);
  });

  it('disconnects when the registry rejects the key and keeps the unfinished work', async () => {
    const page = await list();
    const lookedUp = page.waitForResponse('**/api/lookups');
    await idInput(page).fill('HELD-2');
    await page.getByText('HELD-2 is not in the registry').first().waitFor();
    // Otherwise the lookup of similar IDs could be the request that the registry rejects.
    await lookedUp;

    await page.evaluate(() => sessionStorage.setItem('api-key', 'rotated-away'));
    await idInput(page).press('Enter');
    await page.getByText('The registry no longer accepts this key. Your work is kept.').waitFor();
    expect(await storedKey(page)).to.equal(null);
    expect(await page.evaluate(() => sessionStorage.getItem('recent'))).to.equal(null);
    await connect(page, app.local.apiKey);
    await idRow(page, 'HELD-1').waitFor();

    expect(new URL(page.url()).search).to.equal('?prefix=HELD-');
    expect(await idInput(page).inputValue()).to.equal('HELD-2');
    expect((await app.api('GET', 'HELD-2')).status).to.equal(404);
  });

  it('connects a new tab with the key of an open one, and disconnects both together', async () => {
    const page = await list();
    const tab = await page.context().newPage();
    await tab.goto('/ids/HELD-1');
    await idDetail(tab, 'HELD-1').getByText('Active').waitFor();
    const usedAt = (each: Page) => each.evaluate(() => sessionStorage.getItem('api-key-used-at'));
    expect(await usedAt(tab), 'the idle time continues').to.equal(await usedAt(page));

    await page.goto('/connect');
    await page.getByRole('button', { name: 'Disconnect' }).click();
    await tab.getByLabel('API key', { exact: true }).waitFor();

    expect(await Promise.all([page, tab].map(storedKey))).to.deep.equal([null, null]);
    const next = await page.context().newPage();
    await next.goto('/ids/HELD-1');
    await keyField(next).waitFor();
  });

  it('disconnects after 60 minutes of inactivity but not while the page is used', async () => {
    const { page } = app;
    await page.clock.install();
    await list();

    await page.clock.fastForward('59:00');
    await page.keyboard.press('Shift');
    await page.clock.fastForward('59:00');
    expect(await storedKey(page)).to.equal(app.local.apiKey);
    await page.clock.fastForward('02:00');
    await page.getByText('Disconnected after 60 minutes of inactivity.').waitFor();

    expect(await storedKey(page)).to.equal(null);
    expect(await idRow(page, 'HELD-1').count()).to.equal(0);
  });

  const wakings: readonly [string, (page: Page) => Promise<void>][] = [
    ['wakes up', (page) => page.evaluate(() => void document.dispatchEvent(new Event('visibilitychange')))],
    ['receives input before its timers run', (page) => page.keyboard.press('Enter')],
  ];
  for (const [waking, wake] of wakings) {
    it(`disconnects without sending a request when a tab suspended for an hour ${waking}`, async () => {
      const page = await list();
      await idInput(page).fill('HELD-3');
      await page.getByText('HELD-3 is not in the registry').first().waitFor();
      const written: string[] = [];
      page.on('request', (request) => void (request.method() === 'PUT' && written.push(request.url())));

      await page.evaluate(() => sessionStorage.setItem('api-key-used-at', String(Date.now() - 3_600_000)));
      await wake(page);
      await page.getByRole('alert').getByText('Disconnected after 60 minutes of inactivity.').waitFor();

      expect([await storedKey(page), written]).to.deep.equal([null, []]);
    });
  }

  it('disconnects by button and focuses the key field', async () => {
    const { page } = app;
    await page.goto('/connect');

    await page.getByRole('button', { name: 'Disconnect' }).press('Enter');
    await keyField(page).waitFor();

    expect(await keyField(page).evaluate((field) => field === document.activeElement)).to.equal(true);
    expect(await storedKey(page)).to.equal(null);
  });

  it('keeps the key in memory until a reload where storage is blocked', async () => {
    const page = await app.openPage({ apiKey: '' });
    await page.addInitScript(() => {
      const deny = () => {
        throw new DOMException('Access is denied for this document.', 'SecurityError');
      };
      for (const name of ['sessionStorage', 'localStorage']) Object.defineProperty(window, name, { get: deny });
      IDBFactory.prototype.open = deny;
      LockManager.prototype.request = async () => deny();
    });
    await page.goto('/ids?prefix=HELD-');

    await connect(page, app.local.apiKey);
    await idRow(page, 'HELD-1').waitFor();
    await page.getByRole('button', { name: 'Appearance: System' }).click();
    await page.getByRole('button', { name: 'Appearance: Light' }).click();
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).to.equal('dark');
    await page.getByRole('navigation').getByRole('link', { name: 'Import' }).click();
    await importList(page, ['HELD-4']);
    await page.getByText("The import couldn't be started").waitFor();
  });

  it('disconnects from the palette and never stores the key outside the tab', async () => {
    const page = await list();
    const elsewhere = await page.evaluate(() => JSON.stringify([Object.values(localStorage), document.cookie, name]));

    await page.keyboard.press('Control+k');
    await page.getByRole('option', { name: 'Disconnect' }).click();
    await keyField(page).waitFor();

    expect(elsewhere).not.to.contain(app.local.apiKey);
    expect(await storedKey(page)).to.equal(null);
  });
});
