import type { Route } from 'playwright-core';
import { numberedIds } from '#support/frontend/fixture.ts';
import { chooseFile, importList } from '#support/frontend/import-page.ts';
import { deletedRow, idDetail, idRow } from '#support/frontend/registry-page.ts';
import {
  check,
  emptyList,
  fill,
  never,
  open,
  press,
  pressKey,
  respond,
  type Step,
  sequence,
  serverError,
  stillRunning,
  waitForAlert,
  waitForHeading,
  waitForText,
} from '#support/frontend/steps.ts';

const ids = /\/api\/customer-ids(\?|$)/;
const nextIds = /\/api\/customer-ids\?.*cursor=/;
const oneId = /\/api\/customer-ids\/[^/]+$/;
export const submissions = /\/api\/submissions(\?|$)/;
const lookups = /\/api\/lookups$/;
const oneSubmission = /\/api\/submissions\/[0-9A-Z]{26}$/;
const unknown = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
const box = 'Check or add a customer ID';

const loading: Step = (page) => page.getByRole('status', { name: 'Loading' }).first().waitFor({ state: 'attached' });
const row =
  (id: string): Step =>
  (page) =>
    idRow(page, id).waitFor();
const question: Step = (page) => page.getByRole('alertdialog').waitFor();
const option =
  (name: string | RegExp): Step =>
  (page) =>
    page.getByRole('option', { name }).first().waitFor();
const searching =
  (text: string): Step =>
  (page) =>
    page.getByRole('combobox').fill(text);
const offline =
  (isOffline: boolean): Step =>
  (page) =>
    page.context().setOffline(isOffline);

const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
const failure = { step: 'AddToTable', reason: 'The IDs could not all be written to the registry.' };
const failedAttempt = (minutes: number) => ({
  startedAt: minutesAgo(minutes),
  endedAt: minutesAgo(minutes - 1),
  status: 'failed',
  failure,
});

const failedSummary = { submissionId: unknown, status: 'failed', receivedAt: minutesAgo(9), counts: { submitted: 1 } };

const labelled = (number: number, status: string, counts: object) => ({
  submissionId: `01ARZ3NDEKTSV4RRFFQ69G5FA${9 - number}`,
  status,
  action: 'add',
  label: 'customers-of-the-northern-region-2026-11.csv',
  receivedAt: minutesAgo(number),
  counts: { submitted: 100, ...counts },
});

/** An import with a running, two failed and a completed submission. */
const anImport = [
  labelled(1, 'received', {}),
  labelled(2, 'failed', {}),
  labelled(3, 'failed', {}),
  labelled(4, 'completed', { added: 90, existing: 4, invalid: 6 }),
];

const listedBySubmission = { id: 'LOOK-001', createdAt: minutesAgo(9), source: 'submission' };

/** A list that never ends: its older pages are empty. */
const anImportAndMore = (route: Route) => {
  const isFirst = !route.request().url().includes('cursor=');
  return route.fulfill({ json: { items: isFirst ? anImport : [], nextCursor: 'older' } });
};

const oneThat = (fields: object) => (route: Route) => {
  const results = [{ id: 'LOOK-001', outcome: 'pending' }];
  const submission = {
    submissionId: unknown,
    action: 'add',
    receivedAt: minutesAgo(9),
    counts: { submitted: 1 },
    results,
    steps: [],
  };
  return route.fulfill({ json: { ...submission, ...fields } });
};

const throttled = (route: Route) =>
  route.fulfill({ status: 429, headers: { 'retry-after': '60' }, json: { code: 'too-many-requests' } });
const outcomeUnknown = (route: Route) => route.fulfill({ status: 504, json: { code: 'outcome-unknown' } });
export const writesOnly = (handler: (route: Route) => unknown) => (route: Route) =>
  route.request().method() === 'GET' ? route.continue() : handler(route);

/** Another client deletes an ID of the import and adds it again. */
const touchLostId: Step = (page) =>
  page.evaluate(async () => {
    const headers = { 'x-api-key': sessionStorage.getItem('api-key') ?? '' };
    for (const method of ['DELETE', 'PUT']) {
      const { ok, status } = await fetch('/api/customer-ids/LOST-001', { method, headers });
      if (!ok) throw new Error(`${method} failed: ${status}`);
    }
  });

const removeKey: Step = (page) =>
  page.evaluate(() => {
    sessionStorage.setItem('api-key-used-at', String(Date.now() - 61 * 60_000));
    document.dispatchEvent(new Event('visibilitychange'));
  });
const file =
  (name: string, text: string): Step =>
  (page) =>
    chooseFile(page, name, text);
export const list =
  (prefix: string, count: number, ...others: readonly string[]): Step =>
  (page) =>
    importList(page, [...numberedIds(prefix, count), ...others]);

/** Steps to each state by name; each continues from the previous state. */
export type PageStates = Readonly<Record<string, Step>>;

/** All states of all pages. */
export const states: Readonly<Record<string, PageStates>> = {
  'The list of IDs': {
    loading: sequence(open('/ids?prefix=LOOK-', [ids, never]), loading),
    'none yet': sequence(open('/ids', [ids, emptyList]), waitForHeading('No customer IDs yet')),
    failed: sequence(open('/ids?prefix=LOOK-', [ids, serverError]), waitForHeading('The list could not be loaded')),
    'no match': sequence(open('/ids?prefix=NONE-9'), waitForHeading(/No ID starts with/)),
    'more that could not be loaded': sequence(
      open('/ids?prefix=PAGE-', [nextIds, serverError]),
      row('PAGE-001'),
      (page) => idRow(page, 'PAGE-050').scrollIntoViewIfNeeded(),
      waitForAlert('The list could not be loaded'),
    ),
    'a filter that has searched a part': sequence(
      open('/ids?source=submission', [
        ids,
        (route) => route.fulfill({ json: { items: [listedBySubmission], nextCursor: 'more' } }),
      ]),
      row('LOOK-001'),
      waitForText('Only a part of the registry has been searched.'),
    ),
    'the menu of filters': sequence(press('Filter'), (page) =>
      page.getByRole('menuitem', { name: 'Deleted' }).waitFor(),
    ),
    'no ID of this source': sequence(
      open('/ids?source=submission', [ids, emptyList]),
      waitForHeading('No ID was added by a submission'),
    ),
    'an export that failed': sequence(
      open('/ids?prefix=LOOK-'),
      row('LOOK-001'),
      respond(ids, serverError),
      press('Export'),
      waitForAlert('The list was not exported'),
    ),
  },
  'The deleted IDs': {
    loading: sequence(open('/ids?state=deleted', [ids, never]), loading),
    none: sequence(open('/ids?state=deleted', [ids, emptyList]), waitForHeading('No deleted IDs')),
    failed: sequence(
      open('/ids?state=deleted', [ids, serverError]),
      waitForHeading('The deleted IDs could not be loaded'),
    ),
    'with the history of one': sequence(
      open('/ids/GONE-2?state=deleted'),
      (page) => deletedRow(page, 'GONE-2').waitFor(),
      waitForText('You can restore it at any time'),
    ),
    'one that could not be restored': sequence(
      open('/ids?state=deleted', [oneId, writesOnly(serverError)]),
      press('Restore GONE-2'),
      waitForAlert('GONE-2 may not have been restored'),
    ),
  },
  'Changing the list of IDs': {
    'an invalid prefix': sequence(
      open('/ids?prefix=LOOK-'),
      row('LOOK-001'),
      fill('Starts with', 'no way'),
      waitForText('Use only letters, digits, hyphens and underscores.'),
    ),
    'an ID that is being added': sequence(
      open('/ids?prefix=LOOK-', [oneId, writesOnly(never)]),
      row('LOOK-001'),
      fill(box, 'held-1'),
      pressKey('Enter'),
      waitForText('Adding HELD-1 …'),
    ),
    'a wrong text': sequence(
      open('/ids?prefix=LOOK-', [oneId, writesOnly(serverError)]),
      row('LOOK-001'),
      fill(box, 'no way'),
      waitForText('A space is not allowed'),
    ),
    'an ID that may have been added': sequence(
      fill(box, 'look-new'),
      pressKey('Enter'),
      waitForAlert('LOOK-NEW may not have been added'),
    ),
    'selected rows': sequence(check('Select LOOK-001'), check('Select LOOK-002'), waitForText('2 selected')),
    'the dialog before deleting a few': sequence(press('Delete…'), question),
    'the dialog before deleting many, not confirmed': sequence(
      open('/ids?prefix=LOOK-'),
      row('LOOK-001'),
      check('Select all rows shown'),
      press('Delete…'),
      press(/^Delete \d+ IDs/),
      waitForText('Type "delete" to confirm.'),
    ),
    'a bulk delete that is running': sequence(
      // Not held: a held request would reach the registry when the next state removes the route.
      open('/ids?prefix=PAGE-', [submissions, writesOnly(throttled)]),
      row('PAGE-001'),
      check('Select all rows shown'),
      press('Delete…'),
      fill('Type delete to confirm', 'delete'),
      press(/^Delete \d+ IDs/),
      waitForText(/^0 of \d+ done/),
    ),
    'a bulk delete that failed': sequence(
      open('/ids?prefix=PAGE-', [submissions, writesOnly(serverError)]),
      row('PAGE-001'),
      check('Select all rows shown'),
      press('Delete…'),
      fill('Type delete to confirm', 'delete'),
      press(/^Delete \d+ IDs/),
      waitForAlert('Deleted 0 of'),
    ),
    'a bulk delete that is done': sequence(
      open('/ids?prefix=BULK-'),
      row('BULK-001'),
      check('Select all rows shown'),
      press('Delete…'),
      fill('Type delete to confirm', 'delete'),
      press(/^Delete \d+ IDs/),
      waitForText('Deleted 12 IDs'),
      (page) => page.getByText('1 submission', { exact: true }).click(),
    ),
    'a deleted ID, with Undo in focus': sequence(
      open('/ids/GONE-1?prefix=GONE-'),
      press('Delete GONE-1'),
      waitForText('Deleted GONE-1'),
      pressKey('F6'),
    ),
    'three notifications': async (page) => {
      await open('/ids?prefix=LOOK-')(page);
      for (const id of ['LOOK-001', 'LOOK-002', 'LOOK-003']) {
        await idRow(page, id).focus();
        await page.keyboard.press('c');
        await waitForText(`Copied ${id}`)(page);
      }
    },
  },
  'One ID': {
    'in the registry': sequence(
      open('/ids/LOOK-002?prefix=LOOK-'),
      // The row has a button of the same name once the list has loaded.
      (page) => idDetail(page, 'LOOK-002').getByRole('button', { name: 'Copy LOOK-002' }).click(),
      waitForHeading('History'),
    ),
    'not deleted': sequence(
      open('/ids/LOOK-002?prefix=LOOK-', [oneId, writesOnly(serverError)]),
      press('Delete LOOK-002'),
      waitForAlert('LOOK-002 may not have been deleted'),
    ),
    loading: sequence(open('/ids/LOOK-002?prefix=LOOK-', [oneId, never]), loading),
    'not loaded': sequence(
      open('/ids/LOOK-002?prefix=LOOK-', [oneId, serverError]),
      waitForHeading('LOOK-002 could not be loaded'),
    ),
    'deleted before': sequence(open('/ids/GONE-2?prefix=LOOK-'), waitForText('You can restore it at any time')),
    unknown: sequence(open('/ids/NOBODY-1?prefix=LOOK-'), waitForHeading('NOBODY-1 is not in the registry')),
    'in a wrong format': sequence(open('/ids/no%20id?prefix=LOOK-'), waitForHeading('no id is not in the registry')),
  },
  'The connection': {
    throttled: sequence(open('/ids?prefix=LOOK-', [ids, throttled]), waitForText('Too many requests with this key.')),
    offline: sequence(
      open('/ids?prefix=LOOK-'),
      row('LOOK-001'),
      offline(true),
      waitForText('You are offline.'),
      fill(box, 'AWAY-1'),
      pressKey('Enter'),
      waitForAlert('AWAY-1 was not added'),
    ),
    'without a response': sequence(respond(ids, serverError), offline(false), waitForText('Showing data from')),
  },
  Overlays: {
    'the palette': sequence(open('/ids?prefix=LOOK-'), row('LOOK-001'), pressKey('Control+k'), option(/Filter/)),
    'the palette with an ID': sequence(searching('look-001'), option(/Active/)),
    'the palette with nothing': sequence(searching('nothing of it'), waitForText(/^No results for/)),
    'the sheet of shortcuts': sequence(
      open('/connect'),
      waitForHeading(/^Connected as page/),
      pressKey('?'),
      waitForHeading('Keyboard shortcuts'),
    ),
    'Connect, connected': pressKey('Escape'),
    'no page': sequence(open('/nowhere'), waitForHeading('There is no page at this address')),
  },
  'An import before it is sent': {
    'no file': sequence(open('/import'), waitForText('Drop a CSV file here')),
    'a workbook': sequence(
      file('book.xlsx', 'PK\u0003\u0004 [Content_Types].xml'),
      waitForText('This is an Excel workbook'),
    ),
    'nothing pasted': sequence(
      press('Paste a column'),
      press('Preview'),
      waitForText('Paste or type at least one ID.'),
      press('Choose a file'),
    ),
    column: sequence(
      file('two.csv', `customer_id;country\nCUST-1;DE\n${'bad id;DE\n'.repeat(20)}CUST/2;DE\ncust-1;DE\n`),
      (page) => page.getByRole('radio', { name: /customer_id/ }).waitFor(),
    ),
    'preview while IDs are looked up': sequence(
      (page) => page.route(lookups, never),
      press('Preview'),
      waitForText('Looked up in the registry so far: 0 of 1'),
    ),
    'preview with errors': sequence(
      (page) => page.unrouteAll(),
      press('Choose another file'),
      file('known.csv', `LOOK-001\n${numberedIds('SEEN-', 3).join('\n')}\nbad id\nCUST/2\nseen-001`),
      waitForText('Looked up in the registry, as of'),
      waitForHeading('Invalid rows'),
    ),
    'preview with unknown counts': sequence(
      open('/import', [lookups, serverError]),
      file('list.csv', 'SEEN-001\nbad id'),
      waitForAlert("We couldn't find out which IDs are new"),
    ),
  },
  'An import that is stopped': {
    running: sequence(
      open('/import', [submissions, writesOnly(never)]),
      list('STOP-', 500, 'bad id'),
      waitForText('Sending 2'),
    ),
    paused: sequence(pressKey('p'), waitForText('Resume')),
    'the dialog before stopping': sequence(press('Cancel'), question),
    stopped: sequence(open('/import'), press('Cancel'), press('Stop import'), waitForText('The import was stopped')),
  },
  'An import with mistakes': {
    'a batch without a response': sequence(
      open('/import', [
        submissions,
        writesOnly((route) =>
          route.request().postData()?.includes('LOST-101') ? outcomeUnknown(route) : route.continue(),
        ),
      ]),
      list('LOST-', 250, 'bad id', 'CUST/2'),
      waitForAlert('No response for batch 2'),
    ),
    report: sequence((page) => page.unrouteAll(), waitForText('The import is done')),
    'the dialog before undoing it': sequence(touchLostId, press('Undo import'), question),
    'an undo that is running': sequence(
      (page) => page.route(submissions, writesOnly(throttled)),
      press(/^Delete \d+ IDs?$/),
      waitForText(/^0 of \d+ IDs done/),
    ),
    'an undo that failed': sequence(
      open('/import', [submissions, writesOnly(serverError)]),
      waitForAlert('were not deleted'),
    ),
    'an undo that left a changed ID': sequence(
      (page) => page.unrouteAll(),
      press('Try again'),
      waitForHeading('The import is undone'),
      (page) => page.getByText('3 delete submissions').click(),
    ),
  },
  Submissions: {
    loading: sequence(open('/submissions', [submissions, never]), loading),
    'none yet': sequence(open('/submissions', [submissions, emptyList]), waitForHeading('No submissions yet')),
    failed: sequence(open('/submissions', [submissions, serverError]), waitForHeading('The list could not be loaded')),
    'a list that is too long': sequence(
      fill('Customer IDs', numberedIds('LONG-', 101).join('\n')),
      press('Submit 101 IDs'),
      waitForText('a submission can contain at most 100'),
    ),
    'a list that may have been submitted': sequence(
      open('/submissions', [submissions, writesOnly(serverError)]),
      fill('Customer IDs', 'LOOK-001\nlook-001\nbad id'),
      press('Submit 2 IDs'),
      waitForAlert('The list may not have been submitted'),
    ),
    running: sequence(
      open('/submissions', [oneSubmission, stillRunning]),
      press('Submit 2 IDs'),
      waitForText('Results appear here when'),
    ),
    completed: sequence(
      (page) => page.unrouteAll(),
      (page) => page.getByRole('table', { name: 'Results' }).waitFor(),
      (page) => page.getByRole('img', { name: /^Add IDs, done/ }).focus(),
    ),
    'a failed one, selected': sequence(
      open('/submissions', [
        submissions,
        (route) => route.fulfill({ json: { items: [failedSummary], nextCursor: null } }),
      ]),
      check('Select the failed submission'),
      waitForText('1 selected'),
    ),
    'an import': sequence(open('/submissions', [submissions, anImportAndMore]), waitForText('4+ submissions')),
    'an import, expanded': sequence(press(/^customers-of-the-northern-region/), (page) =>
      page.getByRole('list', { name: /^Submissions of customers/ }).waitFor(),
    ),
    'the failed submissions of an import, selected': sequence(
      check('Select all failed submissions of customers'),
      waitForText('2 selected'),
    ),
    'a label that was found': sequence(
      press('Clear'),
      fill('Label', 'northern'),
      waitForText('4 of the latest 4 submissions, back to'),
    ),
    'a label that was not found in the loaded submissions': sequence(
      fill('Label', 'southern'),
      waitForHeading('No label contains “southern” so far'),
    ),
    'a label that does not exist': sequence(
      open('/submissions?label=southern', [
        submissions,
        (route) => route.fulfill({ json: { items: anImport, nextCursor: null } }),
      ]),
      waitForHeading('No label contains “southern”'),
    ),
    'failed ones, of which a part has been searched': sequence(
      open('/submissions?status=failed', [
        submissions,
        (route) => route.fulfill({ json: { items: [failedSummary], nextCursor: 'more' } }),
      ]),
      waitForText('Only the latest submissions have been searched.'),
    ),
    'none that failed': sequence(
      open('/submissions?status=failed', [submissions, emptyList]),
      waitForHeading('No failed submissions'),
    ),
    'one that failed twice': sequence(
      open(`/submissions/${unknown}`, [
        oneSubmission,
        oneThat({ status: 'failed', failure, attempts: [failedAttempt(9), failedAttempt(5)] }),
      ]),
      waitForAlert('The IDs could not be added to the registry'),
    ),
    'one that may have stopped': sequence(
      open(`/submissions/${unknown}`, [
        oneSubmission,
        oneThat({ status: 'received', attempts: [failedAttempt(12), { startedAt: minutesAgo(9), status: 'running' }] }),
      ]),
      waitForText('This submission may have stopped'),
    ),
    'one that could not be retried': sequence(press('Retry'), waitForAlert('The submission was not retried')),
    'one that could not be loaded': sequence(
      open(`/submissions/${unknown}`, [oneSubmission, serverError]),
      waitForHeading('The submission could not be loaded'),
    ),
    'one that is unknown': sequence(open(`/submissions/${unknown}`), waitForHeading(/does not exist/)),
  },
  Connecting: {
    'no key, and an import that waits for one': sequence(
      open('/import', [submissions, writesOnly(never)]),
      list('WAIT-', 100),
      waitForText('Sending 1'),
      removeKey,
      waitForText('Your import is waiting'),
    ),
    'a key that cannot be one, shown': sequence(
      fill('API key', 'two words'),
      press('Show the key'),
      press('Connect'),
      waitForText('A key has no spaces or line breaks.'),
    ),
  },
};
