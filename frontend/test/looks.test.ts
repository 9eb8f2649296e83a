import { isDeepStrictEqual } from 'node:util';
import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import type { Page, Route } from 'playwright-core';
import { accessibilityFaults } from '#support/frontend/accessibility.ts';
import { box, detailOf, rowOf } from '#support/frontend/registry-page.ts';
import { stage } from '#support/frontend/stage.ts';
import { eventually } from '#support/local/eventually.ts';

const never = () => undefined;
const refuse = (route: Route) =>
  route.fulfill({
    status: 500,
    contentType: 'application/problem+json',
    body: '{"code":"internal","requestId":"request-17"}',
  });
const nothing = (route: Route) =>
  route.fulfill({ contentType: 'application/json', body: '{"items":[],"nextCursor":null}' });

const ids = /\/api\/customer-ids(\?|$)/;
const submissions = /\/api\/submissions(\?|$)/;
const headed = (page: Page, name: string | RegExp) => page.getByRole('heading', { name }).first().waitFor();

interface Screen {
  readonly name: string;
  readonly path: string;
  readonly answer?: readonly [RegExp, (route: Route) => unknown];
  readonly isShown: (page: Page) => Promise<unknown>;
}

/** Every page in every state. What asks for more than an address is done by `isShown`. */
const screens: readonly Screen[] = [
  {
    name: 'IDs, loading',
    path: '/ids?prefix=LOOK-',
    answer: [ids, never],
    isShown: (page) => page.getByRole('status', { name: 'Loading' }).waitFor(),
  },
  {
    name: 'IDs, none yet',
    path: '/ids',
    answer: [ids, nothing],
    isShown: (page) => headed(page, 'No customer IDs yet'),
  },
  {
    name: 'IDs, failed',
    path: '/ids?prefix=LOOK-',
    answer: [ids, refuse],
    isShown: (page) => headed(page, 'The list could not be loaded'),
  },
  { name: 'IDs, no match', path: '/ids?prefix=NONE-9', isShown: (page) => headed(page, /No ID starts with/) },
  {
    name: 'IDs, full, with a wrong text and a notification',
    path: '/ids?prefix=LOOK-',
    isShown: async (page) => {
      await rowOf(page, 'LOOK-001').focus();
      await page.keyboard.press('c');
      await page.getByText('Copied LOOK-001').waitFor();
      await box(page).fill('no way');
    },
  },
  {
    name: 'an ID',
    path: '/ids/LOOK-002?prefix=LOOK-',
    isShown: (page) => page.getByRole('button', { name: 'Delete LOOK-002' }).waitFor(),
  },
  { name: 'an unknown ID', path: '/ids/NOBODY-1', isShown: (page) => headed(page, 'NOBODY-1 is not in the registry') },
  { name: 'Import', path: '/import', isShown: (page) => headed(page, 'Import') },
  {
    name: 'Submissions, loading',
    path: '/submissions',
    answer: [submissions, never],
    isShown: (page) => page.getByRole('status', { name: 'Loading' }).waitFor({ state: 'attached' }),
  },
  {
    name: 'Submissions, none yet',
    path: '/submissions',
    answer: [submissions, nothing],
    isShown: (page) => headed(page, 'No submissions yet'),
  },
  {
    name: 'Submissions, failed',
    path: '/submissions',
    answer: [submissions, refuse],
    isShown: (page) => headed(page, 'The list could not be loaded'),
  },
  {
    name: 'an unknown submission',
    path: '/submissions/01ARZ3NDEKTSV4RRFFQ69G5FAV',
    isShown: (page) => headed(page, /There is no submission/),
  },
  { name: 'Connect, connected', path: '/connect', isShown: (page) => headed(page, /^Connected, key/) },
  { name: 'no page', path: '/nowhere', isShown: (page) => headed(page, 'There is no page at this address') },
  {
    name: 'the palette',
    path: '/ids?prefix=LOOK-',
    isShown: async (page) => {
      await rowOf(page, 'LOOK-001').waitFor();
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').fill('look-001');
      await page.getByRole('option', { name: /Active/ }).waitFor();
    },
  },
  {
    name: 'the sheet of shortcuts',
    path: '/connect',
    isShown: async (page) => {
      await headed(page, /^Connected, key/);
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'offline',
    path: '/ids?prefix=LOOK-',
    isShown: async (page) => {
      await rowOf(page, 'LOOK-001').waitFor();
      await page.context().setOffline(true);
      await page.getByText('You are offline.').first().waitFor();
    },
  },
];

async function show(page: Page, { path, answer, isShown }: Screen, check: () => Promise<void>): Promise<void> {
  if (answer) await page.route(...answer);
  await page.goto(path);
  await isShown(page);
  await check();
  await page.context().setOffline(false);
  if (answer) await page.unroute(answer[0]);
}

/** How far one would have to scroll sideways. */
const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Texts that are cut off, but for cells that say so with an ellipsis and what only screen readers get. */
function cutTexts(): readonly string[] {
  const isCut = (element: Element) => {
    const { overflowX, textOverflow, position } = getComputedStyle(element);
    const isHidden = position === 'absolute' || element.closest('[aria-hidden="true"], .sr-only') !== null;
    const clips = overflowX === 'hidden' || overflowX === 'clip';
    const hasText = element.textContent !== '';
    return (
      hasText && clips && textOverflow !== 'ellipsis' && !isHidden && element.scrollWidth > element.clientWidth + 1
    );
  };
  return [...document.querySelectorAll('main *')].filter(isCut).map((element) => element.textContent ?? '');
}

async function fits(page: Page, width: number, textSize: string, name: string): Promise<void> {
  await page.setViewportSize({ width, height: 800 });
  await page.evaluate((size) => document.documentElement.style.setProperty('font-size', size), textSize);
  expect(await sideways(page), name).to.equal(0);
  expect(await page.evaluate(cutTexts), name).to.deep.equal([]);
}

/** All that is asked of a look, on one visit: coming there takes most of the time. */
async function looksRight(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForFunction((theme) => document.documentElement.dataset['theme'] === theme, colorScheme);
    expect(await accessibilityFaults(page), `${name}, ${colorScheme}`).to.deep.equal([]);
  }
  await fits(page, 320, '100%', `${name}, narrow`);
  await fits(page, 1280, '200%', `${name}, large`);
}

describe('Every page in every state', function () {
  this.timeout(120_000);
  const on = stage({ isConnected: true });

  before(() => on.seed(['LOOK-001', 'LOOK-002', 'LOOK-003']));

  it('breaks no rule of accessibility, light and dark, and fits 320 pixels and twice the size of its text', async () => {
    const { page } = on;
    for (const screen of screens) await show(page, screen, () => looksRight(page, screen.name));
    const stranger = await on.invite({ apiKey: '' });
    await stranger.goto('/ids');
    await headed(stranger, 'Connect with your API key');
    await looksRight(stranger, 'Connect');
  });

  it('keeps its borders and its meaning in forced colours, and stands still when motion is reduced', async () => {
    const page = await on.invite({ forcedColors: 'active', reducedMotion: 'reduce' });
    await page.goto('/ids/LOOK-002?prefix=LOOK-');
    await detailOf(page, 'LOOK-002').getByText('Active').waitFor();

    const borders = await page.evaluate(() =>
      [...document.querySelectorAll('main button, main input:not([type="checkbox"])')]
        .filter((element) => element.getClientRects().length > 0 && element.textContent)
        .map((element) => [element.textContent, getComputedStyle(element).borderTopStyle]),
    );
    expect(borders.filter(([name]) => name?.startsWith('Delete'))).to.deep.equal([['Delete LOOK-002', 'solid']]);
    const openRow = page.getByRole('row', { name: /LOOK-002/ });
    expect(await openRow.evaluate((row) => getComputedStyle(row).outlineStyle)).to.equal('solid');
    const edges = await Promise.all(
      ['IDs', 'Import'].map((name) =>
        page
          .getByRole('navigation')
          .getByRole('link', { name, exact: true })
          .evaluate((link) => getComputedStyle(link).borderTopColor),
      ),
    );
    expect(new Set(edges).size, 'the page one is on is told apart').to.equal(2);
    const moving = await page.evaluate(
      () => document.getAnimations().filter(({ effect }) => Number(effect?.getComputedTiming().endTime) > 100).length,
    );
    expect(moving).to.equal(0);
  });

  it('moves the rows below into the place of one that leaves, unless motion is reduced', async () => {
    for (const reducedMotion of ['no-preference', 'reduce'] as const) {
      const page = await on.invite({ reducedMotion });
      await page.addInitScript(() => {
        const { animate } = Element.prototype;
        Element.prototype.animate = function (...how) {
          document.title = `moved ${this.textContent}`;
          return animate.apply(this, how);
        };
      });
      await page.goto('/ids?prefix=LOOK-');
      await rowOf(page, 'LOOK-002').focus();
      await page.keyboard.press('Delete');
      await rowOf(page, 'LOOK-002').waitFor({ state: 'detached' });
      const title = await page.title();
      await page.getByText('Deleted LOOK-002').waitFor();
      await page.keyboard.press('Control+z');
      await page.getByText('LOOK-002 is back.').waitFor();

      expect(title).to.match(reducedMotion === 'reduce' ? /^IDs/ : /^moved .*LOOK-003/);
    }
  });

  it('follows the system, is light or dark on request and after a reload, and never flashes the other', async () => {
    const page = await on.invite({ colorScheme: 'dark' });
    const look = () =>
      page.evaluate(() => {
        const { colorScheme, backgroundColor } = getComputedStyle(document.documentElement);
        return [colorScheme, backgroundColor, document.querySelector<HTMLMetaElement>('[name="theme-color"]')?.content];
      });
    const becomes = (expected: readonly string[]) =>
      eventually(async () => isDeepStrictEqual(await look(), expected) || undefined);
    const dark = ['dark', 'rgb(11, 11, 14)', '#0B0B0E'];
    const light = ['light', 'rgb(245, 245, 247)', '#F5F5F7'];
    // Before the page itself has run, there is only what a first paint could show.
    await page.route('**/assets/*.js', never);
    await page.goto('/connect', { waitUntil: 'commit' });
    await page.waitForFunction(() => getComputedStyle(document.documentElement).backgroundColor !== 'rgba(0, 0, 0, 0)');
    expect(await look()).to.deep.equal(dark);
    await page.unroute('**/assets/*.js');

    await page.goto('/connect');
    await page.getByRole('radio', { name: 'Light' }).check();
    await becomes(light);
    await page.reload();
    await page.getByRole('radio', { name: 'Light', checked: true }).waitFor();
    expect(await look()).to.deep.equal(light);
    await page.getByRole('radio', { name: 'System' }).check();
    await becomes(dark);
    await page.emulateMedia({ colorScheme: 'light' });
    await becomes(light);
  });

  it('shows a skeleton in the place of the rows, and moves nothing when they come', async () => {
    const { page } = on;
    await page.addInitScript(() => {
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) document.title = `shifted ${JSON.stringify(entry)}`;
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.route(ids, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      await route.continue();
    });

    await page.goto('/ids?prefix=LOOK-');
    await page.getByRole('status', { name: 'Loading' }).waitFor();
    const shownAt = Date.now();
    await rowOf(page, 'LOOK-001').waitFor();

    expect(Date.now() - shownAt).to.be.at.least(250);
    expect(await page.title()).to.equal('IDs · Customer ID Registry');
  });
});
