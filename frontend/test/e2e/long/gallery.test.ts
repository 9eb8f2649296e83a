import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import type { Browser, Page } from 'playwright-core';
import { createServer, type ViteDevServer } from 'vite';
import { findAccessibilityViolations } from '#support/frontend/accessibility.ts';
import { launchBrowser, openPage, type PageOptions } from '#support/frontend/browser.ts';
import { repository } from '#support/local/stack-variants.ts';

const frontend = join(repository, 'frontend');

const hasFocus = (element: Element) => element === document.activeElement;
const hasFocusWithinOrNone = (element: Element) =>
  document.activeElement === document.body || element.contains(document.activeElement);

describe('Component gallery', function () {
  this.timeout(1_200_000);
  let server: ViteDevServer;
  let browser: Browser;

  before(async () => {
    const configFile = join(frontend, 'vite.config.ts');
    server = await createServer({ configFile, logLevel: 'error', server: { port: 0, host: '127.0.0.1' } });
    [, browser] = await Promise.all([server.listen(), launchBrowser()]);
  });
  after(async () => {
    await Promise.all([browser?.close(), server?.close()]);
  });

  const openGallery = async (options: PageOptions, check: (page: Page) => Promise<void>) => {
    const { page, faults, close } = await openPage(
      browser,
      new URL(server.resolvedUrls?.local[0] ?? '').origin,
      options,
    );
    try {
      await page.goto('/gallery');
      await check(page);
      expect(faults).to.deep.equal([]);
    } finally {
      await close();
    }
  };

  it('contains every component', async () => {
    const folder = join(frontend, 'src/components');
    const readImports = async (file: string) =>
      [...(await readFile(file, 'utf8')).matchAll(/from '(?:#components|\.)\/([\w-]+\.tsx)'/g)].map(
        ([, name = '']) => name,
      );
    const sections = await readdir(join(frontend, 'gallery'));
    const shown = new Set(
      (await Promise.all(sections.map((name) => readImports(join(frontend, 'gallery', name))))).flat(),
    );
    const components = (await readdir(folder)).filter((name) => name.endsWith('.tsx'));
    // Iterating a Set includes the entries added during the iteration.
    for (const name of shown) {
      if (components.includes(name)) for (const part of await readImports(join(folder, name))) shown.add(part);
    }

    expect(components.filter((name) => !shown.has(name))).to.deep.equal([]);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has no accessibility violations in the ${colorScheme} theme`, () =>
      openGallery({ colorScheme }, async (page) => {
        await page.getByRole('button', { name: 'Show a toast with an action' }).click();
        await page.getByRole('button', { name: 'Undo', exact: true }).waitFor();
        expect(await findAccessibilityViolations(page)).to.deep.equal([]);

        await page.getByRole('button', { name: 'Open an alert dialog' }).click();
        await page.getByRole('alertdialog').waitFor();
        expect(await findAccessibilityViolations(page), 'a dialog').to.deep.equal([]);
      }));
  }

  it('traps the focus in a dialog and restores it on close', () =>
    openGallery({}, async (page) => {
      const opener = page.getByRole('button', { name: 'Open an alert dialog' });
      await opener.press('Enter');
      const dialog = page.getByRole('alertdialog');
      expect(await dialog.getByRole('button', { name: 'Cancel' }).evaluate(hasFocus)).to.equal(true);
      for (let count = 0; count < 20; count += 1) {
        await page.keyboard.press('Tab');
        // After the last control, Tab moves to the browser's own UI, and nothing in the page has the focus.
        expect(await dialog.evaluate(hasFocusWithinOrNone)).to.equal(true);
      }
      await page.keyboard.press('Escape');

      await dialog.waitFor({ state: 'detached' });
      expect(await opener.evaluate(hasFocus)).to.equal(true);
    }));

  it('shows a tooltip with the shortcut on hover and hides it on Escape', () =>
    openGallery({}, async (page) => {
      await page.getByRole('button', { name: 'Close' }).first().hover();
      const tip = page.getByText('CloseEsc');
      await tip.waitFor();
      await page.keyboard.press('Escape');

      await tip.waitFor({ state: 'detached' });
    }));

  it('moves through a menu with the arrow keys and restores the focus on Escape', () =>
    openGallery({}, async (page) => {
      const opener = page.getByRole('button', { name: 'More actions' });
      await opener.press('Enter');
      const select = page.getByRole('menuitem', { name: 'Select' });
      await select.waitFor();
      expect(await select.evaluate(hasFocus)).to.equal(true);
      await page.keyboard.press('ArrowUp');
      expect(await page.getByRole('menuitem', { name: 'Export' }).evaluate(hasFocus)).to.equal(true);
      await page.keyboard.press('Home');
      expect(await select.evaluate(hasFocus)).to.equal(true);
      await page.keyboard.press('Escape');

      await page.getByRole('menu').waitFor({ state: 'hidden' });
      expect(await opener.evaluate(hasFocus)).to.equal(true);
    }));

  it('excludes the gallery from the production build', async () => {
    const files = await readdir(join(frontend, 'dist'), { recursive: true });
    const scripts = files.filter((file) => file.endsWith('.js'));
    const texts = await Promise.all(scripts.map((file) => readFile(join(frontend, 'dist', file), 'utf8')));

    expect(files.filter((file) => file.includes('gallery'))).to.deep.equal([]);
    expect(scripts).not.to.deep.equal([]);
    expect(texts.filter((text) => text.includes('Show a toast with an action'))).to.deep.equal([]);
  });
});
