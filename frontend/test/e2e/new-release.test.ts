import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import type { Browser } from 'playwright-core';
import { launchBrowser, openPage } from '#support/frontend/browser.ts';
import { type RunningCloudFront, startCloudFront } from '#support/local/cloudfront-fixture.ts';
import { repository } from '#support/local/stack-variants.ts';
import { temporaryFolder } from '#support/local/temporary-folder.ts';

const emptyList = Buffer.from(JSON.stringify({ items: [], nextCursor: null }));

/** The built files under new names, as in the next release; the old files are gone. */
function release(folder: string): void {
  const assets = readdirSync(join(folder, 'assets'));
  const renamed = new Map(assets.map((name) => [name, name.replace(/(\.\w+)$/, '-next$1')]));
  const texts = ['index.html', ...assets.filter((name) => /\.(js|css)$/.test(name)).map((name) => `assets/${name}`)];
  for (const file of texts) {
    const text = readFileSync(join(folder, file), 'utf8');
    writeFileSync(
      join(folder, file),
      [...renamed].reduce((changed, [name, next]) => changed.replaceAll(name, next), text),
    );
  }
  for (const [name, next] of renamed) renameSync(join(folder, 'assets', name), join(folder, 'assets', next));
}

describe('A new release while the page is open', function () {
  this.timeout(1_200_000);
  let browser: Browser;
  let server: RunningCloudFront;
  let folder: string;

  before(async () => {
    folder = join(temporaryFolder(), 'dist');
    cpSync(join(repository, 'frontend/dist'), folder, { recursive: true });
    const gateway = async () => ({
      status: 200,
      headers: [['Content-Type', 'application/json; charset=utf-8'] as const],
      body: emptyList,
    });
    [browser, server] = await Promise.all([launchBrowser(), startCloudFront({ siteFolder: folder, gateway })]);
  });
  after(async () => {
    await Promise.all([browser.close(), server.stop()]);
    rmSync(folder, { recursive: true });
  });

  it('shows a message when the application code cannot be loaded', async () => {
    const { page } = await openPage(browser, server.url);
    await page.route('**/assets/frame-*.js', (route) => route.abort());
    await page.goto('/ids');
    await page.getByRole('alert').getByText('This page could not be loaded.').waitFor();
    await page.unroute('**/assets/frame-*.js');

    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'API key' }).waitFor();
    expect(await page.getByText('This page could not be loaded.').isVisible()).to.equal(false);
    await page.context().close();
  });

  it("asks for a reload when a page's code no longer exists, and works after it", async () => {
    const { page, faults } = await openPage(browser, server.url, { apiKey: 'any-key' });
    const part = '**/assets/submissions-page-*.js';
    // All pages are preloaded; this one is blocked.
    await page.route(part, (route) => route.abort());
    await Promise.all([page.waitForEvent('requestfailed'), page.goto('/ids')]);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.unroute(part);

    release(folder);
    await page.getByRole('link', { name: 'Submissions' }).click();
    await page.getByText('Something went wrong on this page').waitFor();
    await page.getByRole('link', { name: 'Connect', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'API key' }).waitFor();
    await page.getByRole('link', { name: 'Submissions' }).click();
    await page.getByText('Something went wrong on this page').waitFor();
    expect(faults.filter((fault) => /MIME type|not valid JSON|<!doctype/i.test(fault))).to.deep.equal([]);

    await page.getByRole('button', { name: 'Reload' }).click();
    await page.getByRole('heading', { level: 1, name: 'Submissions' }).waitFor();
    await page.context().close();
  });
});
