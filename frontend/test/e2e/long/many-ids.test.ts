import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { Dialog, Page } from 'playwright-core';
import { findAccessibilityViolations } from '#support/frontend/accessibility.ts';
import { fixture, numberedIds } from '#support/frontend/fixture.ts';
import { requestGate, routeSubmissions } from '#support/frontend/import-page.ts';
import { deletedRow, idInput, idRow, tryToClose } from '#support/frontend/registry-page.ts';

describe('The IDs page with many IDs', function () {
  this.timeout(1_200_000);
  const app = fixture({ isConnected: true, reusePage: true });

  const listOf = async (prefix: string, count: number): Promise<Page> => {
    await app.seed(numberedIds(prefix, count));
    await app.page.goto(`/ids?prefix=${prefix}`);
    await idRow(app.page, `${prefix}001`).waitFor();
    return app.page;
  };
  const statusesOf = async (ids: readonly string[]) =>
    Promise.all(ids.map(async (id) => (await app.api('GET', id)).status));
  const deleteSelected = async (page: Page) => {
    await page.getByRole('button', { name: 'Delete…' }).click();
    await page.getByRole('textbox', { name: 'Type delete to confirm' }).fill('delete');
    await page.keyboard.press('Enter');
  };
  /** Presses keys, and returns the name of the element that has the focus then. */
  const keysOf =
    (page: Page) =>
    async (...keys: readonly string[]) => {
      for (const key of keys) await page.keyboard.press(key);
      return page.evaluate(
        () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent,
      );
    };
  const isInList = (page: Page) => page.evaluate(() => document.activeElement?.closest('[data-customer-id]') !== null);
  const exported = async (page: Page, press: () => Promise<void>) => {
    const [download] = await Promise.all([page.waitForEvent('download'), press()]);
    const text = await readFile(await download.path(), 'utf8');
    return { name: download.suggestedFilename(), lines: text.replace('\uFEFF', '').split('\r\n') };
  };

  it('selects, deletes after a confirmation, and restores rows by keyboard', async () => {
    const page = await listOf('KEYS-', 5);

    await idInput(page).blur();
    for (const key of ['j', 'j', 'x', 'j', 'j', 'Shift+X']) await page.keyboard.press(key);
    await page.getByText('3 selected').waitFor();
    await page.keyboard.press('Delete');
    const question = page.getByRole('alertdialog', { name: 'Delete 3 IDs?' });
    await question.waitFor();
    expect(await findAccessibilityViolations(page)).to.deep.equal([]);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('Deleted 3 IDs').waitFor();
    expect(await statusesOf(numberedIds('KEYS-', 5))).to.deep.equal([200, 404, 404, 404, 200]);
    expect(await idRow(page, 'KEYS-005').evaluate((row) => row === document.activeElement)).to.equal(true);
    await page.keyboard.press('Control+z');
    await page.getByText('3 IDs restored').waitFor();

    expect(await statusesOf(numberedIds('KEYS-', 5))).to.deep.equal([200, 200, 200, 200, 200]);
    await idRow(page, 'KEYS-003').waitFor();
  });

  it('requires a typed word to delete more than ten rows, and cancels on Escape', async () => {
    const page = await listOf('WORD-', 12);
    const deletes: string[] = [];
    page.on('request', (request) => request.method() === 'DELETE' && deletes.push(request.url()));

    await page.getByRole('checkbox', { name: 'Select all rows shown' }).check();
    await page.getByRole('button', { name: 'Delete…' }).click();
    const question = page.getByRole('alertdialog', { name: 'Delete 12 IDs?' });
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    await page.getByText('12 selected').waitFor();
    await page.getByRole('button', { name: 'Delete…' }).click();
    await question.getByRole('button', { name: 'Delete 12 IDs' }).click();
    await question.getByText('Type "delete" to confirm.').waitFor();
    const word = question.getByRole('textbox', { name: 'Type delete to confirm' });
    expect(await word.evaluate((field) => field === document.activeElement)).to.equal(true);
    expect(deletes).to.deep.equal([]);
    await word.fill('Delete');
    await word.press('Enter');
    await page.getByText('Deleted 12 IDs').first().waitFor();

    expect(deletes).to.deep.equal([]);
    expect(new Set(await statusesOf(numberedIds('WORD-', 12)))).to.deep.equal(new Set([404]));
  });

  it('deletes 300 selected IDs by three submissions, and removes rows only when the registry confirms', async () => {
    const ids = numberedIds('BULK-', 300);
    const page = await listOf('BULK-', 300);
    const gate = requestGate();
    await routeSubmissions(page, gate.hold);

    await idRow(page, 'BULK-001').hover();
    for (const count of [100, 150, 200, 250]) {
      await page.mouse.wheel(0, 20_000);
      await page.getByText(`Showing ${count}, scroll for more`).waitFor();
    }
    await page.mouse.wheel(0, 20_000);
    await page.getByText('300 IDs').waitFor();
    await page.getByRole('checkbox', { name: 'Select all rows shown' }).press('Space');
    await page.getByText('300 selected').waitFor();
    await app.api('DELETE', 'BULK-250');
    await deleteSelected(page);
    await gate.waitForHeld(2);
    await page.getByText('0 of 300 done').waitFor();
    await page.getByText('300 IDs', { exact: true }).waitFor();
    await gate.letPass(2);
    await page.getByText('200 of 300 done').waitFor();
    await page.getByText('100 IDs', { exact: true }).waitFor();
    await gate.open();
    await page.getByText('Deleted 299 of 300 IDs').first().waitFor();
    await page.getByText('1 was no longer in the registry.').waitFor();
    await page.getByRole('heading', { name: 'No ID starts with BULK-' }).waitFor();

    expect(new Set(await statusesOf(ids))).to.deep.equal(new Set([404]));
    await page.getByText('3 submissions').click();
    const links = page.getByRole('group').getByRole('link');
    expect(await links.count()).to.equal(3);
    await links.first().click();
    await page.getByRole('table', { name: 'Results' }).getByText('Deleted').first().waitFor();
  });

  it('retries a bulk delete without a response with its idempotency key, so it is submitted once', async () => {
    const page = await listOf('LOST-', 12);
    const keys: (string | null)[] = [];
    await routeSubmissions(page, async (route) => {
      keys.push(await route.request().headerValue('Idempotency-Key'));
      await route.fetch();
      await route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' });
    });

    await page.getByRole('checkbox', { name: 'Select all rows shown' }).press('Space');
    await deleteSelected(page);
    const notice = page.getByRole('alert').filter({ hasText: 'Deleted 0 of 12 IDs' });
    await notice.getByText("12 IDs failed. We didn't get a response. It's safe to try again").waitFor();
    await page.unroute('**/api/submissions');
    const [response] = await Promise.all([
      page.waitForResponse((each) => each.url().endsWith('/api/submissions') && each.request().method() === 'POST'),
      notice.getByRole('button', { name: 'Try again' }).click(),
    ]);
    await page.getByText('Deleted 12 IDs').first().waitFor();

    expect(new Set([...keys, await response.request().headerValue('Idempotency-Key')]).size).to.equal(1);
    expect(await response.headerValue('Idempotency-Replayed')).to.equal('true');
  });

  it('continues a bulk delete on other pages, and asks before the tab is closed', async () => {
    const page = await listOf('MOVE-', 12);
    const gate = requestGate();
    await routeSubmissions(page, gate.hold);

    await page.getByRole('checkbox', { name: 'Select all rows shown' }).press('Space');
    await deleteSelected(page);
    await gate.waitForHeld(1);
    expect(await tryToClose(page)).to.equal('beforeunload');
    await page.getByRole('link', { name: 'Connect', exact: true }).click();
    await gate.letPass(1);
    await page.getByRole('status').getByText('Deleted 12 IDs').waitFor();
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.getByText('1 submission', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Close' }).first().click();
    await page.getByText('1 submission', { exact: true }).waitFor({ state: 'detached' });
  });

  it('asks before closing the tab only while IDs are being deleted', async () => {
    const page = await listOf('STAY-', 12);
    const gate = requestGate();
    await page.route('**/api/customer-ids/STAY-*', gate.hold);

    for (const id of ['STAY-001', 'STAY-002', 'STAY-003'])
      await page.getByRole('checkbox', { name: `Select ${id}` }).check();
    await page.getByRole('button', { name: 'Delete…' }).click();
    await page.getByRole('button', { name: 'Delete 3 IDs' }).click();
    await page.getByText('Deleting 0 of 3').waitFor();
    expect(await tryToClose(page)).to.equal('beforeunload');
    await page.getByRole('link', { name: 'Connect', exact: true }).click();
    await page.getByRole('link', { name: 'IDs', exact: true }).click();
    await page.getByText('Deleting 0 of 3').waitFor();
    await gate.open();
    await page.getByText('Deleted 3 IDs').waitFor();
    const dialogs: string[] = [];
    const accept = (dialog: Dialog) => {
      dialogs.push(dialog.type());
      return dialog.accept();
    };
    page.on('dialog', accept);
    await page.reload();
    await idInput(page).waitFor();
    page.off('dialog', accept);

    expect(dialogs).to.deep.equal([]);
  });

  it('shows every step of a delete and announces only each quarter', async () => {
    const page = await listOf('SAID-', 8);
    const announced = await page.evaluateHandle(() => {
      const texts = new Set<string>();
      const collect = () => {
        for (const status of document.querySelectorAll('[role="status"]')) texts.add(status.textContent);
      };
      new MutationObserver(collect).observe(document.body, { subtree: true, childList: true, characterData: true });
      return texts;
    });
    const gate = requestGate();
    await page.route('**/api/customer-ids/SAID-*', gate.hold);

    await page.getByRole('checkbox', { name: 'Select all rows shown' }).press('Space');
    await page.getByRole('button', { name: 'Delete…' }).click();
    await page.getByRole('button', { name: 'Delete 8 IDs' }).click();
    for (const [done, percent] of [
      [2, 25],
      [4, 50],
      [6, 75],
    ]) {
      await gate.letPass(2);
      await page.getByText(`Deleting ${done} of 8`).waitFor();
      await page.getByText(`${percent}% deleted`).waitFor({ state: 'attached' });
    }
    await gate.open();
    await page.getByText('Deleted 8 IDs').waitFor();

    const progress = (await announced.evaluate((texts) => [...texts])).filter((text) => /Deleting|%/.test(text));
    expect(progress).to.deep.equal(['25% deleted', '50% deleted', '75% deleted']);
  });

  it('stops a running delete, and undoes one that is still running', async () => {
    const page = await listOf('HALT-', 10);
    const startDelete = async (count: number, started: number) => {
      const gate = requestGate();
      await page.unroute('**/api/customer-ids/HALT-*');
      await page.route('**/api/customer-ids/HALT-*', (route) =>
        route.request().method() === 'DELETE' ? gate.hold(route) : route.continue(),
      );
      await page.getByRole('checkbox', { name: 'Select all rows shown' }).press('Space');
      await page.getByRole('button', { name: 'Delete…' }).click();
      await page.getByRole('button', { name: `Delete ${count} IDs` }).click();
      await gate.waitForHeld(started);
      return gate;
    };

    const stopped = await startDelete(10, 6);
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await stopped.open();
    await page.getByText('Deleted 6 IDs').waitFor();
    await page.getByText('4 IDs', { exact: true }).waitFor();
    expect(await statusesOf(['HALT-006', 'HALT-007'])).to.deep.equal([404, 200]);

    const undone = await startDelete(4, 4);
    await page.keyboard.press('Control+z');
    await undone.open();
    await page.getByText('4 IDs restored').waitFor();
    expect(await statusesOf(['HALT-006', 'HALT-007'])).to.deep.equal([404, 200]);
  });

  it('restores the row of an ID that the registry refuses to delete, and deletes it on retry', async () => {
    const page = await listOf('SOME-', 4);
    await page.route('**/api/customer-ids/SOME-002', (route) =>
      route.request().method() === 'DELETE'
        ? route.fulfill({ status: 400, json: { code: 'invalid-request', detail: 'No.' } })
        : route.continue(),
    );

    for (const id of ['SOME-001', 'SOME-002', 'SOME-003']) {
      await page.getByRole('checkbox', { name: `Select ${id}` }).check();
    }
    await page.getByRole('button', { name: 'Delete…' }).click();
    await page.getByRole('button', { name: 'Delete 3 IDs' }).click();
    const notice = page.getByRole('alert').filter({ hasText: 'SOME-002 was not deleted' });
    await notice.getByText("It's back in the list.").waitFor();
    await idRow(page, 'SOME-002').waitFor();
    await page.getByText('Deleted 2 IDs').waitFor();
    await page.unroute('**/api/customer-ids/SOME-002');
    await notice.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Deleted SOME-002').waitFor();

    expect(await statusesOf(numberedIds('SOME-', 4))).to.deep.equal([404, 404, 404, 200]);
  });

  it('exports every ID under the filter, or only the selected ones', async () => {
    const page = await listOf('SAVE-', 120);

    const all = await exported(page, () => page.getByRole('button', { name: 'Export' }).click());
    await page.getByText('Exported 120 IDs').waitFor();
    await page.getByRole('checkbox', { name: 'Select SAVE-002' }).check();
    await page.getByRole('checkbox', { name: 'Select SAVE-004' }).click({ modifiers: ['Shift'] });
    await page.getByText('3 selected').waitFor();
    const some = await exported(page, () => page.getByRole('button', { name: 'Export' }).last().click());

    expect(all.name).to.match(/^customer-ids-SAVE--\d{4}-\d\d-\d\d\.csv$/);
    expect(all.lines[0]).to.equal('customer_id,added,source');
    expect(all.lines.slice(1, -1).map((line) => line.split(',')[0])).to.deep.equal(numberedIds('SAVE-', 120));
    expect(some.lines.slice(1, -1).map((line) => line.split(',')[0])).to.deep.equal([
      'SAVE-002',
      'SAVE-003',
      'SAVE-004',
    ]);
  });

  it('reports a failed export on another page', async () => {
    const page = await listOf('AWAY-', 3);
    const gate = requestGate();
    await page.route('**/customer-ids?*', gate.hold);

    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByText('0 IDs loaded').waitFor();
    await page.getByRole('navigation').getByRole('link', { name: 'Import', exact: true }).click();
    await gate.refuse(1, { status: 400, json: { code: 'invalid-request' } });
    await page.getByRole('status').getByText('The list was not exported').waitFor();
  });

  it('renders only the rows near the viewport and loads more on scrolling', async () => {
    const page = await listOf('LONG-', 400);

    await page.getByText('Showing 50, scroll for more').waitFor();
    await idRow(page, 'LONG-001').hover();
    for (const count of [100, 150, 200, 250, 300, 350]) {
      await page.mouse.wheel(0, 10_000);
      await page.getByText(`Showing ${count}, scroll for more`).waitFor();
    }
    await page.mouse.wheel(0, 10_000);
    await page.getByText('400 IDs').waitFor();

    await page.waitForFunction(() => document.querySelectorAll('tbody a').length < 250);
    await idRow(page, 'LONG-400').waitFor();
    // The first rows stay, because Tab reaches the list there.
    await idRow(page, 'LONG-101').waitFor({ state: 'detached' });
    await idRow(page, 'LONG-301').waitFor();
    await page.mouse.wheel(0, -100_000);
    await idRow(page, 'LONG-301').waitFor({ state: 'detached' });
  });

  it('copies one ID by click, all selected ones by shortcut, and selected text as a table', async () => {
    const page = await listOf('COPY-', 3);
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());

    await page.getByRole('button', { name: 'Copy COPY-001' }).click();
    await page.getByText('Copied COPY-001').waitFor();
    expect(await clipboard()).to.equal('COPY-001');
    await page.getByRole('checkbox', { name: 'Select COPY-002' }).check();
    await page.getByRole('checkbox', { name: 'Select COPY-003' }).check();
    await page.keyboard.press('c');
    await page.getByText('Copied 2 IDs').waitFor();

    expect(await clipboard()).to.equal('COPY-002\nCOPY-003');
    await page.keyboard.press('Escape');
    await page.evaluate(() => {
      const [first, , last] = document.querySelectorAll('[data-customer-id]');
      if (first && last) getSelection()?.setBaseAndExtent(first, 0, last, last.childNodes.length);
      document.execCommand('copy');
    });

    const rows = (await clipboard()).split('\n').map((row) => row.split('\t'));
    expect(rows.map(([id, added = '', source]) => [id, Number.isNaN(Date.parse(added)), source])).to.deep.equal(
      numberedIds('COPY-', 3).map((id) => [id, false, 'api']),
    );
  });

  it('is one Tab stop, with arrow keys between the rows and within a row', async () => {
    const page = await listOf('STOP-', 3);
    const pressKeys = keysOf(page);

    await page.getByRole('checkbox', { name: 'Select all rows shown' }).focus();
    expect(await pressKeys('Tab')).to.equal('STOP-001');
    await pressKeys('Tab');
    expect(await isInList(page)).to.equal(false);
    expect(await pressKeys('Shift+Tab', 'ArrowDown', 'ArrowRight')).to.equal('Copy STOP-002');
    await pressKeys('ArrowLeft', 'ArrowLeft', 'Space');
    await page.getByText('1 selected').waitFor();
    expect(await pressKeys('ArrowDown', 'Tab', 'Shift+Tab')).to.equal('STOP-003');
  });

  it('is one Tab stop while it shows deleted IDs, with arrow keys between the rows and to Restore', async () => {
    const page = await listOf('GONE-', 2);
    for (const id of numberedIds('GONE-', 2)) await app.api('DELETE', id);
    await page.goto('/ids?state=deleted');
    await deletedRow(page, 'GONE-002').focus();
    const pressKeys = keysOf(page);

    expect(await pressKeys('ArrowRight')).to.equal('Restore GONE-002');
    expect(await pressKeys('ArrowDown')).to.equal('GONE-001');
    await pressKeys('Tab');
    expect(await isInList(page)).to.equal(false);
    expect(await pressKeys('Shift+Tab')).to.equal('GONE-001');
  });

  it('ignores single-key shortcuts while typing; otherwise they focus filter, box and rows', async () => {
    const page = await listOf('TYPE-', 2);
    const focused = () => page.evaluate(() => document.activeElement?.id);

    await idInput(page).fill('');
    await page.keyboard.type('xjn/c');
    expect(await idInput(page).inputValue()).to.equal('xjn/c');
    await idInput(page).fill('');
    await idInput(page).blur();
    await page.keyboard.press('/');
    expect(await focused()).to.equal(await page.getByRole('textbox', { name: 'Starts with' }).getAttribute('id'));
    await page.getByRole('textbox', { name: 'Starts with' }).blur();
    await page.keyboard.press('n');
    expect(await focused()).to.equal(await idInput(page).getAttribute('id'));
    await idInput(page).blur();
    await page.keyboard.press('j');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await page.getByRole('complementary', { name: 'Details of TYPE-001' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('complementary').waitFor({ state: 'detached' });

    const rowId = await idRow(page, 'TYPE-001').getAttribute('id');
    await page.waitForFunction((id) => document.activeElement?.id === id, rowId);
  });

  it('deletes the open ID by shortcut although the list does not contain it', async () => {
    await app.seed(['OPEN-1']);
    const page = await listOf('LIST-', 2);
    await page.goto('/ids/OPEN-1?prefix=LIST-');
    await page.getByRole('button', { name: 'Delete OPEN-1' }).waitFor();

    await page.keyboard.press('Delete');
    await page.getByText('Deleted OPEN-1').waitFor();
    expect(await statusesOf(['OPEN-1', ...numberedIds('LIST-', 2)])).to.deep.equal([404, 200, 200]);
    await page.keyboard.press('Control+z');
    await page.getByText('OPEN-1 restored').waitFor();

    expect(await statusesOf(['OPEN-1'])).to.deep.equal([200]);
  });

  it('selects and deletes rows on a phone', async () => {
    await app.seed(numberedIds('HAND-', 30));
    const page = await app.openPage({ width: 390, height: 844 });
    await page.goto('/ids?prefix=HAND-');
    await idRow(page, 'HAND-001').waitFor();

    const [search, more] = [
      page.getByRole('button', { name: 'Jump to' }),
      page.getByRole('button', { name: 'More actions' }),
    ];
    const edges = await Promise.all([search, more].map(async (button) => (await button.boundingBox())?.x ?? 0));
    expect(edges).to.deep.equal(edges.toSorted((one, other) => one - other));
    await more.click();
    await page.getByRole('menuitem', { name: 'Select' }).click();
    await page.getByRole('checkbox', { name: 'Select HAND-002' }).check();
    await page.getByText('1 selected').waitFor();
    expect(await findAccessibilityViolations(page)).to.deep.equal([]);
    await idRow(page, 'HAND-030').scrollIntoViewIfNeeded();
    const remove = page.getByRole('button', { name: 'Delete', exact: true });
    expect((await remove.boundingBox())?.y, 'within reach however far down').to.be.within(64, 140);
    await remove.click();
    await page.getByText('Deleted HAND-002').waitFor();

    expect(await statusesOf(numberedIds('HAND-', 3))).to.deep.equal([200, 404, 200]);
  });
});
