import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import type { Route } from 'playwright-core';
import { fixture, numberedIds } from '#support/frontend/fixture.ts';
import {
  chooseFile,
  download,
  importList,
  readStatistic,
  requestGate,
  routeSubmissions,
} from '#support/frontend/import-page.ts';
import { connect, tryToClose } from '#support/frontend/registry-page.ts';
import { checkViewports } from '#support/frontend/viewports.ts';

/** Written like Excel on Windows: byte order mark, semicolons, quotes, CRLF, blank last line. Contains invalid rows. */
const mixedFile = (): string => {
  const rows = numberedIds('MIX-', 1_200).map((id, index) => {
    if (index % 100 === 10) return `"CUST ${index}";"DE"`;
    if (index % 500 === 20) return `CUST/${index};DE`;
    if (index === 30) return '=cmd();"says ""hi"";\r\nand more"';
    if (index % 200 === 40) return 'mix-001;DE';
    return `"${id}";DE`;
  });
  return `\uFEFFcustomer_id;country\r\n000123;DE\r\n${rows.join('\r\n')}\r\n\r\n`;
};

/** Importing thousands of IDs is slow on a busy machine. */
const timeoutMillis = 600_000;

describe('Import page', function () {
  this.timeout(2 * timeoutMillis);
  const app = fixture({ isConnected: true });

  beforeEach(async () => {
    app.page.setDefaultTimeout(timeoutMillis);
    await app.page.goto('/import');
    await app.page.getByText('Drop a CSV file here').waitFor();
  });

  const readReport = async () => {
    const labels = ['added', 'already there', 'invalid', 'not sent'];
    return Promise.all(labels.map((label) => readStatistic(app.page, 'Report', label)));
  };
  const readPreview = async () => {
    const labels = ['new', 'already active', 'deleted before', 'invalid', 'duplicates'];
    return Promise.all(labels.map((label) => readStatistic(app.page, 'Preview', label)));
  };
  const listActive = async (prefix: string): Promise<readonly string[]> => {
    const headers = { 'x-api-key': app.local.apiKey };
    const response = await fetch(`${app.local.url}/api/customer-ids?prefix=${prefix}`, { headers });
    const { items }: { readonly items: readonly { readonly id: string }[] } = JSON.parse(await response.text());
    return items.map(({ id }) => id);
  };
  const waitForReport = (title = 'The import is done') => app.page.getByRole('status').getByText(title).waitFor();
  const openTab = async () => {
    const tab = await app.page.context().newPage();
    tab.setDefaultTimeout(timeoutMillis);
    return tab;
  };
  const onSubmit = (handle: (route: Route) => Promise<void>) => routeSubmissions(app.page, handle);

  it('previews a CSV file, reports every row, undoes the import except what was touched, and imports fixed rows', async () => {
    const { page } = app;
    let posts = 0;
    page.on('request', (request) => {
      posts += request.method() === 'POST' && request.url().endsWith('/submissions') ? 1 : 0;
    });

    await chooseFile(page, 'customers.csv', mixedFile());
    await page.getByRole('radio', { name: /customer_id/ }).waitFor();
    expect(await page.getByRole('radio', { name: /customer_id/ }).isChecked()).to.equal(true);
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByText('1,201 rows, column customer_id').waitFor();
    await page.getByText(/^Looked up in the registry, as of/).waitFor();
    expect(await readPreview()).to.deep.equal(['1,179', '0', '0', '16', '6']);
    await page.getByText('Line 13', { exact: true }).waitFor();
    expect(posts).to.equal(0);

    await page.getByRole('button', { name: 'Submit 1,179 new IDs' }).click();
    await page.getByRole('heading', { name: 'Recorded so far' }).waitFor();
    await waitForReport();
    expect(await readReport()).to.deep.equal(['1,179', '0', '16', '0']);
    expect([posts, (await app.api('GET', '000123')).status]).to.deep.equal([12, 200]);

    const failed = await download(page, page.getByRole('button', { name: 'Download failed rows' }));
    const [head, first, ...others] = failed.split('\r\n');
    expect([head, first, others.length]).to.deep.equal([
      '\uFEFFcustomer_id,country,import_reason,import_line',
      'CUST 10,DE,"A space is not allowed (character 5). Use letters, digits, hyphens and underscores.",13',
      16,
    ]);
    expect(failed).to.contain("'=cmd()");

    await app.api('DELETE', 'MIX-002');
    await app.api('DELETE', 'MIX-003');
    await app.api('PUT', 'MIX-003');
    await page.getByRole('button', { name: 'Undo import' }).click();
    const question = page.getByRole('alertdialog', { name: 'Undo this import?' });
    await question.getByText('The 1,179 IDs that this import added will be deleted.').waitFor();
    await question.getByRole('button', { name: 'Delete 1,179 IDs' }).click();
    await page.getByText(/^[1-9][\d,]* of 1,179 IDs done$/).waitFor();
    expect(await page.getByRole('link', { name: 'Import another file' }).count()).to.equal(0);
    // Another import must not replace this one meanwhile, so the address shows the report.
    await page.goto('/import?step=file');
    await page.getByRole('heading', { name: 'The import is undone' }).waitFor();
    const undone = ['deleted', 'changed since', 'already gone'].map((label) => readStatistic(page, 'Undo', label));
    expect(await Promise.all(undone)).to.deep.equal(['1,177', '1', '1']);
    const changed = page.getByRole('list', { name: 'Not deleted because they changed since the import' });
    await changed.getByRole('link').first().waitFor();
    expect(await changed.getByRole('link').allTextContents()).to.deep.equal(['MIX-003']);
    await page.getByText('12 delete submissions').waitFor();
    expect(await page.getByRole('button', { name: 'Undo import' }).count()).to.equal(0);
    expect([await listActive('MIX-'), await listActive('0001')]).to.deep.equal([['MIX-003'], []]);

    await page.getByRole('link', { name: 'Import another file' }).click();
    const fixed = failed.replaceAll('CUST ', 'FIXED-').replaceAll('CUST/', 'FIXED-');
    await chooseFile(page, 'fixed.csv', `${fixed}MIX-003,DE,,\r\n`);
    await page.getByRole('radio', { name: /customer_id/ }).waitFor();
    expect(await page.getByRole('radio').count()).to.equal(2);
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByRole('button', { name: 'Submit 15 new IDs' }).click();
    await waitForReport();
    expect(await readReport()).to.deep.equal(['15', '1', '1', '0']);
  });

  it('submits only the new IDs of a mixed list, and its report is equal to the preview', async () => {
    const { page } = app;
    const active = numberedIds('KNOWN-', 120);
    const deleted = numberedIds('GONE-', 3);
    await app.seed([...active, ...deleted]);
    for (const id of deleted) await app.api('DELETE', id);
    const rows = [...active, ...numberedIds('FRESH-', 230), ...deleted, 'bad id', 'no/id', 'fresh-001', 'KNOWN-001'];
    const readFigures = (group: string, labels: readonly string[]) =>
      Promise.all(labels.map((label) => readStatistic(page, group, label)));

    await chooseFile(page, 'mixed.csv', rows.join('\n'));
    const firstRows = page.getByRole('list', { name: 'First rows' }).getByRole('listitem');
    await firstRows.first().getByText('Active').waitFor();
    await page.getByText(/^Looked up in the registry, as of \d\d:\d\d\.$/).waitFor();
    expect(await readPreview()).to.deep.equal(['230', '120', '3', '2', '2']);
    expect((await firstRows.allTextContents())[0]).to.equal('Line 1KNOWN-001Active');

    await page.getByRole('button', { name: 'Submit 230 new IDs' }).click();
    await waitForReport();
    const labels = ['added', 'already there', 'deleted before', 'invalid', 'not sent'];
    expect(await readFigures('Report', labels)).to.deep.equal(['230', '120', '3', '2', '0']);
    await page.getByText('2 duplicate rows were submitted once.').waitFor();
    expect((await app.api('GET', 'GONE-001')).status).to.equal(404);

    await page.getByRole('link', { name: 'Import another file' }).click();
    await chooseFile(page, 'mixed.csv', rows.join('\n'));
    await page.getByText('No ID is new. Submit all to add the deleted ones again.').waitFor();
    expect(await readPreview()).to.deep.equal(['0', '350', '3', '2', '2']);
    await page.getByRole('button', { name: 'Submit all 353 IDs' }).click();
    await waitForReport();
    expect(await readFigures('Report', ['added', 'already there', 'invalid'])).to.deep.equal(['3', '350', '2']);
    await page.getByText('3 were deleted before').waitFor();
  });

  it('submits all IDs although the lookups fail, and stops them when the preview is closed', async () => {
    const { page } = app;
    const gate = requestGate();
    await page.route('**/api/lookups', gate.hold);

    await chooseFile(page, 'list.csv', numberedIds('BLIND-', 250).join('\n'));
    await gate.waitForHeld(2);
    expect(await page.getByRole('button', { name: 'Submit all 250 IDs' }).isEnabled()).to.equal(true);
    const cancelled = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/lookups'));
    await page.getByRole('button', { name: 'Choose another file' }).click();
    await cancelled;
    gate.dropHeld();

    await page.unroute('**/api/lookups');
    await page.route('**/api/lookups', (route) => route.fulfill({ status: 500, json: { code: 'internal' } }));
    await chooseFile(page, 'list.csv', numberedIds('BLIND-', 250).join('\n'));
    await page.getByRole('alert').filter({ hasText: "We couldn't find out which IDs are new" }).waitFor();
    expect((await readPreview()).slice(0, 3)).to.deep.equal(['–', '–', '–']);
    await page.getByRole('button', { name: 'Submit all 250 IDs' }).click();
    await waitForReport();

    expect(await readReport()).to.deep.equal(['250', '0', '0', '0']);
  });

  it('keeps a typed list across page changes and after an error, until it is opened', async () => {
    const { page } = app;
    const list = page.getByRole('textbox', { name: 'IDs to import' });
    const text = 'TYPED-1\n"TYPED-2';
    await page.getByRole('button', { name: 'Paste a column' }).click();
    await list.fill(text);

    await page.getByRole('navigation').getByRole('link', { name: 'Connect' }).click();
    await page.getByRole('navigation').getByRole('link', { name: 'Import' }).click();
    expect(await list.inputValue()).to.equal(text);
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByText("Pasted list can't be imported").waitFor();
    expect(await list.inputValue()).to.equal(text);
    await list.fill(text.replace('"', ''));
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByRole('button', { name: 'Submit 2 new IDs' }).waitFor();
    await page.getByRole('button', { name: 'Choose another file' }).click();

    await page.getByRole('button', { name: 'Paste a column' }).click();
    expect(await list.inputValue()).to.equal('');
  });

  it('goes back one step at a time, asks before the tab is closed, and excludes a first row that is a header', async () => {
    const { page } = app;
    await chooseFile(page, 'two.csv', 'customer_id;country\nHEAD-1;DE');
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByRole('button', { name: 'Submit 1 new ID' }).waitFor();
    expect(await tryToClose(page), 'closing the tab would lose the file').to.equal('beforeunload');
    await page.goBack();
    await page.getByRole('radio', { name: /customer_id/ }).waitFor();
    await page.goBack();
    await page.getByText('Drop a CSV file here').waitFor();
    await chooseFile(page, 'list.csv', 'HEAD-1\nHEAD-2\nHEAD-3');
    await page.getByRole('button', { name: 'Submit 3 new IDs' }).waitFor();
    const header = page.getByRole('checkbox', { name: 'First row is a header' });

    await header.press('Space');
    await page.getByRole('button', { name: 'Submit 2 new IDs' }).waitFor();

    expect(await header.isChecked()).to.equal(true);
    expect(await header.evaluate((box) => box === document.activeElement)).to.equal(true);
  });

  it('continues after an outage without a click, and submits the batches whose responses were lost only once', async () => {
    const { page } = app;
    const replayed: (string | null)[] = [];
    let accepted = 0;
    let isDown = true;
    page.on('response', (response) => {
      if (response.request().method() === 'POST') replayed.push(response.headers()['idempotency-replayed'] ?? null);
    });
    await onSubmit(async (route) => {
      if (!isDown || accepted < 3) {
        accepted += 1;
        return route.continue();
      }
      // The server has written the submission, but fails before it responds.
      await route.fetch();
      return route.abort('connectionreset');
    });

    await importList(page, numberedIds('LOST-', 800));
    const notice = page.getByRole('alert').filter({ hasText: /^No response for \d batches/ });
    await notice.getByText("Retrying won't submit them twice. The import retries automatically.").waitFor();
    await page.getByRole('button', { name: /^Retry \d batches$/ }).waitFor();
    await page.getByText(/^Retrying in \d+ seconds?$/).waitFor();
    expect(await page.title()).to.match(/^Retrying/);
    isDown = false;
    await waitForReport();

    expect(await readReport()).to.deep.equal(['800', '0', '0', '0']);
    const submissions = page.getByRole('table', { name: 'Submissions of this import' }).getByRole('link');
    expect(await submissions.count()).to.equal(8);
    expect(replayed.filter((header) => header === 'true').length).to.be.within(3, 4);
  });

  it('pauses, resumes, links to the running import from other pages, and stops after confirmation', async () => {
    const { page } = app;
    const gate = requestGate();
    await onSubmit(gate.hold);

    await importList(page, numberedIds('STOP-', 1_000));
    await page.getByText('Sending 2').waitFor();
    await page.keyboard.press('p');
    await gate.letPass(2);
    await page.getByText('2 of 10 batches accepted').waitFor();
    await page.getByText('Paused', { exact: true }).waitFor();
    expect(gate.held()).to.equal(0);
    await page.getByRole('button', { name: 'Resume' }).click();
    await gate.letPass(2);
    await page.getByText('4 of 10 batches accepted').waitFor();
    await page.getByRole('link', { name: 'IDs', exact: true }).click();
    await page.getByRole('link', { name: /^Import running/ }).click();

    await gate.waitForHeld(2);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await gate.letPass(2);
    const dialog = page.getByRole('alertdialog', { name: 'Stop the import?' });
    await dialog.getByText('Stop after 600 of 1,000 IDs? IDs already sent are not removed.').waitFor();
    await dialog.getByRole('button', { name: 'Stop import' }).click();
    await waitForReport('The import was stopped');

    expect(await readReport()).to.deep.equal(['600', '0', '0', '400']);
    const failed = await download(page, page.getByRole('button', { name: 'Download failed rows' }));
    expect(failed.split('\r\n').slice(1, -1)).to.deep.equal(
      numberedIds('STOP-', 1_000)
        .slice(600)
        .map((id, index) => `${id},Not sent.,${601 + index}`),
    );
  });

  it('resumes after a reload, and after the tab was closed once a key is entered', async () => {
    const { page } = app;
    const keys: (string | null)[] = [];
    const gate = requestGate();
    await onSubmit(async (route) => {
      keys.push(await route.request().headerValue('Idempotency-Key'));
      await gate.hold(route);
    });

    await importList(page, numberedIds('RELOAD-', 600));
    await gate.letPass(2);
    await page.getByText('2 of 6 batches accepted').waitFor();
    await gate.waitForHeld(2);
    gate.dropHeld();
    await page.reload();
    await gate.letPass(2);
    await page.getByText('4 of 6 batches accepted').waitFor();
    await gate.waitForHeld(2);

    const other = await openTab();
    await page.close();
    await other.goto('/import');
    await other.getByText('Your import is waiting').waitFor();
    await other.getByText('400 of 600 IDs were sent from list.csv. The import continues when you connect.').waitFor();
    await connect(other, app.local.apiKey);
    await other.getByRole('status').getByText('The import is done').waitFor();

    expect(await readStatistic(other, 'Report', 'added')).to.equal('600');
    expect(await other.getByRole('table', { name: 'Submissions of this import' }).getByRole('link').count()).to.equal(
      6,
    );
    expect(keys.length).to.be.greaterThan(new Set(keys).size);
  });

  it('resumes an import that an earlier release stored in IndexedDB', async () => {
    const { page } = app;
    await page.evaluate(async () => {
      const opened = indexedDB.open('import', 1);
      await new Promise((resolve) => opened.addEventListener('success', resolve));
      const transaction = opened.result.transaction(['about', 'batches', 'lists', 'invalid'], 'readwrite');
      const store = (name: string) => transaction.objectStore(name);
      const fault = { kind: 'wrong-character', character: '/', position: 5 };
      const groups = [{ reason: 'character', count: 1, examples: [{ line: 3, text: 'CUST/3', fault }] }];
      const counts = { rows: 3, ids: 2, invalid: 1, repeated: 0, withoutId: 0 };
      store('about').put({ importId: 'earlier', file: 'earlier.csv', ...counts, groups }, 'facts');
      store('about').put('running', 'intent');
      store('invalid').add([{ line: 3, text: 'CUST/3', reason: 'Not allowed.' }]);
      const states = [{ kind: 'waiting' }, { kind: 'to-retry', problem: { kind: 'no-answer' } }];
      for (const [index, state] of states.entries()) {
        const number = index + 1;
        store('batches').put({ number, size: 1, state });
        const found = [{ id: `EARLIER-${number}`, line: number }];
        store('lists').put({ number, idempotencyKey: crypto.randomUUID(), found });
      }
      await new Promise((resolve) => transaction.addEventListener('complete', resolve));
      opened.result.close();
    });

    await page.reload();
    await waitForReport();

    expect(await readReport()).to.deep.equal(['2', '0', '1', '0']);
    const failedRows = await download(page, page.getByRole('button', { name: 'Download failed rows' }));
    expect(failedRows).to.contain('CUST/3,Not allowed.,3');
  });

  it('waits when the API key is rejected or expires, and resumes with a new key', async () => {
    const { page } = app;
    const gate = requestGate();
    await onSubmit(gate.hold);
    const title = page.getByText('Your import is waiting');

    await importList(page, numberedIds('KEY-', 800));
    await gate.letPass(2);
    await page.getByText('2 of 8 batches accepted').waitFor();
    await gate.waitForHeld(2);
    await gate.refuse(1, { status: 403, json: { code: 'forbidden' } });
    await page.getByText('The registry no longer accepts this key. Your work is kept.').waitFor();
    await title.waitFor();
    expect(await page.evaluate(() => sessionStorage.getItem('api-key'))).to.equal(null);
    await gate.letPass(1);
    await connect(page, app.local.apiKey);
    await gate.letPass(2);
    await page.getByText('5 of 8 batches accepted').waitFor();
    await page.evaluate(() => {
      sessionStorage.setItem('api-key-used-at', String(Date.now() - 61 * 60_000));
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await page.getByText('Disconnected after 60 minutes of inactivity.').waitFor();
    await title.waitFor();
    await connect(page, app.local.apiKey);
    await gate.open();
    await waitForReport();

    expect(await readReport()).to.deep.equal(['800', '0', '0', '0']);
  });

  it('blocks the import when IndexedDB writes fail, shows the counts, and resumes when they succeed', async () => {
    const { page } = app;
    const gate = requestGate();
    await onSubmit(gate.hold);
    const setStorageFull = (isFull: boolean) =>
      page.evaluate((full) => {
        const { put } = IDBObjectStore.prototype;
        Object.assign(window, { put: Reflect.get(window, 'put') ?? put });
        IDBObjectStore.prototype.put = full
          ? () => {
              throw new DOMException('Quota exceeded', 'QuotaExceededError');
            }
          : Reflect.get(window, 'put');
      }, isFull);

    await importList(page, numberedIds('FULL-', 800));
    await gate.letPass(2);
    await page.getByText('2 of 8 batches accepted').waitFor();
    await gate.waitForHeld(2);
    await setStorageFull(true);
    await gate.letPass(2);
    const notice = page.getByRole('alert').filter({ hasText: "Progress can't be saved on this device" });
    await notice.getByText('400 of 800 IDs were submitted and 400 were not. The import is on hold').waitFor();
    await checkViewports(page, 'an import that cannot be saved');
    expect(gate.held()).to.equal(0);
    await setStorageFull(false);
    await notice.getByRole('button', { name: 'Continue' }).click();
    await gate.open();
    await waitForReport();

    expect(await readReport()).to.deep.equal(['800', '0', '0', '0']);
  });

  it('skips a permanently rejected batch with its reason, and reports when its rows are no longer stored', async () => {
    const { page } = app;
    const detail = 'The body may have at most 16384 bytes.';
    await onSubmit((route) =>
      route.request().postData()?.includes('BIG-101')
        ? route.fulfill({ status: 413, json: { code: 'payload-too-large', detail } })
        : route.continue(),
    );

    await importList(page, numberedIds('BIG-', 250));
    await waitForReport();
    await page.getByRole('alert').filter({ hasText: '100 IDs were rejected' }).getByText(detail).waitFor();
    expect(await readReport()).to.deep.equal(['150', '0', '0', '100']);
    const button = page.getByRole('button', { name: 'Download failed rows' });
    const [, first] = (await download(page, button)).split('\r\n');
    expect(first).to.equal(`BIG-101,${detail},101`);

    const browser = await page.context().newCDPSession(page);
    await browser.send('Storage.clearDataForOrigin', { origin: app.local.url, storageTypes: 'indexeddb' });
    await button.click();
    await page.getByText('These rows are no longer on this device').waitFor();
  });

  it('runs in one tab at a time and continues in another when that tab closes', async () => {
    const { page } = app;
    await onSubmit(() => new Promise(() => undefined));
    await importList(page, numberedIds('TABS-', 100));
    await page.getByText('Sending 1').waitFor();

    const other = await openTab();
    await other.goto('/import');
    await other.getByText('An import is running in another tab').waitFor();
    await importList(other, ['NOT-NOW']);
    expect(await other.getByRole('alert').filter({ hasText: 'running in another tab' }).count()).to.equal(1);
    await page.close();
    await other.getByRole('status').getByText('The import is done').waitFor();

    expect(await readStatistic(other, 'Report', 'added')).to.equal('100');
  });

  it('reports an error when the CSV worker fails during a download of invalid rows', async () => {
    const { page } = app;
    await chooseFile(page, 'list.csv', 'CUST-1\nbad id');
    await page.getByRole('button', { name: 'Submit 1 new ID' }).waitFor();
    await page.evaluate(() => {
      Worker.prototype.postMessage = () => {
        throw new Error('The worker is gone.');
      };
    });

    await page.getByRole('button', { name: /^Download/ }).click();
    await page.getByText("This page couldn't read it. Reload the page and choose the file again.").waitFor();
  });

  it('shows the size limits and offers a template before a file is chosen', async () => {
    const { page } = app;

    await page.getByText(/^CSV or text, up to \d+\sMB and [\d,]+ rows\./).waitFor();
    const template = await download(page, page.getByRole('button', { name: 'Download a template' }));

    expect(template).to.equal('\uFEFFcustomer_id\r\nCUST-00421\r\nCUST-00422\r\n');
  });

  it('explains why a file cannot be imported and what to do', async () => {
    const { page } = app;

    await chooseFile(page, 'book.xlsx', 'PK\u0003\u0004 [Content_Types].xml');
    await page.getByText(/In Excel, choose File, Save As, CSV UTF-8/).waitFor();
    await chooseFile(page, 'empty.csv', 'customer_id\r\n');
    await page.getByText('It has no rows.').waitFor();
    await page.getByText('Drop a CSV file here').evaluate((target) => {
      const dataTransfer = new DataTransfer();
      for (const name of ['one.csv', 'two.csv']) dataTransfer.items.add(new File(['CUST-1'], name));
      target.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    });
    await page.getByText("2 files can't be imported").waitFor();
    await page.getByRole('button', { name: 'Paste a column' }).click();
    await page.getByRole('textbox', { name: 'IDs to import' }).fill('CUST-1\nbad id\ncust-1');
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByText('3 rows, one column').waitFor();

    await page.getByRole('button', { name: 'Submit 1 new ID' }).waitFor();
    // A file dropped next to the drop zone must not replace the page.
    const isDefaultKept = await page.getByRole('heading', { name: 'Import' }).evaluate((element) => {
      const drop = new DragEvent('drop', { dataTransfer: new DataTransfer(), bubbles: true, cancelable: true });
      return element.dispatchEvent(drop);
    });
    expect(isDefaultKept).to.equal(false);
  });
});
