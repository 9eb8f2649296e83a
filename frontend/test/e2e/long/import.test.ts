import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import type { Route } from 'playwright-core';
import { fixture, numberedIds } from '#support/frontend/fixture.ts';
import { chooseFile, download, importList, readStatistic, requestGate } from '#support/frontend/import-page.ts';
import { connect } from '#support/frontend/registry-page.ts';
import { checkViewports } from '#support/frontend/viewports.ts';

/** As a spreadsheet on Windows writes it: a mark, semicolons, quotes, CR LF, an empty last line; and people's mistakes. */
const mixedFile = (): string => {
  const rows = numberedIds('MIX-', 5_000).map((id, index) => {
    if (index % 100 === 10) return `"CUST ${index}";"DE"`;
    if (index % 500 === 20) return `CUST/${index};DE`;
    if (index === 30) return '=cmd();"says ""hi"";\r\nand more"';
    if (index % 200 === 40) return 'mix-001;DE';
    return `"${id}";DE`;
  });
  return `\uFEFFcustomer_id;country\r\n000123;DE\r\n${rows.join('\r\n')}\r\n\r\n`;
};

describe('The Import page', function () {
  this.timeout(120_000);
  const app = fixture({ isConnected: true });

  beforeEach(async () => {
    await app.page.goto('/import');
    await app.page.getByText('Drop a CSV file here').waitFor();
  });

  const reportOf = async () => {
    const labels = ['added', 'already there', 'invalid', 'not sent'];
    return Promise.all(labels.map((label) => readStatistic(app.page, 'Report', label)));
  };
  /** Thousands of IDs take a while on a machine that does other things too. */
  const done = (title = 'The import is done') =>
    app.page.getByRole('status').getByText(title).waitFor({ timeout: 100_000 });
  /** Handles what the page submits, and nothing else. */
  const onSubmit = (handle: (route: Route) => Promise<void>) =>
    app.page.route('**/api/submissions', (route) =>
      route.request().method() === 'POST' ? handle(route) : route.continue(),
    );

  it('takes a file as it is, previews it before anything is sent, and reports every row', async () => {
    const { page } = app;
    let posts = 0;
    page.on('request', (request) => {
      posts += request.method() === 'POST' ? 1 : 0;
    });

    await chooseFile(page, 'customers.csv', mixedFile());
    await page.getByRole('radio', { name: /customer_id/ }).waitFor();
    expect(await page.getByRole('radio', { name: /customer_id/ }).isChecked()).to.equal(true);
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByText('5,001 rows, column customer_id').waitFor();
    expect([
      await readStatistic(page, 'Preview', 'to submit'),
      await readStatistic(page, 'Preview', 'invalid'),
      await readStatistic(page, 'Preview', 'repeated in the file'),
    ]).to.deep.equal(['4,915', '61', '25']);
    await page.getByText('Line 13', { exact: true }).waitFor();
    expect(posts).to.equal(0);

    await page.getByRole('button', { name: 'Submit 4,915 IDs' }).click();
    await page.getByRole('heading', { name: 'Recorded so far' }).waitFor();
    await done();
    expect(await reportOf()).to.deep.equal(['4,915', '0', '61', '0']);
    expect([posts, (await app.api('GET', '000123')).status]).to.deep.equal([50, 200]);

    const failed = await download(page, page.getByRole('button', { name: 'Download failed rows' }));
    const [head, first, ...others] = failed.split('\r\n');
    expect([head, first, others.length]).to.deep.equal([
      '\uFEFFcustomer_id,country,import_reason,import_line',
      'CUST 10,DE,"A space is not allowed (character 5). Use letters, digits, - and _.",13',
      61,
    ]);
    expect(failed).to.contain("'=cmd(),");

    await page.getByRole('button', { name: 'Import another file' }).click();
    await chooseFile(
      page,
      'repaired.csv',
      `${failed.replaceAll('CUST ', 'FIXED-').replaceAll('CUST/', 'FIXED-')}MIX-001,DE,,\r\n`,
    );
    await page.getByRole('radio', { name: /customer_id/ }).waitFor();
    expect(await page.getByRole('radio').count()).to.equal(2);
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByRole('button', { name: 'Submit 61 IDs' }).click();
    await done();
    expect(await reportOf()).to.deep.equal(['60', '1', '1', '0']);
  });

  it('keeps what is typed as a list until it is read, on another page too, and when it is refused', async () => {
    const { page } = app;
    const list = page.getByRole('textbox', { name: 'IDs to import' });
    const text = 'TYPED-1\n"TYPED-2';
    await page.getByRole('button', { name: 'Paste a column' }).click();
    await list.fill(text);

    await page.getByRole('navigation').getByRole('link', { name: 'Connect' }).click();
    await page.getByRole('navigation').getByRole('link', { name: 'Import' }).click();
    expect(await list.inputValue()).to.equal(text);
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByText('Pasted list cannot be imported').waitFor();
    expect(await list.inputValue()).to.equal(text);
    await list.fill(text.replace('"', ''));
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByRole('button', { name: 'Submit 2 IDs' }).waitFor();
    await page.getByRole('button', { name: 'Choose another file' }).click();

    await page.getByRole('button', { name: 'Paste a column' }).click();
    expect(await list.inputValue()).to.equal('');
  });

  it('counts the first row or leaves it out, as one says, and leaves one where one is', async () => {
    const { page } = app;
    await chooseFile(page, 'list.csv', 'HEAD-1\nHEAD-2\nHEAD-3');
    await page.getByRole('button', { name: 'Submit 3 IDs' }).waitFor();
    const saysHeader = page.getByRole('checkbox', { name: 'The first row holds names' });

    await saysHeader.press('Space');
    await page.getByRole('button', { name: 'Submit 2 IDs' }).waitFor();

    expect(await saysHeader.isChecked()).to.equal(true);
    expect(await saysHeader.evaluate((box) => box === document.activeElement)).to.equal(true);
  });

  it('retries a batch whose answer was lost, with its key, so that it is submitted once', async () => {
    const { page } = app;
    const lost: (string | null)[] = [];
    await onSubmit(async (route) => {
      if (!route.request().postData()?.includes('LOST-101')) return route.continue();
      lost.push(await route.request().headerValue('Idempotency-Key'));
      await route.fetch();
      return route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' });
    });

    await importList(page, numberedIds('LOST-', 250));
    const notice = page.getByRole('alert').filter({ hasText: 'Batch 2 did not get an answer' });
    await notice.getByText('IDs 101 to 200. It may have arrived. Retrying cannot submit it twice.').waitFor();
    await page.unroute('**/api/submissions');
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.request().method() === 'POST'),
      notice.getByRole('button', { name: 'Retry batch 2' }).click(),
    ]);
    await done();

    expect(new Set([...lost, await answer.request().headerValue('Idempotency-Key')]).size).to.equal(1);
    expect(await answer.headerValue('Idempotency-Replayed')).to.equal('true');
    expect(await reportOf()).to.deep.equal(['250', '0', '0', '0']);
    expect(await page.getByRole('table', { name: 'Submissions of this import' }).getByRole('link').count()).to.equal(3);
  });

  it('pauses, goes on, shows how far it is on every page, and stops when asked twice', async () => {
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

    await page.getByRole('button', { name: 'Cancel' }).click();
    await gate.letPass(2);
    const dialog = page.getByRole('alertdialog', { name: 'Stop the import?' });
    await dialog.getByText('Stop after 600 of 1,000 IDs? What was sent stays.').waitFor();
    await dialog.getByRole('button', { name: 'Stop import' }).click();
    await done('The import was stopped');

    expect(await reportOf()).to.deep.equal(['600', '0', '0', '400']);
    const failed = await download(page, page.getByRole('button', { name: 'Download failed rows' }));
    expect(failed.split('\r\n').slice(1, -1)).to.deep.equal(
      numberedIds('STOP-', 1_000)
        .slice(600)
        .map((id, index) => `${id},Not sent.,${601 + index}`),
    );
  });

  it('goes on after a reload where it stopped, and after the tab was closed as soon as there is a key', async () => {
    const { page } = app;
    const keys: (string | null)[] = [];
    /** Tells when the first request stalls. */
    const stallAfter = async (count: number) => {
      let tell: () => void = () => undefined;
      const stalled = new Promise<void>((resolve) => {
        tell = resolve;
      });
      let passed = 0;
      await onSubmit(async (route) => {
        passed += 1;
        const stalls = passed > count;
        keys.push(await route.request().headerValue('Idempotency-Key'));
        if (!stalls) return route.continue();
        tell();
        return new Promise(() => undefined);
      });
      return { stalled };
    };

    const { stalled } = await stallAfter(2);
    await importList(page, numberedIds('RELOAD-', 600));
    await page.getByText('2 of 6 batches accepted').waitFor();
    await stalled;
    await page.unroute('**/api/submissions');
    await stallAfter(2);
    await page.reload();
    await page.getByText('4 of 6 batches accepted').waitFor();

    const other = await page.context().newPage();
    await page.close();
    await other.goto('/import');
    await other.getByText('Your import is waiting').waitFor();
    await other.getByText('400 of 600 IDs were sent from list.csv. It goes on when you connect.').waitFor();
    await connect(other, app.local.apiKey);
    await other.getByRole('status').getByText('The import is done').waitFor();

    expect(await readStatistic(other, 'Report', 'added')).to.equal('600');
    expect(await other.getByRole('table', { name: 'Submissions of this import' }).getByRole('link').count()).to.equal(
      6,
    );
    expect(keys.length).to.be.greaterThan(new Set(keys).size);
  });

  it('keeps the work when the key is refused, or forgotten after an hour without use, and goes on with the next one', async () => {
    const { page } = app;
    const gate = requestGate();
    await onSubmit(gate.hold);
    const title = page.getByText('Your import is waiting');

    await importList(page, numberedIds('KEY-', 800));
    await gate.letPass(2);
    await page.getByText('2 of 8 batches accepted').waitFor();
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
    await page.getByText('The key was forgotten after 60 minutes without use.').waitFor();
    await title.waitFor();
    await connect(page, app.local.apiKey);
    await gate.open();
    await done();

    expect(await reportOf()).to.deep.equal(['800', '0', '0', '0']);
  });

  it('stops when the device keeps nothing any more, says what was submitted, and goes on when it does again', async () => {
    const { page } = app;
    const gate = requestGate();
    await onSubmit(gate.hold);
    const fill = (isFull: boolean) =>
      page.evaluate((full) => {
        const { put } = IDBObjectStore.prototype;
        Object.assign(window, { put: Reflect.get(window, 'put') ?? put });
        IDBObjectStore.prototype.put = full
          ? () => {
              throw new DOMException('There is no room.', 'QuotaExceededError');
            }
          : Reflect.get(window, 'put');
      }, isFull);

    await importList(page, numberedIds('FULL-', 800));
    await gate.letPass(2);
    await page.getByText('2 of 8 batches accepted').waitFor();
    await fill(true);
    await gate.letPass(2);
    const notice = page.getByRole('alert').filter({ hasText: 'This device does not keep the import any more' });
    await notice.getByText('400 of 800 IDs were submitted and 400 were not. Nothing more is sent').waitFor();
    await checkViewports(page, 'an import that the device keeps no more');
    expect(gate.held()).to.equal(0);
    await fill(false);
    await notice.getByRole('button', { name: 'Go on' }).click();
    await gate.open();
    await done();

    expect(await reportOf()).to.deep.equal(['800', '0', '0', '0']);
  });

  it('leaves out a batch that is refused for good, with the reason, and says so when its rows are gone', async () => {
    const { page } = app;
    const detail = 'The body may have at most 16384 bytes.';
    await onSubmit((route) =>
      route.request().postData()?.includes('BIG-101')
        ? route.fulfill({ status: 413, json: { code: 'payload-too-large', detail } })
        : route.continue(),
    );

    await importList(page, numberedIds('BIG-', 250));
    await done();
    await page.getByRole('alert').filter({ hasText: '100 IDs were refused' }).getByText(detail).waitFor();
    expect(await reportOf()).to.deep.equal(['150', '0', '0', '100']);
    const button = page.getByRole('button', { name: 'Download failed rows' });
    const [, first] = (await download(page, button)).split('\r\n');
    expect(first).to.equal(`BIG-101,${detail},101`);

    const browser = await page.context().newCDPSession(page);
    await browser.send('Storage.clearDataForOrigin', { origin: app.local.url, storageTypes: 'indexeddb' });
    await button.click();
    await page.getByText('These rows are not on this device any more').waitFor();
  });

  it('runs in one tab at a time and says so in another', async () => {
    const { page } = app;
    await onSubmit(() => new Promise(() => undefined));
    await importList(page, numberedIds('TABS-', 100));
    await page.getByText('Sending 1').waitFor();

    const other = await page.context().newPage();
    await other.goto('/import');
    await connect(other, app.local.apiKey);
    await other.getByText('An import is running in another tab').waitFor();
    await importList(other, ['NOT-NOW']);
    expect(await other.getByRole('alert').filter({ hasText: 'running in another tab' }).count()).to.equal(1);
    await page.close();
    await other.getByRole('status').getByText('The import is done').waitFor();

    expect(await readStatistic(other, 'Report', 'added')).to.equal('100');
  });

  it('says so when its reader is gone by the time the invalid rows are asked for', async () => {
    const { page } = app;
    await chooseFile(page, 'list.csv', 'CUST-1\nbad id');
    await page.getByRole('button', { name: 'Submit 1 ID' }).waitFor();
    await page.evaluate(() => {
      Worker.prototype.postMessage = () => {
        throw new Error('The worker is gone.');
      };
    });

    await page.getByRole('button', { name: /^Download/ }).click();
    await page.getByText('This page could not read it. Load the page again, and choose it once more.').waitFor();
  });

  it('says how large a file may be, and offers one to begin with, before one is chosen', async () => {
    const { page } = app;

    await page.getByText(/^CSV or text, up to \d+\sMB and [\d,]+ rows\./).waitFor();
    const template = await download(page, page.getByRole('button', { name: 'Download a template' }));

    expect(template).to.equal('\uFEFFcustomer_id\r\nCUST-00421\r\nCUST-00422\r\n');
  });

  it('refuses what is no list with a sentence to act on', async () => {
    const { page } = app;

    await chooseFile(page, 'book.xlsx', 'PK\u0003\u0004');
    await page.getByText('It is a workbook. Save the sheet as CSV (UTF-8) first.').waitFor();
    await chooseFile(page, 'empty.csv', 'customer_id\r\n');
    await page.getByText('It has no rows.').waitFor();
    await page.getByText('Drop a CSV file here').evaluate((target) => {
      const dataTransfer = new DataTransfer();
      for (const name of ['one.csv', 'two.csv']) dataTransfer.items.add(new File(['CUST-1'], name));
      target.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    });
    await page.getByText('2 files cannot be imported').waitFor();
    await page.getByRole('button', { name: 'Paste a column' }).click();
    await page.getByRole('textbox', { name: 'IDs to import' }).fill('CUST-1\nbad id\ncust-1');
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByText('3 rows in its only column').waitFor();

    expect(await page.getByRole('button', { name: 'Submit 1 ID' }).count()).to.equal(1);
    // At no step does a file that is dropped take the place of the page.
    const isLeft = await page.getByRole('heading', { name: 'Import' }).evaluate((anywhere) => {
      const drop = new DragEvent('drop', { dataTransfer: new DataTransfer(), bubbles: true, cancelable: true });
      return anywhere.dispatchEvent(drop);
    });
    expect(isLeft).to.equal(false);
  });
});
