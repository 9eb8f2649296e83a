import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { APIResponse } from 'playwright-core';
import { fixture, numberedIds } from '#support/frontend/fixture.ts';
import { requestGate } from '#support/frontend/import-page.ts';
import { addId, connect, deletedRow, idDetail, idInput, idRow } from '#support/frontend/registry-page.ts';
import { checkViewports } from '#support/frontend/viewports.ts';

describe('The IDs page', function () {
  this.timeout(1_200_000);
  const app = fixture({ isConnected: false });

  const connected = async (path = '/ids') => {
    await app.page.goto(path);
    await connect(app.page, app.local.apiKey);
    await app.page.getByRole('link', { name: /^Connected as page/ }).waitFor();
    return app.page;
  };

  it('connects with a key, adds, checks, opens and deletes an ID, and undoes the delete', async () => {
    const page = await connected();

    await addId(page, 'journey-1');
    await page.getByText('Added JOURNEY-1').first().waitFor();
    await idInput(page).fill('Journey-1');
    await page.getByText('JOURNEY-1 is in the registry').first().waitFor();
    await idInput(page).press('Enter');
    const detail = idDetail(page, 'JOURNEY-1');
    await detail.getByText('Active').waitFor();
    await detail.getByRole('heading', { name: 'History' }).waitFor();
    await detail.getByText(/Its history is kept for \d+ days, and you can add it again at any time\./).waitFor();
    await page.getByRole('button', { name: 'Delete JOURNEY-1' }).click();
    await page.getByText('Deleted JOURNEY-1').waitFor();
    expect(await idRow(page, 'JOURNEY-1').count()).to.equal(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('JOURNEY-1 restored').waitFor();
    await idRow(page, 'JOURNEY-1').click();
    await detail.getByText('Added again', { exact: true }).waitFor();

    expect((await app.api('GET', 'JOURNEY-1')).status).to.equal(200);
  });

  it('shows a restored ID although a response from before Undo arrives after it', async () => {
    const page = await connected();
    const gate = requestGate();
    let stale: APIResponse | undefined;
    await app.seed(['LATE-1']);
    await page.goto('/ids/LATE-1');
    await idInput(page).fill('LATE-1');
    await page.getByText('LATE-1 is in the registry').first().waitFor();
    await page.getByRole('button', { name: 'Delete LATE-1' }).waitFor();
    await page.route('**/api/customer-ids/LATE-1', async (route) => {
      if (route.request().method() !== 'GET') return route.continue();
      stale ??= await route.fetch();
      await gate.hold(route);
    });

    await page.getByRole('button', { name: 'Delete LATE-1' }).click();
    await gate.waitForHeld(1);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('LATE-1 restored').waitFor();
    await gate.refuse(1, stale ? { response: stale } : {});
    await gate.open();
    await idRow(page, 'LATE-1').click();

    await idDetail(page, 'LATE-1').getByText('Added again', { exact: true }).waitFor();
  });

  it('shows that an ID is being added, and keeps it in the box if it is typed again before its PUT request completes', async () => {
    const page = await connected();
    const gate = requestGate();
    await page.route('**/api/customer-ids/TWICE-1', (route) =>
      route.request().method() === 'PUT' ? gate.hold(route) : route.fallback(),
    );
    const responded = page.waitForResponse((response) => response.request().method() === 'PUT');

    await addId(page, 'TWICE-1');
    await page.getByText('Adding TWICE-1 …').first().waitFor();
    await idInput(page).fill('TWICE-1');
    await gate.open();
    await responded.then((response) => response.finished());
    await page.getByText('TWICE-1 is in the registry').first().waitFor();

    expect(await idInput(page).inputValue()).to.equal('TWICE-1');
  });

  it('shows changes of another tab at once, and those of other clients when the window gets the focus', async () => {
    await app.seed(['SIDE-1']);
    const page = await connected('/ids?prefix=SIDE-');
    await idRow(page, 'SIDE-1').waitFor();
    const tab = await page.context().newPage();
    await tab.goto('/ids?prefix=SIDE-');
    await addId(tab, 'SIDE-2');
    await idRow(page, 'SIDE-2').waitFor();
    await idRow(tab, 'SIDE-1').focus();
    await tab.keyboard.press('Delete');
    await idRow(page, 'SIDE-1').waitFor({ state: 'detached' });

    await app.seed(['SIDE-3']);
    await page.clock.setFixedTime(Date.now() + 60_000);
    await page.evaluate(() => dispatchEvent(new Event('focus')));
    await idRow(page, 'SIDE-3').waitFor();
  });

  it('shows an ID that was added while the list was loading as soon as the list has loaded', async () => {
    const page = await connected('/connect');
    const listGate = requestGate();
    const putGate = requestGate();
    await page.route('**/api/customer-ids?prefix=EARLY-*', listGate.hold);
    await page.route('**/api/customer-ids/EARLY-1', (route) =>
      route.request().method() === 'PUT' ? putGate.hold(route) : route.fallback(),
    );
    await page.goto('/ids?prefix=EARLY-');

    await idInput(page).fill('EARLY-1');
    await idInput(page).press('Enter');
    await putGate.waitForHeld(1);
    await listGate.open();
    await idRow(page, 'EARLY-1').waitFor();
    await putGate.open();
    await page.getByText('Added EARLY-1').first().waitFor();

    await idRow(page, 'EARLY-1').waitFor();
    expect((await app.api('GET', 'EARLY-1')).status).to.equal(200);
  });

  it('redirects to Connect without a key, explains a wrong key, and returns to the original address', async () => {
    const { page } = app;
    await page.goto('/ids?prefix=RETURN');

    await connect(page, 'wrong-key');
    await page.getByText('This key was rejected. Check that you copied the whole key.').waitFor();
    await connect(page, app.local.apiKey);
    await page.getByRole('heading', { name: 'No ID starts with RETURN' }).waitFor();

    expect(new URL(page.url()).search).to.equal('?prefix=RETURN');
  });

  it('stores the key only in this tab and removes it on request', async () => {
    const page = await connected('/connect');
    await page.getByRole('link', { name: 'Connect', exact: true }).click();
    const stored = await page.evaluate(() => JSON.stringify([Object.values(localStorage), document.cookie]));

    await page.getByRole('button', { name: 'Disconnect' }).click();
    await page.getByLabel('API key', { exact: true }).waitFor();

    expect(stored).not.to.contain(app.local.apiKey);
    expect(await page.evaluate(() => sessionStorage.getItem('api-key'))).to.equal(null);
  });

  it('reports an invalid character, a missing length and a deleted ID in the box, and an invalid prefix in the filter', async () => {
    await app.seed(['STAYS-1']);
    const page = await connected();

    const below = page.getByRole('textbox', { name: 'Starts with' });
    const top = async () => (await below.boundingBox())?.y ?? Number.NaN;
    const before = await top();
    await idInput(page).fill('CUST 1');
    await page.getByText('A space is not allowed (character 5).').first().waitFor();
    expect(await idInput(page).getAttribute('aria-invalid')).to.equal('true');
    await idInput(page).fill('CU');
    await page.getByText('Too short: 2 characters (minimum 3).').first().waitFor();
    expect(await idInput(page).getAttribute('aria-invalid')).to.equal('false');
    await idInput(page).press('Enter');
    expect(await idInput(page).getAttribute('aria-invalid')).to.equal('true');
    await addId(page, 'GONE-1');
    await idRow(page, 'GONE-1').click();
    await page.getByRole('button', { name: 'Delete GONE-1' }).click();
    await page.getByText('Deleted GONE-1').waitFor();
    await idInput(page).fill('gone-1');
    const message = page.getByText(/GONE-1 was deleted on .*Press Enter to add again/);
    await message.first().waitFor();
    expect(await top(), 'the validation message shifts nothing').to.be.closeTo(before, 1);
    await idInput(page).press('Enter');
    await page.getByText('Added GONE-1').first().waitFor();

    expect(await (await app.api('GET', 'GONE-1')).json()).to.include({ version: 3 });
    await below.fill('no way');
    const note = page.getByText('Use only letters, digits, hyphens and underscores.');
    await note.waitFor();
    expect(await below.getAttribute('aria-invalid')).to.equal('true');
    expect(await below.getAttribute('aria-describedby')).to.equal(await note.getAttribute('id'));
    expect(await idRow(page, 'STAYS-1').count(), 'the list stays').to.equal(1);
    await page.getByRole('checkbox', { name: 'Select all rows shown' }).press('Space');
    await page.getByRole('checkbox', { name: 'Select STAYS-1' }).press('Space');
    expect(await page.getByRole('checkbox', { checked: true }).count(), 'an unfiltered list').to.equal(0);
    expect(await page.getByRole('button', { name: 'Export' }).count(), 'an unfiltered list').to.equal(0);
    expect(await page.getByRole('heading', { name: /No ID starts with/ }).count()).to.equal(0);
    await below.fill('NOBODY');
    await page.getByRole('heading', { name: 'No ID starts with NOBODY' }).waitFor();
    await below.fill('');
    expect(await page.getByRole('heading', { name: 'No customer IDs yet' }).count()).to.equal(0);
    await idRow(page, 'STAYS-1').waitFor();
  });

  it('adds ten IDs in a row by keyboard, announces each, and lists them after a reload', async () => {
    const page = await connected('/ids?prefix=ROW-');
    const ids = numberedIds('ROW-', 10);
    // Rows appear before their request completes, and a reload would abort it.
    const added = ids.map((id) =>
      page.waitForResponse((response) => response.request().method() === 'PUT' && response.url().endsWith(`/${id}`)),
    );

    await idInput(page).waitFor();
    for (const id of ids) {
      await page.keyboard.type(id);
      await page.keyboard.press('Enter');
    }
    await idRow(page, 'ROW-010').waitFor();
    await Promise.all(added);
    const announced = page.getByRole('log').locator(':scope > *');
    await announced.nth(9).waitFor({ state: 'attached' });
    expect((await announced.allTextContents()).toSorted()).to.deep.equal(ids.map((id) => `Added ${id}`));
    await page.reload();
    await page.getByText('10 IDs').waitFor();

    const listed = await page.getByRole('table', { name: 'Customer IDs' }).getByRole('link').allTextContents();
    expect(listed).to.deep.equal(ids);
    const copied = await page.getByRole('table', { name: 'Customer IDs' }).evaluate((table) => {
      getSelection()?.selectAllChildren(table);
      return String(getSelection());
    });
    expect(copied, 'without the labels of the checkboxes').to.contain('ROW-010').and.not.to.contain('Select');
  });

  it('keeps the filter and the open ID in the address, for another browser and back navigation', async () => {
    await app.seed(['DEEP-1', 'DEEP-2', 'ELSE-1']);
    const page = await connected();
    await page.getByRole('textbox', { name: 'Starts with' }).fill('deep');
    await page.getByText('2 IDs').waitFor();
    await idRow(page, 'DEEP-2').click();
    await idDetail(page, 'DEEP-2').getByText('Active').waitFor();

    const other = await app.openPage({ apiKey: app.local.apiKey });
    await other.goto(page.url());
    await idDetail(other, 'DEEP-2').getByText('Active').waitFor();
    await other.getByText('2 IDs').waitFor();
    expect(await other.title()).to.match(/^DEEP-2 · IDs/);
    await page.goBack();
    await idDetail(page, 'DEEP-2').waitFor({ state: 'detached' });
    expect(await page.getByRole('textbox', { name: 'Starts with' }).inputValue()).to.equal('deep');
  });

  it('offers the active ID that an unknown one looks like, after one lookup, and checks it when it is chosen', async () => {
    await app.seed(['MEANT-001']);
    const page = await connected();
    const lookups: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/lookups')) lookups.push(request.postData() ?? '');
    });

    await idInput(page).pressSequentially('MEANT-OO1');
    const button = page.getByRole('button', { name: 'MEANT-001', exact: true });
    await button.waitFor();
    await page.getByRole('status').getByText('Did you mean MEANT-001?').waitFor({ state: 'attached' });
    await checkViewports(page, 'a look-alike is offered');
    await button.click();
    await page.getByText('MEANT-001 is in the registry').first().waitFor();

    expect(await idInput(page).evaluate((field) => field === document.activeElement)).to.equal(true);
    expect(await idInput(page).inputValue()).to.equal('MEANT-001');
    expect(lookups.filter((body) => body.includes('MEANT-001'))).to.have.lengthOf(1);
  });

  it('lists deleted IDs, opens one with its history, and restores it with the date of its first addition', async () => {
    await app.seed(['VIEW-1', 'VIEW-2', 'VIEW-3']);
    for (const id of ['VIEW-1', 'VIEW-2']) await app.api('DELETE', id);
    const page = await connected('/connect');
    const lists: string[] = [];
    page.on('request', (request) => {
      const { pathname, searchParams } = new URL(request.url());
      // The palette searches for what is typed.
      if (pathname === '/api/customer-ids' && searchParams.get('prefix') !== 'deleted') lists.push(request.url());
    });
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('deleted');
    await page.getByRole('option', { name: 'Show deleted IDs' }).click();

    await deletedRow(page, 'VIEW-2').click();
    const detail = idDetail(page, 'VIEW-2');
    await detail.getByRole('heading', { name: 'History' }).waitFor();
    expect(new URL(page.url()).search).to.equal('?state=deleted');
    const listed = await page.getByRole('table', { name: 'Deleted customer IDs' }).getByRole('link').allTextContents();
    expect(listed.slice(0, 2), 'the newest deletion first').to.deep.equal(['VIEW-2', 'VIEW-1']);
    expect(lists.filter((url) => !url.includes('state=deleted'))).to.deep.equal([]);
    await detail.getByRole('button', { name: 'Restore VIEW-2' }).click();
    await page.getByText('VIEW-2 restored').waitFor();
    await detail.getByText('First added').waitFor();
    await deletedRow(page, 'VIEW-2').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Restore VIEW-1' }).click();
    await deletedRow(page, 'VIEW-1').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Remove filter: Deleted' }).click();
    await idRow(page, 'VIEW-1').waitFor();

    const { createdAt, firstAddedAt, history } = await (await app.api('GET', 'VIEW-2')).json();
    expect([firstAddedAt, createdAt]).to.deep.equal([history[0].at, history[2].at]);
  });

  it('filters the IDs by source, in the address, and continues a search that covered a part', async () => {
    await app.seed(['SOURCE-1', 'SOURCE-2']);
    const page = await connected('/ids?prefix=SOURCE-');
    await page.getByText('2 IDs').waitFor();
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Added by submission' }).click();
    await page.getByRole('heading', { name: 'No ID was added by a submission' }).waitFor();
    expect(new URL(page.url()).search).to.equal('?prefix=SOURCE-&source=submission');

    const isFirst = (url: string) => !url.includes('cursor=');
    await page.route(/\/api\/customer-ids\?/, (route) =>
      isFirst(route.request().url()) ? route.fulfill({ json: { items: [], nextCursor: 'more' } }) : route.continue(),
    );
    await page.route(/\/api\/customer-ids\?.*cursor=more/, async (route) =>
      route.continue({ url: route.request().url().replace('cursor=more', '').replace('=submission', '=api') }),
    );
    await page.reload();
    await page.getByText('Only a part of the registry has been searched.').waitFor();
    await page.getByRole('button', { name: 'Continue searching' }).click();
    await idRow(page, 'SOURCE-2').waitFor();
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Remove filter: Added by submission' }).click();
    await page.getByText('2 IDs').waitFor();
    expect(new URL(page.url()).search).to.equal('?prefix=SOURCE-');
  });

  it('does not report a full page as partly searched after one of its IDs is deleted', async () => {
    await app.seed(['FULL-001']);
    const page = await connected('/connect');
    const createdAt = new Date().toISOString();
    const items = numberedIds('FULL-', 50).map((id) => ({ id, createdAt, source: 'api' }));
    await page.route(/\/api\/customer-ids\?/, (route) =>
      route.request().url().includes('cursor=') ? undefined : route.fulfill({ json: { items, nextCursor: 'more' } }),
    );
    await page.goto('/ids?prefix=FULL-&source=api');
    await idRow(page, 'FULL-001').focus();
    await page.keyboard.press('Delete');
    await page.getByText('Deleted FULL-001').waitFor();
    await idRow(page, 'FULL-001').waitFor({ state: 'detached' });

    expect(await page.getByText('Only a part of the registry has been searched.').count()).to.equal(0);
  });

  it('explains in an empty registry how to add the first ID', async () => {
    const page = await connected('/connect');
    await page.route(/\/api\/customer-ids(\?|$)/, (route) => route.fulfill({ json: { items: [], nextCursor: null } }));
    await page.goto('/ids?prefix=NONE-');
    await page.getByRole('button', { name: 'Clear filter' }).last().click();

    await page.getByRole('heading', { name: 'No customer IDs yet' }).waitFor();
    await page.getByText(`curl -X PUT -H "x-api-key: $KEY" ${app.local.url}/api/customer-ids/`).waitFor();
    expect(await page.getByRole('link', { name: 'Import a list' }).getAttribute('href')).to.equal('/import');
    await idInput(page).blur();
    await page.getByRole('button', { name: 'Add the first ID' }).click();
    expect(await idInput(page).evaluate((field) => field === document.activeElement)).to.equal(true);
  });

  it('redirects an ID to its canonical form and offers to add an unknown one', async () => {
    const page = await connected('/ids/deep-9');

    await page.getByRole('heading', { name: 'DEEP-9 is not in the registry' }).waitFor();
    expect(new URL(page.url()).pathname).to.equal('/ids/DEEP-9');
    await page.getByRole('button', { name: 'Add DEEP-9' }).click();
    await idDetail(page, 'DEEP-9').getByText('Active').waitFor();
    await page.goto('/ids/no%20id');
    await page.getByRole('heading', { name: 'no id is not in the registry' }).waitFor();
    await page.getByText('A space is not allowed (character 3).').waitFor();
  });
});
