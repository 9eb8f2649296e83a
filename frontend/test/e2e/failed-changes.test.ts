import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { Locator, Page, Route } from 'playwright-core';
import { fixture, numberedIds } from '#support/frontend/fixture.ts';
import { requestGate } from '#support/frontend/import-page.ts';
import { addId, idDetail, idInput, idRow } from '#support/frontend/registry-page.ts';

type Method = 'GET' | 'PUT' | 'DELETE';

const html = { contentType: 'text/html', body: '<h1>Bad gateway</h1>' } as const;

/** Handles and counts the requests with one method for one ID; others pass. */
async function interceptRequests(
  page: Page,
  method: Method,
  id: string,
  handler: (route: Route, count: number) => Promise<void>,
) {
  const requests = { count: 0 };
  await page.route(`**/api/customer-ids/${id}`, (route) => {
    if (route.request().method() !== method) return route.continue();
    requests.count += 1;
    return handler(route, requests.count);
  });
  return requests;
}

describe('The IDs page under faults', function () {
  this.timeout(1_200_000);
  const app = fixture({ isConnected: true, reusePage: true });

  const openPage = async (id?: string, page = app.page): Promise<Page> => {
    if (id !== undefined) await app.seed([id]);
    await page.goto(id === undefined ? '/ids' : `/ids/${id}?prefix=${id}`);
    if (id === undefined) await idInput(page).waitFor();
    else await page.getByRole('button', { name: `Delete ${id}` }).waitFor();
    return page;
  };
  const findAlert = (container: Page | Locator, text: string) => container.getByRole('alert').filter({ hasText: text });
  const readRecord = async (id: string): Promise<unknown> => {
    const record: unknown = await (await app.api('GET', id)).json();
    return record;
  };

  it('lets the user scroll to the list on a low screen below four notices', async () => {
    const ids = ['LOW-1', 'LOW-2', 'LOW-3', 'LOW-4'];
    await app.seed(numberedIds('LOW-LIST-', 30));
    const page = await app.openPage({ width: 960, height: 480 });
    await page.route(/customer-ids\/LOW-\d$/, (route) =>
      route.request().method() === 'PUT' ? route.fulfill({ status: 413, json: {} }) : route.continue(),
    );
    await page.goto('/ids?prefix=LOW-LIST-');

    for (const id of ids) {
      await idInput(page).fill(id);
      await idInput(page).press('Enter');
      await findAlert(page, `${id} was not added`).waitFor();
    }
    await idRow(page, 'LOW-LIST-001').waitFor();
    await findAlert(page, 'LOW-4 was not added').hover();
    const isListInView = () =>
      page.evaluate(() => {
        const [list] = document.getElementsByTagName('table');
        return list !== undefined && list.getBoundingClientRect().top < innerHeight - 150;
      });
    // A wheel event is lost if it arrives before the column can scroll.
    while (!(await isListInView())) await page.mouse.wheel(0, 2_000);
    await page.waitForFunction(() => {
      const main = document.querySelector('main');
      return main?.scrollHeight === main?.clientHeight;
    });
  });

  it('waits for Retry-After and then adds the ID once', async () => {
    const page = await openPage();
    const times: number[] = [];
    const requests = await interceptRequests(page, 'PUT', 'BUSY-1', (route, count) => {
      times.push(Date.now());
      if (count > 1) return route.continue();
      return route.fulfill({ status: 429, headers: { 'Retry-After': '1' }, json: { code: 'too-many-requests' } });
    });

    await idInput(page).fill('BUSY-1');
    await idInput(page).press('Enter');
    await page.getByText('Added BUSY-1').first().waitFor();

    expect(requests.count).to.equal(2);
    expect((times[1] ?? 0) - (times[0] ?? 0)).to.be.greaterThan(990);
  });

  it('reports a long Retry-After instead of waiting, and keeps the typed ID', async () => {
    const page = await openPage();
    const requests = await interceptRequests(page, 'PUT', 'BUSY-2', (route) =>
      route.fulfill({ status: 429, headers: { 'Retry-After': '120' }, json: { code: 'too-many-requests' } }),
    );

    await idInput(page).fill('BUSY-2');
    await idInput(page).press('Enter');
    await findAlert(page, 'BUSY-2 was not added').getByText('Try again in 120 seconds.').waitFor();

    expect(requests.count).to.equal(1);
    expect(await idInput(page).inputValue()).to.equal('BUSY-2');
    expect(await idRow(page, 'BUSY-2').count()).to.equal(0);
  });

  it('reports an unknown outcome of an add and adds the ID on retry', async () => {
    const page = await openPage();
    await interceptRequests(page, 'PUT', 'LOST-1', (route) => route.fulfill({ status: 500, ...html }));

    await idInput(page).fill('LOST-1');
    await idInput(page).press('Enter');
    const notice = findAlert(page, 'LOST-1 may not have been added');
    await notice.waitFor();
    expect(await idInput(page).inputValue()).to.equal('LOST-1');
    await page.unroute('**/api/customer-ids/LOST-1');
    await notice.getByRole('button', { name: 'Try again' }).click();
    await idRow(page, 'LOST-1').waitFor();
    await notice.waitFor({ state: 'detached' });
  });

  it('adds an ID once when the response is lost, and reports that it is in the registry', async () => {
    const page = await openPage();
    const requests = await interceptRequests(page, 'PUT', 'LOST-2', async (route, count) => {
      if (count > 1) return route.continue();
      await route.fetch();
      return route.abort('connectionreset');
    });

    await idInput(page).fill('LOST-2');
    await idInput(page).press('Enter');
    await page.getByText('LOST-2 is in the registry.').first().waitFor();

    expect(requests.count).to.equal(2);
    expect(await readRecord('LOST-2')).to.include({ version: 1 });
  });

  it('treats a delete whose response is lost as deleted, and undoes it once', async () => {
    const page = await openPage('LOST-3');
    const lose = async (route: Route, count: number) => {
      if (count > 1) return route.continue();
      await route.fetch();
      return route.abort('connectionreset');
    };
    await interceptRequests(page, 'DELETE', 'LOST-3', lose);

    await page.getByRole('button', { name: 'Delete LOST-3' }).click();
    await page.getByText('Deleted LOST-3').waitFor();
    await page.unroute('**/api/customer-ids/LOST-3');
    await interceptRequests(page, 'PUT', 'LOST-3', lose);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('LOST-3 restored').waitFor();

    expect(await readRecord('LOST-3')).to.include({ version: 3 });
  });

  it('sends one request on a double click and does not open the row that moves under the pointer', async () => {
    const { page } = app;
    await app.seed(numberedIds('TWICE-', 30));
    await page.goto('/ids/TWICE-001?prefix=TWICE-');
    const added = await interceptRequests(page, 'PUT', 'TWICE-NEW', (route) => route.continue());
    const deleted = await interceptRequests(page, 'DELETE', 'TWICE-001', (route) => route.continue());

    await idInput(page).fill('TWICE-NEW');
    await page.getByRole('button', { name: 'Add', exact: true }).dblclick();
    await page.getByText('Added TWICE-NEW').first().waitFor();
    expect(await idInput(page).getAttribute('aria-invalid')).to.equal('false');
    await page.getByRole('button', { name: 'Delete TWICE-001' }).dblclick();
    await page.getByText('Deleted TWICE-001').waitFor();

    expect([added.count, deleted.count]).to.deep.equal([1, 1]);
    expect(new URL(page.url()).pathname).to.equal('/ids');
  });

  it('restores the row of an ID that was not deleted and explains why', async () => {
    const page = await openPage('STAYS-1');
    await interceptRequests(page, 'DELETE', 'STAYS-1', (route) =>
      route.fulfill({ status: 503, json: { code: 'unavailable', requestId: 'r-1' } }),
    );

    await page.getByRole('button', { name: 'Delete STAYS-1' }).click();
    await idRow(page, 'STAYS-1').waitFor({ state: 'detached' });
    const notice = findAlert(page, 'STAYS-1 was not deleted');
    await notice
      .getByText("The registry couldn't process this right now. Nothing was changed. It's back in the list.")
      .waitFor();

    await idRow(page, 'STAYS-1').waitFor();
  });

  it('reports that an ID was already deleted by another client, and offers no undo', async () => {
    const page = await openPage('GONE-1');
    await app.api('DELETE', 'GONE-1');

    await idInput(page).blur();
    await idRow(page, 'GONE-1').focus();
    await page.keyboard.press('Delete');
    await page.getByText('GONE-1 was already deleted').waitFor();

    expect(await page.getByRole('button', { name: 'Undo' }).count()).to.equal(0);
    await idRow(page, 'GONE-1').waitFor({ state: 'detached' });
  });

  it('reports a failed delete on another page and keeps the notice on the IDs page', async () => {
    const page = await openPage('STAYS-2');
    const held = new Promise<Route>(
      (resolve) => void interceptRequests(page, 'DELETE', 'STAYS-2', async (route) => resolve(route)),
    );

    await page.getByRole('button', { name: 'Delete STAYS-2' }).click();
    await page.getByRole('navigation').getByRole('link', { name: 'Import' }).click();
    await page.getByRole('heading', { name: 'Import', level: 1 }).waitFor();
    await (await held).fulfill({ status: 412, json: { code: 'precondition-failed' } });
    await page.getByRole('status', { name: 'Notifications' }).getByText('STAYS-2 was not deleted').waitFor();
    expect(new URL(page.url()).pathname).to.equal('/import');
    await page.getByRole('navigation').getByRole('link', { name: 'IDs' }).click();

    await findAlert(page, 'STAYS-2 has changed since you opened it').waitFor();
  });

  it('hides an ID that is being deleted under every filter, including lists requested before the delete', async () => {
    const page = await openPage('GONE-1');
    const held = new Promise<Route>(
      (resolve) => void interceptRequests(page, 'DELETE', 'GONE-1', async (route) => resolve(route)),
    );
    const filter = page.getByRole('textbox', { name: 'Starts with' });

    await page.getByRole('button', { name: 'Delete GONE-1' }).click();
    await idRow(page, 'GONE-1').waitFor({ state: 'detached' });
    await filter.fill('GONE');
    await page.getByRole('heading', { name: 'No ID starts with GONE', exact: true }).waitFor();
    const asked = new Promise<Route>((resolve) => void page.route('**/api/customer-ids?prefix=GON', resolve));
    await filter.fill('GON');
    const lateList = await asked;
    const stillListed = await lateList.fetch();
    await page.unroute('**/api/customer-ids?prefix=GON');
    await (await held).continue();
    await page.getByText('Deleted GONE-1').waitFor();
    await lateList.fulfill({ response: stillListed });
    await page.getByRole('heading', { name: 'No ID starts with GON', exact: true }).waitFor();
    await filter.fill('GONE');
    await page.getByRole('heading', { name: 'No ID starts with GONE', exact: true }).waitFor();
    expect((await app.api('GET', 'GONE-1')).status).to.equal(404);
  });

  it('shows the current state of an ID that changed before deleting it', async () => {
    const page = await openPage('BOTH-1');
    await app.api('DELETE', 'BOTH-1');
    await app.api('PUT', 'BOTH-1');

    await page.getByRole('button', { name: 'Delete BOTH-1' }).click();
    const notice = findAlert(page, 'BOTH-1 has changed since you opened it');
    await idDetail(page, 'BOTH-1').getByText('Added again', { exact: true }).waitFor();
    await notice.getByRole('button', { name: 'Keep' }).click();
    await notice.waitFor({ state: 'detached' });
    expect((await app.api('GET', 'BOTH-1')).status).to.equal(200);
    await app.api('DELETE', 'BOTH-1');
    await app.api('PUT', 'BOTH-1');
    await page.getByRole('button', { name: 'Delete BOTH-1' }).click();
    await notice.getByRole('button', { name: 'Delete anyway' }).click();
    await page.getByText('Deleted BOTH-1').waitFor();

    expect((await app.api('GET', 'BOTH-1')).status).to.equal(404);
  });

  it('shows on a phone that the open ID has changed', async () => {
    await app.seed(['HAND-1']);
    const page = await app.openPage({ width: 390, height: 844 });
    await page.goto('/ids/HAND-1');
    await page.getByRole('button', { name: 'Delete HAND-1' }).waitFor();
    await app.api('DELETE', 'HAND-1');
    await app.api('PUT', 'HAND-1');

    await page.getByRole('button', { name: 'Delete HAND-1' }).click();
    const notice = findAlert(idDetail(page, 'HAND-1'), 'HAND-1 has changed since you opened it');
    await notice.getByRole('button', { name: 'Delete anyway' }).click();
    await idDetail(page, 'HAND-1').getByRole('button', { name: 'Restore HAND-1' }).waitFor();

    expect((await app.api('GET', 'HAND-1')).status).to.equal(404);
  });

  it('sends nothing while offline, keeps the typed ID, and adds it on retry', async () => {
    const page = await openPage();
    await idInput(page).fill('AWAY-1');
    await page.getByText('AWAY-1 is not in the registry.').first().waitFor();
    const requests = await interceptRequests(page, 'PUT', 'AWAY-1', (route) => route.continue());

    await page.context().setOffline(true);
    await idInput(page).press('Enter');
    const notice = findAlert(page, 'AWAY-1 was not added');
    await notice.getByText("You're offline. Nothing was sent. Your text is still here.").waitFor();
    expect(await idInput(page).inputValue()).to.equal('AWAY-1');
    expect(requests.count).to.equal(0);
    await page.context().setOffline(false);
    await notice.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Added AWAY-1').first().waitFor();

    expect(await idInput(page).inputValue()).to.equal('');
    expect((await app.api('GET', 'AWAY-1')).status).to.equal(200);
  });

  it('ignores a late lookup response for an earlier text', async () => {
    await app.seed(['SLOW-1']);
    const page = await openPage();
    const held = new Promise<Route>((resolve) => void page.route('**/api/customer-ids/SLOW-1', resolve));

    await idInput(page).fill('SLOW-1');
    const late = await held;
    await idInput(page).fill('SLOW-12');
    await page.getByText('SLOW-12 is not in the registry.').first().waitFor();
    await late.continue();
    await idInput(page).fill('SLOW-123');
    await page.getByText('SLOW-123 is not in the registry.').first().waitFor();

    expect(await page.getByText('SLOW-1 is in the registry').count()).to.equal(0);
  });

  it('asks before closing the tab while a failed undo is pending', async () => {
    const page = await openPage('BACK-1');
    let asked = 0;
    page.on('dialog', (dialog) => {
      asked += 1;
      return dialog.dismiss();
    });
    await interceptRequests(page, 'PUT', 'BACK-1', (route) =>
      route.fulfill({ status: 503, json: { code: 'unavailable' } }),
    );

    await page.getByRole('button', { name: 'Delete BACK-1' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    const notice = findAlert(page, "BACK-1 couldn't be restored");
    await notice.waitFor();
    await Promise.all([page.waitForEvent('dialog'), page.close({ runBeforeUnload: true })]);
    await page.unroute('**/api/customer-ids/BACK-1');
    await notice.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('BACK-1 restored').waitFor();
    await page.reload();
    await idRow(page, 'BACK-1').waitFor();

    expect(asked).to.equal(1);
  });

  it('keeps a focused notification open and shows the undo shortcut only on the newest', async () => {
    const page = await app.openPage();
    await app.seed(numberedIds('TOLD-', 4));
    await page.goto('/ids?prefix=TOLD-');
    await page.clock.install();
    const told = page.getByRole('status', { name: 'Notifications' });
    for (const id of numberedIds('TOLD-', 2)) {
      await idRow(page, id).focus();
      await page.keyboard.press('Delete');
      await told.getByText(`Deleted ${id}`).waitFor();
    }
    expect(await told.getByText('Ctrl').count()).to.equal(1);

    await page.keyboard.press('F6');
    await page.clock.runFor(20_000);
    await told.getByText('Deleted TOLD-001').waitFor({ state: 'detached' });
    await told.getByText('Deleted TOLD-002').waitFor();
    await page.keyboard.press('Escape');
    await told.getByText('Deleted TOLD-002').waitFor({ state: 'detached' });

    expect(await idRow(page, 'TOLD-003').evaluate((row) => row === document.activeElement)).to.equal(true);
  });

  it('undoes the newest running delete on Ctrl Z, without stopping an undo that is running', async () => {
    const ids = numberedIds('UNDO-', 10);
    const [first = '', second = ''] = ids.slice(8);
    await app.seed(ids);
    const { page } = app;
    const told = page.getByRole('status', { name: 'Notifications' });
    const hold = async (method: Method, url: string) => {
      const gate = requestGate();
      await page.route(url, (route) => (route.request().method() === method ? gate.hold(route) : route.fallback()));
      return gate;
    };
    const startDelete = async (id: string) => {
      const gate = await hold('DELETE', `**/api/customer-ids/${id}`);
      await idRow(page, id).focus();
      await page.keyboard.press('Delete');
      await gate.waitForHeld(1);
      return gate;
    };
    await page.goto('/ids?prefix=UNDO-');
    for (const id of ids.slice(0, 8)) await page.getByRole('checkbox', { name: `Select ${id}` }).check();
    await page.getByRole('button', { name: 'Delete…' }).click();
    await page.getByRole('button', { name: 'Delete 8 IDs' }).click();
    await told.getByText('Deleted 8 IDs').waitFor();

    const restores = await hold('PUT', '**/api/customer-ids/UNDO-00*');
    await page.keyboard.press('Control+z');
    await restores.waitForHeld(6);
    const older = await startDelete(first);
    const newer = await startDelete(second);
    await page.keyboard.press('Control+z');
    await restores.open();
    await told.getByText('8 IDs restored').waitFor();
    await older.open();
    await told.getByText(`Deleted ${first}`).waitFor();
    await newer.open();
    await told.getByText(`${second} restored`).waitFor();

    expect((await app.api('GET', first)).status).to.equal(404);
  });

  it('does not claim to have restored an ID that another client restored first', async () => {
    const page = await openPage('RACE-1');

    await page.getByRole('button', { name: 'Delete RACE-1' }).click();
    await page.getByText('Deleted RACE-1').waitFor();
    await app.api('PUT', 'RACE-1');
    await page.keyboard.press('Control+z');
    await page.getByText('RACE-1 was already in the registry').waitFor();

    expect(await page.getByText('RACE-1 restored').count()).to.equal(0);
  });

  it('explains how to restore an ID after the time to undo has passed, also after another one was restored', async () => {
    await app.seed(['LATE-0']);
    await app.api('DELETE', 'LATE-0');
    const page = await openPage('LATE-1', await app.openPage());
    await page.clock.install();

    await page.getByRole('button', { name: 'Delete LATE-1' }).click();
    await page.getByText('Deleted LATE-1').waitFor();
    await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
    await page.clock.runFor(9_000);
    await page.getByText('Deleted LATE-1').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Deleted' }).click();
    await page.getByRole('button', { name: 'Restore LATE-0' }).click();
    await page.getByText('LATE-0 restored').waitFor();
    await page.keyboard.press('Control+z');
    const explanation = 'You can restore LATE-1 from the deleted IDs, or add it again from the ID box.';
    await page.getByText(`The 8 seconds to undo have passed. ${explanation}`).waitFor();

    expect((await app.api('GET', 'LATE-1')).status).to.equal(404);
  });

  it('keeps the loaded rows when the next page cannot be loaded', async () => {
    await app.seed(Array.from({ length: 60 }, (_, index) => `PART-${100 + index}`));
    const page = app.page;
    await page.route('**/api/customer-ids?*cursor=*', (route) => route.fulfill({ status: 502, ...html }));
    await page.goto('/ids?prefix=PART-');
    await page.getByText('Showing 50, scroll for more').waitFor();

    await page.getByRole('button', { name: 'Load more' }).click();
    const notice = findAlert(page, 'The list could not be loaded');
    await notice.waitFor();
    await idRow(page, 'PART-149').waitFor();
    await page.unroute('**/api/customer-ids?*cursor=*');
    await notice.getByRole('button', { name: 'Try again' }).click();
    await idRow(page, 'PART-159').waitFor();
    await page.getByText('60 IDs').waitFor();
  });

  it('shows the request ID when the list cannot be loaded, and loads it on retry', async () => {
    const { page } = app;
    const requestId = '9f1c6a52-7e0b-4d35-a1c8-2b6e90d4f713';
    await page.route('**/api/customer-ids?*', (route) =>
      route.fulfill({ status: 500, json: { code: 'internal', requestId } }),
    );

    await page.goto('/ids?prefix=NONE-');
    await page.getByRole('heading', { name: 'The list could not be loaded' }).waitFor();
    await page.getByText(requestId).waitFor();
    await page.unroute('**/api/customer-ids?*');
    await idInput(page).blur();
    await page.keyboard.press('r');
    await page.getByRole('heading', { name: 'No ID starts with NONE-' }).waitFor();
    await addId(page, 'NONE-1');
  });
});
