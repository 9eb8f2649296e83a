import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { fixture, numberedIds } from '#support/frontend/fixture.ts';
import { idDetail, idInput, idRow } from '#support/frontend/registry-page.ts';

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
const sidebar = (page: Page, name: string) =>
  page.getByRole('banner').getByRole('navigation').getByRole('link', { name, exact: true });

/** Presses Tab until the element has the focus; fails after a full cycle. */
async function tabTo(page: Page, isWanted: (element: Element) => boolean): Promise<void> {
  for (let pressed = 0; pressed < 60; pressed += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(`(${isWanted})(document.activeElement)`)) return;
  }
  throw new Error('Tab did not lead there.');
}

/** The focused element, and whether it, a descendant or its frame draws a visible ring. */
function focusStop() {
  const element = document.activeElement ?? document.body;
  for (const animation of document.getAnimations()) if (animation instanceof CSSTransition) animation.finish();
  const isRing = (style: CSSStyleDeclaration) =>
    (style.outlineStyle === 'solid' && Number.parseFloat(style.outlineWidth) >= 2) ||
    style.boxShadow.includes('0px 0px 0px 5px');
  const parts = [element, ...element.querySelectorAll('*')];
  const frames = [element.parentElement, element.parentElement?.parentElement].filter(
    (frame) => frame instanceof Element,
  );
  const styles = [...parts, ...frames].flatMap((each) => [getComputedStyle(each), getComputedStyle(each, '::after')]);
  return {
    index: [...document.querySelectorAll('*')].indexOf(element),
    name: `${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent}`.trim(),
    isDrawn: styles.some(isRing),
  };
}

describe('Navigation', function () {
  this.timeout(1_200_000);
  const app = fixture({ isConnected: true });

  before(() => app.seed(['WAY-001', 'WAY-002', 'WAY-003']));

  it('sets the title and focuses the only h1 on each page', async () => {
    const { page } = app;
    await page.goto('/ids?prefix=WAY-');
    await idRow(page, 'WAY-001').waitFor();

    for (const [name, title] of [
      ['Submissions', 'Submissions'],
      ['Import', 'Import'],
      ['Connect', 'API key'],
    ] as const) {
      await sidebar(page, name).click();
      await heading(page, title).waitFor();
      await page.waitForFunction((h1) => document.activeElement?.textContent?.includes(h1), title);
      expect(await page.title()).to.equal(`${name} · Customer ID Registry`);
      expect(await page.getByRole('heading', { level: 1 }).count()).to.equal(1);
      expect(await sidebar(page, name).getAttribute('aria-current')).to.equal('page');
    }
    await page.goto('/ids/WAY-002');
    await page.waitForFunction(() => document.title === 'WAY-002 · IDs · Customer ID Registry');
  });

  it('shows landmarks and a skip link as the first tab stop', async () => {
    const { page } = app;
    await page.goto('/ids/WAY-001?prefix=WAY-');
    await idDetail(page, 'WAY-001').waitFor();
    for (const role of ['banner', 'main', 'complementary', 'navigation'] as const)
      expect(await page.getByRole(role).count(), role).to.equal(1);

    await page.goto('/connect');
    await heading(page, 'API key').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.tagName)).to.equal('MAIN');
  });

  it('restores filter, open ID and focus on Back and Forward', async () => {
    const { page } = app;
    await page.goto('/ids?prefix=WAY-');
    await idRow(page, 'WAY-002').focus();
    await page.keyboard.press('Enter');
    await idDetail(page, 'WAY-002').waitFor();
    for (const key of ['g', 'c']) await page.keyboard.press(key);
    await heading(page, 'API key').waitFor();

    await page.goBack();
    await idDetail(page, 'WAY-002').waitFor();
    await page.goBack();
    await idDetail(page, 'WAY-002').waitFor({ state: 'detached' });
    expect(await page.getByRole('textbox', { name: 'Starts with' }).inputValue()).to.equal('WAY-');
    await page.waitForFunction(() => document.activeElement?.textContent === 'WAY-002');
    await page.goForward();
    await idDetail(page, 'WAY-002').waitFor();
    await page.waitForFunction(() => document.activeElement?.matches('h2'));
  });

  it('restores scroll position and row focus when going back to the list', async () => {
    await app.seed(numberedIds('FAR-', 120));
    const { page } = app;
    await page.goto('/ids?prefix=FAR-');
    await idRow(page, 'FAR-050').scrollIntoViewIfNeeded();
    await idRow(page, 'FAR-090').focus();
    await page.keyboard.press('k');
    const place = async () => Math.round((await idRow(page, 'FAR-089').boundingBox())?.y ?? 0);
    const before = await place();

    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await heading(page, 'Submissions').waitFor();
    await page.goBack();
    await idRow(page, 'FAR-089').waitFor();

    expect(await idRow(page, 'FAR-089').evaluate((row) => row === document.activeElement)).to.equal(true);
    expect(await place()).to.be.closeTo(before, 1);
  });

  it('restores scroll position and row focus on a phone', async () => {
    await app.seed(numberedIds('FAR-', 120));
    const page = await app.openPage({ width: 390, height: 844, isPhone: true });
    await page.goto('/ids?prefix=FAR-');
    await idRow(page, 'FAR-040').scrollIntoViewIfNeeded();
    const before = await page.evaluate(() => scrollY);

    await idRow(page, 'FAR-040').tap();
    await page.getByRole('button', { name: 'Delete FAR-040' }).waitFor();
    await page.waitForFunction(() => document.activeElement?.matches('h1'));
    await page.goBack();
    await page.waitForFunction(() => document.activeElement?.textContent === 'FAR-040');

    expect(before).to.be.greaterThan(1_000);
    expect(await page.evaluate(() => scrollY)).to.equal(before);
    await page.getByRole('navigation').getByRole('link', { name: 'Submissions' }).tap();
    await heading(page, 'Submissions').waitFor();
    await page.waitForFunction(() => scrollY === 0);
    await page.goBack();
    await idRow(page, 'FAR-040').waitFor();
    await page.waitForFunction((y) => Math.abs(scrollY - y) < 2, before);
  });

  it('shows the same view in another window from a copied address', async () => {
    const { page } = app;
    await page.goto('/ids/WAY-003?prefix=WAY-00');
    await idDetail(page, 'WAY-003').waitFor();

    const other = await app.openPage();
    await other.goto(page.url());
    await idDetail(other, 'WAY-003').waitFor();

    expect(await other.getByRole('textbox', { name: 'Starts with' }).inputValue()).to.equal('WAY-00');
    expect(await idRow(other, 'WAY-001').getAttribute('href')).to.equal('/ids/WAY-001?prefix=WAY-00');
  });

  it('runs under a content security policy that allows only its own scripts', async () => {
    const response = await app.page.goto('/ids');

    const policy = response?.headers()['content-security-policy'] ?? '';
    expect(policy.split('; ').filter((rule) => /^(default|script)-src/.test(rule))).to.deep.equal([
      "default-src 'none'",
      "script-src 'self'",
    ]);
  });

  it('opens a page offline that was not open before', async () => {
    const { page } = app;
    const ahead = page.waitForEvent('requestfinished', (request) => request.url().includes('/submissions-page'));
    await Promise.all([ahead, page.goto('/connect')]);
    await page.context().setOffline(true);

    await sidebar(page, 'Submissions').click();
    await heading(page, 'Submissions').waitFor();
  });

  it('shows a not-found page with a link to IDs at an unknown address', async () => {
    const { page } = app;
    await page.goto('/nowhere/at/all');

    await page.getByRole('heading', { name: 'There is no page at this address' }).waitFor();
    await page.getByRole('link', { name: 'Go to IDs' }).click();
    await heading(page, 'IDs').waitFor();
  });

  it('supports connecting, adding, opening and submitting by keyboard only', async () => {
    const page = await app.openPage({ apiKey: '' });
    await page.goto('/ids?prefix=WAY-');
    const type = (text: string) => page.keyboard.type(text);
    const enter = () => page.keyboard.press('Enter');

    await heading(page, 'API key').waitFor();
    await tabTo(page, (element) => element.matches('input[type="password"]'));
    await type(app.local.apiKey);
    await enter();
    await idRow(page, 'WAY-001').waitFor();
    await tabTo(page, (element) => element.getAttribute('placeholder') === 'CUST-00421');
    await type('way-009');
    await enter();
    await idRow(page, 'WAY-009').waitFor();
    await tabTo(page, (element) => element.textContent === 'WAY-001');
    for (const id of ['WAY-002', 'WAY-003', 'WAY-009']) {
      await page.keyboard.press('ArrowDown');
      await page.waitForFunction((name) => document.activeElement?.textContent === name, id);
    }
    await enter();
    await idDetail(page, 'WAY-009').waitFor();
    await page.waitForFunction(() => document.activeElement?.textContent === 'WAY-009');
    await tabTo(page, (element) => element.textContent === 'Delete WAY-009');
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.activeElement?.textContent === 'WAY-009');
    await tabTo(page, (element) => element.textContent === 'Submissions');
    await enter();
    await heading(page, 'Submissions').waitFor();
    await tabTo(page, (element) => element.tagName === 'TEXTAREA');
    await type('WAY-010');
    await page.keyboard.press('Tab');
    await enter();
    await page.getByRole('status').getByText('Completed').waitFor();
    await page.keyboard.press('Alt+ArrowLeft');
    await heading(page, 'Submissions').waitFor();
  });

  it('moves through the tab stops in order, each with a visible focus ring', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await app.openPage({ colorScheme });
      await page.goto('/ids/WAY-001?prefix=WAY-');
      await idRow(page, 'WAY-001').waitFor();
      await page.getByRole('button', { name: 'Delete WAY-001' }).waitFor();
      await idInput(page).focus();
      expect(
        await page.evaluate(() =>
          [...document.querySelectorAll('*')].some((each) => (each as HTMLElement).tabIndex > 0),
        ),
      ).to.equal(false);

      const visited = new Set<number>();
      for (;;) {
        await page.keyboard.press('Tab');
        const stop = await page.evaluate(focusStop);
        if (visited.has(stop.index) || stop.name.startsWith('BODY')) break;
        visited.add(stop.index);
        expect(stop.isDrawn, stop.name).to.equal(true);
      }
      expect(visited.size).to.be.greaterThan(7);
    }
  });
});
