import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { type ShortcutName, shortcutNames, shortcuts } from '#lib/shortcuts.ts';
import { fixture } from '#support/frontend/fixture.ts';
import { requestGate } from '#support/frontend/import-page.ts';
import { idDetail, idInput, idRow } from '#support/frontend/registry-page.ts';

const combobox = (page: Page) => page.getByRole('combobox', { name: 'Jump to an ID, a page or an action' });
const sheet = (page: Page) => page.getByRole('dialog', { name: 'Keyboard shortcuts' });
const filter = (page: Page) => page.getByRole('textbox', { name: 'Starts with' });
const titleOf = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
const leaveFields = (page: Page) => page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());

const focusedName = (page: Page) => page.evaluate(() => document.activeElement?.textContent);

/** Opens the list with `KEY-001` to `KEY-003` and removes the focus from the input. */
async function list(page: Page, path = '/ids?prefix=KEY-'): Promise<void> {
  await page.goto(path);
  await idRow(page, 'KEY-001').waitFor();
  await leaveFields(page);
}

describe('Keyboard shortcuts', function () {
  this.timeout(1_200_000);
  const app = fixture({ isConnected: true, reusePage: true });

  before(() => app.seed(['KEY-001', 'KEY-002', 'KEY-003', 'KEY-004']));

  /** One test per shortcut: a shortcut without a test does not compile. */
  const does: Readonly<Record<ShortcutName, (page: Page, press: () => Promise<void>) => Promise<void>>> = {
    palette: async (page, press) => {
      await list(page);
      await press();
      await combobox(page).waitFor();
      await press();
      await combobox(page).waitFor({ state: 'detached' });
    },
    sheet: async (page, press) => {
      await list(page);
      await press();
      for (const name of shortcutNames) await sheet(page).getByText(shortcuts[name].text, { exact: true }).waitFor();
      const focused = await page.evaluate(() => document.activeElement?.textContent);
      expect(focused, 'where reading begins').to.equal('Keyboard shortcuts');
      await page.keyboard.press('Escape');
      await sheet(page).waitFor({ state: 'detached' });
    },
    goIds: async (page, press) => {
      await page.goto('/connect');
      await titleOf(page, 'API key').waitFor();
      await press();
      await titleOf(page, 'IDs').waitFor();
    },
    goImport: async (page, press) => {
      await list(page);
      await press();
      await titleOf(page, 'Import').waitFor();
    },
    goSubmissions: async (page, press) => {
      await list(page);
      await press();
      await titleOf(page, 'Submissions').waitFor();
    },
    goConnect: async (page, press) => {
      await list(page);
      await press();
      await titleOf(page, 'API key').waitFor();
    },
    retry: async (page, press) => {
      await page.route('**/api/customer-ids?**', (route) => route.fulfill({ status: 400, body: '{}' }), { times: 1 });
      await page.goto('/ids?prefix=KEY-');
      await page.getByRole('heading', { name: 'The list could not be loaded' }).waitFor();
      await leaveFields(page);
      await press();
      await idRow(page, 'KEY-001').waitFor();
    },
    undo: async (page, press) => {
      await list(page, '/ids/KEY-004?prefix=KEY-');
      await page.getByRole('button', { name: 'Delete KEY-004' }).click();
      await page.getByText('Deleted KEY-004').waitFor();
      await press();
      await page.getByText('KEY-004 restored').waitFor();
    },
    toast: async (page, press) => {
      await list(page);
      await idRow(page, 'KEY-002').focus();
      await page.keyboard.press('c');
      await page.getByText('Copied KEY-002').waitFor();
      await press();
      expect(await focusedName(page)).to.equal('Copied KEY-002');
      await page.keyboard.press('Escape');
      await page.getByText('Copied KEY-002').waitFor({ state: 'detached' });
      expect(await focusedName(page)).to.equal('KEY-002');
    },
    close: async (page, press) => {
      await list(page, '/ids/KEY-001?prefix=KEY-');
      await idDetail(page, 'KEY-001').waitFor();
      await press();
      await idDetail(page, 'KEY-001').waitFor({ state: 'detached' });
    },
    box: async (page, press) => {
      await list(page);
      await press();
      expect(await idInput(page).evaluate((field) => field === document.activeElement)).to.equal(true);
      expect(await idInput(page).inputValue()).to.equal('');
    },
    filter: async (page, press) => {
      await list(page);
      await press();
      expect(await filter(page).evaluate((field) => field === document.activeElement)).to.equal(true);
    },
    withinRow: async (page, press) => {
      await list(page);
      await idRow(page, 'KEY-001').focus();
      await press();
      expect(
        await page.evaluate(() => document.activeElement?.matches('[data-customer-id] :is(button, input)')),
      ).to.equal(true);
    },
    nextRow: async (page, press) => {
      await list(page);
      await press();
      expect(await focusedName(page)).to.equal('KEY-001');
      await press();
      expect(await focusedName(page)).to.equal('KEY-002');
    },
    previousRow: async (page, press) => {
      await list(page);
      await idRow(page, 'KEY-003').focus();
      await press();
      expect(await focusedName(page)).to.equal('KEY-002');
    },
    openRow: async (page, press) => {
      await list(page);
      await idRow(page, 'KEY-002').focus();
      await press();
      await idDetail(page, 'KEY-002').waitFor();
    },
    selectRow: async (page, press) => {
      await list(page);
      await idRow(page, 'KEY-001').focus();
      await press();
      await page.getByText('1 selected').waitFor();
    },
    selectRange: async (page, press) => {
      await list(page);
      await idRow(page, 'KEY-001').focus();
      await page.keyboard.press('x');
      await idRow(page, 'KEY-003').focus();
      await press();
      await page.getByText('3 selected').waitFor();
    },
    copyId: async (page, press) => {
      await list(page);
      await idRow(page, 'KEY-003').focus();
      await press();
      await page.getByText('Copied KEY-003').waitFor();
      expect(await page.evaluate(() => navigator.clipboard.readText())).to.equal('KEY-003');
    },
    deleteId: async (page, press) => {
      await list(page);
      await idRow(page, 'KEY-003').focus();
      await press();
      await page.getByText('Deleted KEY-003').waitFor();
      await page.getByRole('button', { name: 'Undo' }).click();
      await idRow(page, 'KEY-003').waitFor();
    },
    pauseImport: async (page, press) => {
      // Requests get no response, so that the import is still running when the key is pressed.
      await page.route('**/api/submissions', () => undefined);
      await page.goto('/import');
      await page
        .getByLabel('Drop a CSV file here')
        .setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from('PAUSE-1\nPAUSE-2') });
      await page.getByRole('button', { name: 'Submit 2 new IDs' }).click();
      await page.getByRole('button', { name: 'Pause' }).waitFor();
      await leaveFields(page);
      await press();
      await page.getByRole('button', { name: 'Resume' }).waitFor();
    },
  };

  for (const name of shortcutNames) {
    for (const keys of shortcuts[name].keys) {
      it(`${keys}: ${shortcuts[name].text}`, async () => {
        // An import belongs to its browser context, so this test needs a new one.
        const page = name === 'pauseImport' ? await app.openPage() : app.page;
        await does[name](page, async () => {
          for (const key of keys.split(' ')) await page.keyboard.press(key.replace('Mod', 'Control'));
        });
      });
    }
  }

  it('types the character in a text field, and runs `?` and `/` only while it is empty', async () => {
    const { page } = app;
    await list(page);

    await idInput(page).focus();
    await page.keyboard.type('gdxjknc?/r');

    expect(await idInput(page).inputValue()).to.equal('gdxjknc?/r');
    expect(await sheet(page).count()).to.equal(0);
    expect(new URL(page.url()).pathname).to.equal('/ids');
    await idInput(page).fill('');
    await page.keyboard.press('?');
    await sheet(page).waitFor();
    await page.keyboard.press('Escape');
    await idInput(page).focus();
    await page.keyboard.press('/');
    await page.getByRole('textbox', { name: 'Starts with' }).and(page.locator(':focus')).waitFor();
  });

  it('ignores shortcuts under a dialog', async () => {
    const { page } = app;
    await list(page);

    await page.keyboard.press('?');
    await sheet(page).waitFor();
    for (const key of ['g', 's', 'n', 'Delete']) await page.keyboard.press(key);

    expect(await sheet(page).isVisible()).to.equal(true);
    expect(new URL(page.url()).pathname).to.equal('/ids');
  });

  it('ignores shortcuts under a menu, which only Escape closes', async () => {
    const page = await app.openPage({ width: 700 });
    await list(page);
    const more = page.getByRole('button', { name: 'More actions' });
    await more.press('Enter');
    await page.getByRole('menuitem', { name: 'Select' }).press('Enter');
    await page.getByText('0 selected').waitFor();

    await more.press('Enter');
    await page.getByRole('menu').waitFor();
    for (const key of ['n', 'Escape']) await page.keyboard.press(key);
    await page.getByRole('menu').waitFor({ state: 'hidden' });

    expect(await page.getByText('0 selected').isVisible()).to.equal(true);
    expect(await more.evaluate((button) => button === document.activeElement)).to.equal(true);
  });

  it('disables single-key shortcuts persistently while others keep working', async () => {
    const { page } = app;
    await list(page);
    await page.keyboard.press('?');
    await sheet(page).getByRole('checkbox', { name: 'Single-key shortcuts' }).uncheck();
    await page.keyboard.press('Escape');
    await page.reload();
    await idRow(page, 'KEY-001').waitFor();
    await leaveFields(page);

    for (const key of ['?', 'g', 's', 'n']) await page.keyboard.press(key);
    expect(await sheet(page).count()).to.equal(0);
    expect(new URL(page.url()).pathname).to.equal('/ids');
    expect(await idInput(page).evaluate((field) => field === document.activeElement)).to.equal(false);

    await page.keyboard.press('Control+k');
    await combobox(page).fill('shortcuts');
    await page.keyboard.press('Enter');
    await sheet(page).getByRole('checkbox').check();
  });

  it('lists available shortcuts with their keys in the palette', async () => {
    const { page } = app;
    await list(page);

    await page.keyboard.press('Control+k');
    await page.getByRole('option', { name: 'Filter the list' }).getByText('/').waitFor();
    for (const name of [/^Pause the import/, /^Copy/, /^Delete/])
      expect(await page.getByRole('option', { name }).count(), String(name)).to.equal(0);
    await combobox(page).fill('filter');
    await page.keyboard.press('Enter');

    expect(await filter(page).evaluate((field) => field === document.activeElement)).to.equal(true);
  });

  it('offers the actions of the focused row in the palette', async () => {
    const { page } = app;
    await list(page);

    await idRow(page, 'KEY-002').focus();
    await page.keyboard.press('Control+k');
    await page.getByRole('option', { name: 'Delete KEY-002' }).waitFor();
    await page.getByRole('option', { name: 'Copy KEY-002' }).click();

    await page.getByText('Copied KEY-002').waitFor();
    expect(await focusedName(page)).to.equal('KEY-002');
  });

  it('passes keys typed before the palette has loaded and runs the first result', async () => {
    const { page } = app;
    const gate = requestGate();
    // The palette is part of the chunk that loads after the page.
    await page.route('**/assets/around-*.js', gate.hold);
    await list(page);

    await page.keyboard.press('Control+k');
    await page.keyboard.type('key-003');
    expect(gate.held(), 'the palette has not come').to.equal(1);
    await gate.open();
    await page.getByRole('option', { name: /^KEY-003/, selected: true }).waitFor();
    expect(await combobox(page).inputValue()).to.equal('key-003');
    await page.keyboard.press('Enter');

    await idDetail(page, 'KEY-003').waitFor();
  });

  it('shows the state of an exactly typed ID in the palette', async () => {
    const { page } = app;
    await list(page);
    const option = (name: RegExp) => page.getByRole('option', { name });

    await page.getByRole('button', { name: 'Jump to' }).click();
    await combobox(page).fill('key-002');
    await option(/^KEY-002 Active, added .* Open/).waitFor();
    // WebKit resolves a percentage of the dialog's automatic height to 0, and the palette would be invisible.
    const content = page.getByRole('dialog', { name: 'Jump to' }).locator(':scope > *');
    expect(await content.evaluate((element) => String(element.computedStyleMap().get('height')))).to.equal('auto');
    const [active, first] = await Promise.all([
      combobox(page).getAttribute('aria-activedescendant'),
      page.getByRole('option').first().getAttribute('id'),
    ]);
    expect(active).to.equal(first);
    await page.keyboard.press('ArrowDown');
    await page.getByRole('option', { name: 'Copy KEY-002', selected: true }).waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await idDetail(page, 'KEY-002').waitFor();

    await page.keyboard.press('Control+k');
    await combobox(page).fill('key-999');
    await option(/^KEY-999 Not in the registry.* Add/).waitFor();
    await combobox(page).fill('theme');
    await option(/^Switch to dark/).waitFor();
    await combobox(page).fill('no such thing');
    await page.getByText('No results for "no such thing".').waitFor();
    await combobox(page).fill('');
    await page.getByRole('group', { name: 'Recent' }).getByRole('option', { name: 'KEY-002' }).click();
    await idDetail(page, 'KEY-002').waitFor();
  });
});
