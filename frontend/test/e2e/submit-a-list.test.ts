import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import type { Route } from 'playwright-core';
import { fixture } from '#support/frontend/fixture.ts';
import { download } from '#support/frontend/import-page.ts';
import { stillRunning } from '#support/frontend/steps.ts';
import { setTabVisibility } from '#support/frontend/tab-visibility.ts';

describe('The Submissions page', function () {
  this.timeout(1_200_000);
  const app = fixture({ isConnected: true });

  beforeEach(async () => {
    await app.page.goto('/submissions');
    await list().waitFor();
  });

  /** Submits as another client of the API, which may submit invalid IDs too. */
  const submit = async (...ids: readonly string[]): Promise<string> => {
    const headers = { 'x-api-key': app.local.apiKey, 'content-type': 'application/json' };
    const response = await fetch(`${app.local.url}/api/submissions`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ ids }),
    });
    const { submissionId }: { readonly submissionId: string } = JSON.parse(await response.text());
    return submissionId;
  };
  const list = () => app.page.getByRole('textbox', { name: 'Customer IDs' });

  it('submits a pasted list and shows the outcome of each ID and the steps taken', async () => {
    const { page } = app;

    await list().fill('SUB-1\nsub-1\nbad id!');
    await page.getByText('2 valid, 1 invalid').waitFor();
    await page.getByText('bad id! A space is not allowed (character 4).').waitFor();
    await page.getByRole('button', { name: 'Submit 2 IDs' }).click();
    await page.getByRole('table', { name: 'Results' }).waitFor();
    await page.goBack();
    expect(await list().inputValue(), 'what was not submitted').to.equal('bad id!');
    await page.getByRole('button', { name: 'Remove invalid' }).click();
    expect(await list().inputValue()).to.equal('');

    await page.goto(`/submissions/${await submit('SUB-1', 'sub-1', 'bad id!')}`);
    await page.getByRole('status').getByText('Completed').waitFor();

    const results = page.getByRole('table', { name: 'Results' }).getByRole('row');
    await results.filter({ hasText: 'bad id!' }).getByText('A space is not allowed (character 4)').waitFor();
    expect((await results.allTextContents()).slice(1).map((text) => text.slice(0, 18))).to.deep.equal([
      'SUB-1Already there',
      'SUB-1Already there',
      'bad id!InvalidA sp',
    ]);
    await page.getByRole('img', { name: /^Validate IDs, done in .*, 2 of 3 are valid$/ }).waitFor();
    await page.getByRole('img', { name: /^Any valid\?, done, Yes, 2 valid$/ }).waitFor();
    await page.getByRole('img', { name: /^Add IDs, done in .*, 2 already there$/ }).waitFor();
    await page.getByRole('img', { name: 'Record failure, not needed' }).waitFor();
    // As wide as 1280 pixels less a scrollbar, which the headless browser does not show.
    await page.setViewportSize({ width: 1265, height: 800 });
    const tops = await page
      .getByRole('img', { name: /^(Validate IDs|Any valid|Add IDs|Record result)/ })
      .evaluateAll((steps) => steps.map((step) => step.getBoundingClientRect()).map(({ y, height }) => y + height / 2));
    expect(tops.length, 'one row next to a scrollbar').to.equal(4);
    expect(new Set(tops).size, 'one row next to a scrollbar').to.equal(1);
    await page.getByRole('radio', { name: 'Invalid' }).check();
    expect(await results.count()).to.equal(2);
    expect(await download(page, page.getByRole('button', { name: 'Results' }))).to.equal(
      '\uFEFFcustomer_id,outcome,reason\r\nSUB-1,Already there,\r\nSUB-1,Already there,\r\n' +
        'bad id!,Invalid,"A space is not allowed (character 4). Use letters, digits, hyphens and underscores."\r\n',
    );
    await page.getByRole('list', { name: 'Recent submissions' }).getByText('2 already there, 1 invalid').waitFor();
  });

  it('shows that adding was skipped when no ID is valid', async () => {
    const { page } = app;

    await list().fill('not valid');
    await page.getByRole('button', { name: 'Submit', exact: true }).click();
    await page.getByRole('alert').getByText('None of the IDs has a valid format.').waitFor();
    await page.goto(`/submissions/${await submit('not valid')}`);
    await page.getByRole('status').getByText('Completed').waitFor();

    await page.getByRole('img', { name: 'Add IDs, not needed' }).waitFor();
    await page.getByRole('img', { name: /^Record result, done in/ }).waitFor();
  });

  it('rejects more than 100 IDs without a request and offers to import the list', async () => {
    const { page } = app;
    const sent: string[] = [];
    page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));

    await list().fill(Array.from({ length: 101 }, (_, index) => `CUST-${index}`).join('\n'));
    await page
      .getByText('The list has 101 IDs, but a submission can contain at most 100. Remove 1, or import the list.')
      .waitFor();
    await page.getByRole('button', { name: 'Submit 101 IDs' }).click();

    expect(sent).to.deep.equal([]);
    expect(await list().getAttribute('aria-invalid')).to.equal('true');
    await page.getByRole('button', { name: 'Import the list' }).click();
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByRole('button', { name: 'Submit 101 new IDs' }).waitFor();
    await page.getByRole('link', { name: 'Submissions' }).click();
    expect(await list().inputValue()).to.equal('');
  });

  it('keeps the list when the response is lost and retries with the same Idempotency-Key', async () => {
    const { page } = app;
    const keys = new Set<string | null>();
    await page.route('**/api/submissions', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      keys.add(await route.request().headerValue('Idempotency-Key'));
      await route.fetch();
      return route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' });
    });

    await list().fill('AGAIN-1');
    await page.getByRole('button', { name: 'Submit 1 ID' }).click();
    await page.getByText('The list may not have been submitted').waitFor();
    await page.unroute('**/api/submissions');
    await page.reload();
    const [response] = await Promise.all([
      page.waitForResponse((candidate) => candidate.request().method() === 'POST'),
      page.getByRole('button', { name: 'Submit 1 ID' }).click(),
    ]);

    keys.add(await response.request().headerValue('Idempotency-Key'));
    expect(keys.size).to.equal(1);
    expect(await response.headerValue('Idempotency-Replayed')).to.equal('true');
  });

  it('moves the focus into an opened submission and restores it to the row on Escape or, on a phone, Back', async () => {
    const { page } = app;
    await list().fill('KEYS-1');
    await page.getByRole('button', { name: 'Submit 1 ID' }).click();
    await page.getByRole('status').getByText('Completed').waitFor();
    const phone = await app.openPage({ width: 390, height: 844 });
    await Promise.all([page.goto('/submissions'), phone.goto('/submissions')]);
    const hasFocus = (element: Element) => element === document.activeElement;

    for (const each of [page, phone]) {
      const row = each.getByRole('list', { name: 'Recent submissions' }).getByRole('link').first();
      const detail = each.getByRole('region', { name: 'Submission', exact: true });
      await row.press('Enter');
      await detail.waitFor();
      expect(await detail.evaluate(hasFocus)).to.equal(true);
      if (each === phone) await each.getByRole('link', { name: 'Back' }).press('Enter');
      else await each.keyboard.press('Escape');
      await detail.waitFor({ state: 'hidden' });
      expect(await row.evaluate(hasFocus)).to.equal(true);
    }
  });

  it('opens a submission scrolled to the top after the form was scrolled down', async () => {
    const phone = await app.openPage({ width: 320, height: 480, isPhone: true });
    await phone.goto('/submissions/new');

    await phone.getByRole('textbox', { name: 'Customer IDs' }).fill('LOW-1');
    await phone.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await phone.getByRole('button', { name: 'Submit 1 ID' }).click();
    await phone.getByRole('region', { name: 'Submission', exact: true }).waitFor();

    expect(await phone.evaluate(() => scrollY)).to.equal(0);
  });

  it('stays on another page opened during submission and shows the outcome in a toast', async () => {
    const { page } = app;
    const pending: Route[] = [];
    await page.route('**/api/submissions', async (route) => {
      if (route.request().method() === 'POST') pending.push(route);
      else await route.continue();
    });
    const submitAndLeave = async () => {
      await list().fill('LEFT-1');
      const sent = page.waitForRequest((request) => request.method() === 'POST');
      await page.getByRole('button', { name: 'Submit 1 ID' }).click();
      await sent;
      await page.getByRole('navigation').getByRole('link', { name: 'IDs' }).click();
      await page.getByRole('heading', { name: 'IDs', level: 1 }).waitFor();
    };

    await submitAndLeave();
    await pending.pop()?.fulfill({ status: 413, json: { code: 'payload-too-large' } });
    await page.getByText('The list was not submitted').waitFor();
    await page.getByRole('navigation').getByRole('link', { name: 'Submissions' }).click();
    expect(await list().inputValue()).to.equal('LEFT-1');
    await submitAndLeave();
    await pending.pop()?.continue();
    await page.getByText('The list was submitted').waitFor();

    expect(new URL(page.url()).pathname).to.equal('/ids');
  });

  it('polls a running submission with increasing intervals, pauses in a hidden tab and polls when it is shown', async () => {
    const { page } = app;
    await page.clock.install();
    await page.route(/\/api\/submissions\/[0-9A-Z]{26}$/, stillRunning);
    let polls = 0;
    const nextPoll = () => page.waitForResponse(/\/api\/submissions\/[0-9A-Z]{26}$/);
    page.on('response', (response) => {
      polls += /[0-9A-Z]{26}$/.test(response.url()) ? 1 : 0;
    });
    const pollsAfter = async (millis: number) => {
      const poll = nextPoll();
      await page.clock.runFor(millis - 1);
      const before = polls;
      await page.clock.runFor(1);
      await poll;
      return polls - before;
    };
    await list().fill('POLL-1');
    await Promise.all([nextPoll(), page.getByRole('button', { name: 'Submit 1 ID' }).click()]);
    await page.getByRole('status').getByText('Running').waitFor();
    await page.getByRole('link', { name: /^Submissions\s*, 1 running$/ }).waitFor();
    const whileVisible = [await pollsAfter(1_000), await pollsAfter(1_500), await pollsAfter(2_250)];
    await setTabVisibility(page, 'hidden');
    const before = polls;
    await page.clock.runFor(60_000);
    const whileHidden = polls - before;
    await Promise.all([nextPoll(), setTabVisibility(page, 'visible')]);

    expect([whileVisible, whileHidden]).to.deep.equal([[1, 1, 1], 0]);
  });

  it('shows that a submission does not exist and links to the list', async () => {
    const { page } = app;

    await page.goto('/submissions/01ARZ3NDEKTSV4RRFFQ69G5FAV');
    await page.getByRole('heading', { name: 'Submission 01ARZ3NDEKTSV4RRFFQ69G5FAV does not exist' }).waitFor();
    await page.getByRole('link', { name: 'Back to the list' }).click();

    await list().waitFor();
  });
});
