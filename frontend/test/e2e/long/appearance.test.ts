import { isDeepStrictEqual } from 'node:util';
import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { fixture, numberedIds } from '#support/frontend/fixture.ts';
import { idDetail, idInput, idRow } from '#support/frontend/registry-page.ts';
import { never } from '#support/frontend/steps.ts';
import { eventually } from '#support/local/eventually.ts';

const ids = /\/api\/customer-ids(\?|$)/;

/** Each address with a target of its page that appears last. */
const touchTargets = [
  ['/ids/LOOK-002?prefix=LOOK-', 'Delete LOOK-002'],
  ['/ids?prefix=LOOK-', 'LOOK-003'],
  ['/import', 'Paste a column'],
  ['/submissions', 'Import a list'],
  ['/connect', 'Disconnect'],
] as const;

describe('Appearance of the page', function () {
  this.timeout(1_200_000);
  const app = fixture({ isConnected: true });

  before(() => app.seed(['LOOK-001', 'LOOK-002', 'LOOK-003']));

  it('keeps borders and states visible in forced colors, and does not animate with reduced motion', async () => {
    const page = await app.openPage({ forcedColors: 'active', reducedMotion: 'reduce' });
    await page.goto('/ids/LOOK-002?prefix=LOOK-');
    await idDetail(page, 'LOOK-002').getByText('Active').waitFor();

    const borders = await page.evaluate(() =>
      [...document.querySelectorAll('main button, main input:not([type="checkbox"])')]
        .filter((element) => element.getClientRects().length > 0 && element.textContent)
        .map((element) => [element.textContent, getComputedStyle(element).borderTopStyle]),
    );
    expect(borders.filter(([name]) => name?.startsWith('Delete'))).to.deep.equal([['Delete LOOK-002', 'solid']]);
    const openRow = page.getByRole('row', { name: /LOOK-002/ });
    expect(await openRow.evaluate((row) => getComputedStyle(row).outlineStyle)).to.equal('solid');
    const check = idDetail(page, 'LOOK-002').getByText('Active').locator('svg');
    const [icon, text] = await Promise.all(
      [check, check.locator('..')].map((part) => part.evaluate((element) => getComputedStyle(element).color)),
    );
    expect(icon, 'an icon has the color of its text').to.equal(text);
    const edges = await Promise.all(
      ['IDs', 'Import'].map((name) =>
        page
          .getByRole('navigation')
          .getByRole('link', { name, exact: true })
          .evaluate((link) => getComputedStyle(link).borderTopColor),
      ),
    );
    expect(new Set(edges).size, 'the current page differs from the others').to.equal(2);
    const moving = await page.evaluate(
      () => document.getAnimations().filter(({ effect }) => Number(effect?.getComputedTiming().endTime) > 100).length,
    );
    expect(moving).to.equal(0);
  });

  it('starts no transitions with reduced motion', async () => {
    const page = await app.openPage({ reducedMotion: 'reduce' });
    await page.goto('/ids/LOOK-002?prefix=LOOK-');
    await idDetail(page, 'LOOK-002').getByText('Active').waitFor();
    await page.evaluate(() => {
      addEventListener('transitionrun', () => {
        document.title = 'started';
      });
    });

    await page.emulateMedia({ colorScheme: 'dark' });
    await page.waitForFunction(() => document.documentElement.dataset['theme'] === 'dark');
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    expect(await page.title()).to.match(/^IDs|LOOK-002/);
  });

  it('ends the box, the count and the times at one edge next to a scrollbar, in a column of bounded width', async () => {
    await app.seed(numberedIds('EDGE-', 60));
    const { page } = app;
    const rightEdges = async () => {
      const parts = [
        page.getByRole('button', { name: 'Export' }),
        idInput(page).locator('xpath=../..'),
        page.getByText('Showing 50, scroll for more'),
        page.getByRole('row', { name: /EDGE-001/ }).getByRole('time'),
      ];
      const boxes = await Promise.all(parts.map((part) => part.boundingBox()));
      return boxes.map((box) => Math.round((box?.x ?? 0) + (box?.width ?? 0)));
    };
    await page.goto('/ids?prefix=EDGE-');
    await idRow(page, 'EDGE-001').waitFor();
    expect(new Set(await rightEdges())).to.deep.equal(new Set([1239]));
    await page.setViewportSize({ width: 1920, height: 800 });
    expect(new Set((await rightEdges()).slice(1)), 'on a wide screen').to.deep.equal(new Set([1241]));
    await page.setViewportSize({ width: 1000, height: 800 });
    await page.goto('/ids/EDGE-002?prefix=EDGE-');
    await idRow(page, 'EDGE-001').waitFor();
    const panel = await idDetail(page, 'EDGE-002').boundingBox();
    expect(new Set(await rightEdges()), 'next to a panel').to.deep.equal(new Set([Math.round(panel?.x ?? 0) - 32]));
  });

  it('animates the rows below a removed row, unless motion is reduced', async () => {
    for (const reducedMotion of ['no-preference', 'reduce'] as const) {
      const page = await app.openPage({ reducedMotion });
      await page.addInitScript(() => {
        const { animate } = Element.prototype;
        Element.prototype.animate = function (...how) {
          document.title = `moved ${this.textContent}`;
          return animate.apply(this, how);
        };
      });
      await page.goto('/ids?prefix=LOOK-');
      await idRow(page, 'LOOK-002').focus();
      await page.keyboard.press('Delete');
      await idRow(page, 'LOOK-002').waitFor({ state: 'detached' });
      const title = await page.title();
      await page.getByText('Deleted LOOK-002').waitFor();
      await page.keyboard.press('Control+z');
      await page.getByText('LOOK-002 restored').waitFor();

      expect(title).to.match(reducedMotion === 'reduce' ? /^IDs/ : /^moved .*LOOK-003/);
    }
  });

  for (const [device, width, height] of [
    ['phone', 390, 844],
    ['tablet', 1024, 768],
  ] as const) {
    it(`shows touch targets of at least 44 pixels on a ${device}`, async () => {
      const page = await app.openPage({ width, height, isPhone: true });
      for (const [path, target] of touchTargets) {
        await page.goto(path);
        await page.getByRole('main').getByText(target, { exact: true }).first().waitFor();
        const low = await page
          .locator('button, nav a, [data-customer-id]')
          .evaluateAll((targets) =>
            targets
              .map((target) => ({ name: target.textContent, height: target.getBoundingClientRect().height }))
              .filter(({ height }) => height > 0 && height < 44),
          );
        expect(low, path).to.deep.equal([]);
      }
    });
  }

  it('scales the icons with the text', async () => {
    const { page } = app;
    await page.goto('/ids/LOOK-002?prefix=LOOK-');
    await idDetail(page, 'LOOK-002').getByText('Active').waitFor();
    const readSizes = () =>
      page.locator('svg.lucide').evaluateAll((icons) => icons.map((icon) => icon.getBoundingClientRect().width));
    const normal = await readSizes();

    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));

    expect(await readSizes()).to.deep.equal(normal.map((size) => size * 2));
  });

  it('prints the content without the controls, on a page of any width', async () => {
    const { page } = app;
    await page.goto('/ids?prefix=LOOK-');
    await idRow(page, 'LOOK-001').waitFor();
    await page.emulateMedia({ media: 'print' });
    for (const width of [700, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      const controls = page.locator('nav, button, input').filter({ visible: true });
      expect(await controls.count(), `controls at ${width} pixels`).to.equal(0);
      await page.getByRole('heading', { name: 'IDs', level: 1 }).waitFor();
      await idRow(page, 'LOOK-003').waitFor();
      const scrollers = await page.getByRole('table').evaluate((table) => {
        const parents: Element[] = [];
        for (let parent = table.parentElement; parent; parent = parent.parentElement) parents.push(parent);
        return parents.filter((parent) => getComputedStyle(parent).overflowY !== 'visible').length;
      });
      expect(scrollers, `clipped at ${width} pixels`).to.equal(0);
    }
  });

  it('follows the system theme or the chosen one, also after a reload and at first paint', async () => {
    const page = await app.openPage({ colorScheme: 'dark' });
    const readTheme = () =>
      page.evaluate(() => {
        const { colorScheme, backgroundColor } = getComputedStyle(document.documentElement);
        return [colorScheme, backgroundColor, document.querySelector<HTMLMetaElement>('[name="theme-color"]')?.content];
      });
    const waitForTheme = (expected: readonly string[]) =>
      eventually(async () => isDeepStrictEqual(await readTheme(), expected) || undefined);
    const dark = ['dark', 'rgb(11, 11, 14)', '#0B0B0E'];
    const light = ['light', 'rgb(245, 245, 247)', '#F5F5F7'];
    // With its scripts blocked, the page shows only what the first paint would.
    await page.route('**/assets/*.js', never);
    await page.goto('/connect', { waitUntil: 'commit' });
    await page.waitForFunction(() => getComputedStyle(document.documentElement).backgroundColor !== 'rgba(0, 0, 0, 0)');
    expect(await readTheme()).to.deep.equal(dark);
    await page.unroute('**/assets/*.js');

    await page.goto('/connect');
    await page.getByRole('button', { name: 'Appearance: System' }).click();
    await waitForTheme(light);
    await page.reload();
    await page.getByRole('button', { name: 'Appearance: Light' }).waitFor();
    expect(await readTheme()).to.deep.equal(light);
    await page.getByRole('button', { name: 'Appearance: Light' }).click();
    await page.getByRole('button', { name: 'Appearance: Dark' }).click();
    await waitForTheme(dark);
    await page.emulateMedia({ colorScheme: 'light' });
    await waitForTheme(light);
  });

  it('shows a skeleton for at least 250 ms and causes no layout shift when the rows load', async () => {
    const { page } = app;
    await page.addInitScript(() => {
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) document.title = `shifted ${JSON.stringify(entry)}`;
      }).observe({ type: 'layout-shift', buffered: true });
      let shownAt: number | undefined;
      new MutationObserver(() => {
        const isShown = document.querySelector('[role="status"][aria-label="Loading"]') !== null;
        if (isShown) shownAt ??= performance.now();
        else if (shownAt !== undefined)
          document.documentElement.dataset['loadingMillis'] ??= String(performance.now() - shownAt);
      }).observe(document, { childList: true, subtree: true });
    });
    const skeleton = page.getByRole('status', { name: 'Loading' });
    await page.route(ids, async (route) => {
      await skeleton.waitFor();
      await route.continue();
    });

    await page.goto('/ids?prefix=LOOK-');
    await idRow(page, 'LOOK-001').waitFor();

    const loadingMillis = await page.evaluate(() => Number(document.documentElement.dataset['loadingMillis']));
    expect(loadingMillis).to.be.at.least(250);
    expect(await page.title()).to.equal('IDs · Customer ID Registry');
  });
});
