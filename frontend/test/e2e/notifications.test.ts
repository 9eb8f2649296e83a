import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { fixture, numberedIds } from '#support/frontend/fixture.ts';
import { idInput, idRow } from '#support/frontend/registry-page.ts';
import { setTabVisibility } from '#support/frontend/tab-visibility.ts';

const region = (page: Page) => page.getByRole('status', { name: 'Notifications' });

async function copy(page: Page, id: string): Promise<void> {
  await idRow(page, id).focus();
  await page.keyboard.press('c');
  await region(page).getByText(`Copied ${id}`).waitFor();
}

describe('Notifications', function () {
  this.timeout(1_200_000);
  const app = fixture({ isConnected: true });

  before(() => app.seed(numberedIds('NOTE-', 4)));

  const list = async () => {
    await app.page.goto('/ids?prefix=NOTE-');
    await idRow(app.page, 'NOTE-001').waitFor();
    return app.page;
  };

  it('shows at most three toasts in an existing live region, the newest last', async () => {
    const page = await list();
    const first = await region(page).elementHandle();

    for (const id of numberedIds('NOTE-', 4)) await copy(page, id);

    const texts = (await first?.innerText())?.split('\n').filter((text) => text.startsWith('Copied'));
    expect(texts).to.deep.equal(['Copied NOTE-002', 'Copied NOTE-003', 'Copied NOTE-004']);
  });

  it('offers Undo for 8 seconds, paused under the pointer and while the tab is hidden', async () => {
    const { page } = app;
    await page.clock.install();
    await list();
    // From here on only runFor advances the time.
    await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 60_000);
    const note = region(page).getByText('Deleted NOTE-004');
    await idRow(page, 'NOTE-004').focus();
    await page.keyboard.press('Delete');
    await note.waitFor();

    await note.hover();
    await page.clock.runFor(20_000);
    await page.mouse.move(0, 0);
    await setTabVisibility(page, 'hidden');
    await page.clock.runFor(20_000);
    await setTabVisibility(page, 'visible');
    await page.clock.runFor(7_000);
    expect(await note.count()).to.equal(1);
    await page.clock.runFor(2_000);

    await note.waitFor({ state: 'detached' });
  });

  it('dismisses information automatically and keeps toasts that need action', async () => {
    const { page } = app;
    await page.clock.install();
    await list();
    await page.route('**/api/customer-ids/NOTE-NEW', (route) =>
      route.fulfill({ status: 500, json: { code: 'internal' } }),
    );
    await copy(page, 'NOTE-001');
    await idInput(page).fill('NOTE-NEW');
    await idInput(page).press('Enter');
    const failure = page.getByRole('alert').filter({ hasText: 'NOTE-NEW may not have been added' });
    await failure.waitFor();

    await page.clock.runFor(60_000);

    await region(page).getByText('Copied NOTE-001').waitFor({ state: 'detached' });
    expect(await failure.isVisible()).to.equal(true);
  });
});
