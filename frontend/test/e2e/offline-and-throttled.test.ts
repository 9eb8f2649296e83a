import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import type { Route } from 'playwright-core';
import { fixture, numberedIds } from '#support/frontend/fixture.ts';
import { idInput, idRow } from '#support/frontend/registry-page.ts';

const problem = (status: number, code: string, headers: Record<string, string> = {}) => ({
  status,
  headers: { 'content-type': 'application/problem+json', ...headers },
  body: JSON.stringify({ status, code, title: 'A title', detail: 'A sentence.', requestId: 'request-17' }),
});

const listOfIds = '**/api/customer-ids?**';

describe('Connection problems', function () {
  this.timeout(1_200_000);
  const app = fixture({ isConnected: true, reusePage: true });

  before(() => app.seed(['LINE-1', 'LINE-2']));

  const banner = () => app.page.getByRole('status', { name: 'Connection' });
  const openList = async () => {
    await app.page.goto('/ids?prefix=LINE-');
    await idRow(app.page, 'LINE-1').waitFor();
  };

  it('shows the offline banner, keeps an unsent ID and recovers automatically', async () => {
    const { page } = app;
    await openList();
    await page.context().setOffline(true);
    await banner().getByText('You are offline.').waitFor();
    await banner()
      .getByText(/Showing data from \d\d:\d\d\. It may be out of date\. Changes won't be sent\./)
      .waitFor();
    await page.getByRole('link', { name: /^Offline, page/ }).waitFor();

    await idInput(page).fill('LINE-3');
    await page.getByText("You're offline, so it couldn't be checked.").first().waitFor();
    await idInput(page).press('Enter');
    const notice = page.getByRole('alert').filter({ hasText: 'LINE-3 was not added' });
    await notice.getByText("You're offline. Nothing was sent. Your text is still here.").waitFor();
    expect(await idInput(page).inputValue()).to.equal('LINE-3');
    expect(await idRow(page, 'LINE-3').count()).to.equal(0);

    await app.seed(['LINE-4']);
    await page.context().setOffline(false);
    await page.getByText('Back online.').waitFor();
    await idRow(page, 'LINE-4').waitFor();
    await notice.getByRole('button', { name: 'Try again' }).click();
    await idRow(page, 'LINE-3').waitFor();
    expect((await banner().textContent())?.trim()).to.equal('');
  });

  for (const [name, options] of [
    ['wide', {}],
    ['phone', { width: 390, height: 844, isPhone: true }],
  ] as const) {
    it(`keeps the offline banner above the heading while scrolling, ${name}`, async () => {
      await app.seed(numberedIds('LONG-', 30));
      const page = await app.openPage(options);
      await page.goto('/ids?prefix=LONG-');
      await idRow(page, 'LONG-020').waitFor();
      await page.context().setOffline(true);
      const offline = page.getByRole('status', { name: 'Connection' });
      await offline.getByText('You are offline.').waitFor();
      await idRow(page, 'LONG-030').scrollIntoViewIfNeeded();

      const [banner, title] = await Promise.all([
        offline.boundingBox(),
        page.getByRole('heading', { level: 1 }).boundingBox(),
      ]);
      const end = (banner?.y ?? 0) + (banner?.height ?? 0);
      expect(banner?.y).to.be.within(0, 10);
      expect(title?.y).to.be.within(end, end + 32);
    });
  }

  it('counts down after a 429 and retries automatically', async () => {
    const { page } = app;
    const requestedAt: number[] = [];
    await page.route(listOfIds, (route) => {
      requestedAt.push(Date.now());
      return requestedAt.length === 1
        ? route.fulfill(problem(429, 'too-many-requests', { 'retry-after': '2' }))
        : route.continue();
    });

    await page.goto('/ids?prefix=LINE-');
    await banner().getByText('Retrying in 2 s.').waitFor();
    await banner().getByText('Retrying in 1 s.').waitFor();
    await idRow(page, 'LINE-1').waitFor();
    await banner().getByText('Too many requests').waitFor({ state: 'detached' });

    expect(requestedAt).to.have.lengthOf(2);
    expect((requestedAt[1] ?? 0) - (requestedAt[0] ?? 0)).to.be.at.least(2_000);
  });

  it('stops after three attempts and states when to try again', async () => {
    const { page } = app;
    let requests = 0;
    await page.route(listOfIds, (route) => {
      requests += 1;
      return route.fulfill(problem(429, 'too-many-requests', { 'retry-after': '0' }));
    });

    await page.goto('/ids?prefix=LINE-');
    await page.getByRole('heading', { name: 'The list could not be loaded' }).waitFor();
    await page.getByText('Too many requests with this key. Try again in 1 second.').waitFor();

    expect(requests).to.equal(3);
  });

  it('offers support details and a safe retry with R after a 500', async () => {
    const { page } = app;
    await page.route(listOfIds, (route) => route.fulfill(problem(500, 'internal')));
    await page.goto('/ids?prefix=LINE-');
    const failed = page.getByRole('alert').filter({ hasText: 'The list could not be loaded' });
    await failed
      .getByText("The registry reported an error. Nothing was changed, and it's safe to try again.")
      .waitFor();

    await failed.getByRole('button', { name: /^Copy/ }).click();
    await page.getByText('Copied details for support').waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    await page.unroute(listOfIds);
    await page.keyboard.press('r');
    await idRow(page, 'LINE-1').waitFor();

    expect(copied).to.match(/^The list could not be loaded\n\d{4}-\d\d-\d\dT[\d:.]+Z\nrequest-17$/);
  });

  const failures: readonly [string, (route: Route) => Promise<void>][] = [
    ['400', (route) => route.fulfill(problem(400, 'invalid-request'))],
    ['404', (route) => route.fulfill(problem(404, 'not-found'))],
    ['413', (route) => route.fulfill(problem(413, 'payload-too-large'))],
    ['500', (route) => route.fulfill(problem(500, 'internal'))],
    ['502 with a page', (route) => route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad</h1>' })],
    ['503', (route) => route.fulfill(problem(503, 'unavailable'))],
    ['504 with nothing', (route) => route.fulfill({ status: 504, body: '' })],
    ['200 with a page', (route) => route.fulfill({ status: 200, contentType: 'text/html', body: '<h1>Hi</h1>' })],
    ['no response', (route) => route.abort('connectionreset')],
  ];

  it('explains every kind of failed response and offers a retry', async () => {
    const page = await app.openPage();
    // No jitter: the shortest delays between attempts.
    await page.addInitScript(() => {
      Math.random = () => 0;
    });
    for (const [name, fail] of failures) {
      await page.route(listOfIds, fail);
      await page.goto('/ids?prefix=LINE-');
      const failed = page.getByRole('alert').filter({ hasText: 'The list could not be loaded' });
      await failed.getByRole('button', { name: 'Try again' }).waitFor();
      expect(await failed.innerText(), name).not.to.match(/\b[45]\d\d\b/);
      await page.unroute(listOfIds);
    }
  });

  it('keeps stale rows and states their age while the registry does not respond, and recovers automatically', async () => {
    const { page } = app;
    await openList();
    await page.context().setOffline(true);
    await banner().getByText('You are offline.').waitFor();
    await page.route(listOfIds, (route) => route.fulfill(problem(500, 'internal')));
    await page.context().setOffline(false);

    await banner().getByText('Showing data from').waitFor();
    expect(await idRow(page, 'LINE-1').isVisible()).to.equal(true);
    await banner().getByRole('button', { name: 'Try again' }).waitFor();
    await page.getByRole('link', { name: /^Not responding, page/ }).waitFor();
    await page.unroute(listOfIds);
    await banner().getByText('Showing data from').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: /^Connected as page/ }).waitFor();
  });
});
