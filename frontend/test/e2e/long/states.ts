import type { Route } from 'playwright-core';
import { numbered } from '#support/frontend/fixture.ts';
import { chooseFile, importList } from '#support/frontend/import-page.ts';
import { detailOf, rowOf } from '#support/frontend/registry-page.ts';
import {
  answering,
  checking,
  empty,
  filling,
  headed,
  inTurn,
  never,
  opening,
  pressing,
  pressingKey,
  refused,
  type Step,
  saying,
  warning,
} from '#support/frontend/steps.ts';

const ids = /\/api\/customer-ids(\?|$)/;
const nextIds = /\/api\/customer-ids\?.*cursor=/;
const oneId = /\/api\/customer-ids\/[^/]+$/;
export const submissions = /\/api\/submissions(\?|$)/;
const oneSubmission = /\/api\/submissions\/[0-9A-Z]{26}$/;
const unknown = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
const box = 'Check or add a customer ID';

const loading: Step = (page) => page.getByRole('status', { name: 'Loading' }).first().waitFor({ state: 'attached' });
const row =
  (id: string): Step =>
  (page) =>
    rowOf(page, id).waitFor();
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

const throttled = (route: Route) =>
  route.fulfill({ status: 429, headers: { 'retry-after': '60' }, json: { code: 'too-many-requests' } });
export const writesOnly = (answer: (route: Route) => unknown) => (route: Route) =>
  route.request().method() === 'GET' ? route.continue() : answer(route);
const stillRunning = async (route: Route) => {
  const { submissionId, receivedAt, counts } = await (await route.fetch()).json();
  const running = { submissionId, status: 'received', receivedAt, counts: { submitted: counts.submitted } };
  await route.fulfill({ json: { ...running, results: [], steps: [] } });
};

const forgetKey: Step = (page) =>
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
    importList(page, [...numbered(prefix, count), ...others]);

/** Ways to states of a page, by what each state is called; each begins where the one before it ended. */
export type Walk = Readonly<Record<string, Step>>;

/** Every page in every state. */
export const walks: Readonly<Record<string, Walk>> = {
  'The list of IDs': {
    loading: inTurn(opening('/ids?prefix=LOOK-', [ids, never]), loading),
    'none yet': inTurn(opening('/ids', [ids, empty]), headed('No customer IDs yet')),
    failed: inTurn(opening('/ids?prefix=LOOK-', [ids, refused]), headed('The list could not be loaded')),
    'no match': inTurn(opening('/ids?prefix=NONE-9'), headed(/No ID starts with/)),
    'more that could not be loaded': inTurn(
      opening('/ids?prefix=PAGE-', [nextIds, refused]),
      row('PAGE-001'),
      (page) => rowOf(page, 'PAGE-050').scrollIntoViewIfNeeded(),
      warning('The list could not be loaded'),
    ),
    'an export that failed': inTurn(answering(ids, refused), pressing('Export'), warning('The list was not exported')),
  },
  'Changing the list of IDs': {
    'a wrong text': inTurn(
      opening('/ids?prefix=LOOK-', [oneId, writesOnly(refused)]),
      row('LOOK-001'),
      filling(box, 'no way'),
      saying('A space is not allowed'),
    ),
    'an ID that may have been added': inTurn(
      filling(box, 'look-new'),
      pressingKey('Enter'),
      warning('It is not certain whether LOOK-NEW was added'),
    ),
    'selected rows': inTurn(checking('Select LOOK-001'), checking('Select LOOK-002'), saying('2 selected')),
    'the question before a few are deleted': inTurn(pressing('Delete…'), question),
    'the question before many are deleted, without its word': inTurn(
      opening('/ids?prefix=LOOK-'),
      row('LOOK-001'),
      checking('Select all that are shown'),
      pressing('Delete…'),
      pressing(/^Delete \d+ IDs/),
      saying('Type the word delete, in small letters.'),
    ),
    'a deleted ID, with Undo in focus': inTurn(
      opening('/ids/GONE-1?prefix=GONE-'),
      pressing('Delete GONE-1'),
      saying('Deleted GONE-1'),
      pressingKey('F6'),
    ),
    'three notifications': async (page) => {
      await opening('/ids?prefix=LOOK-')(page);
      for (const id of ['LOOK-001', 'LOOK-002', 'LOOK-003']) {
        await rowOf(page, id).focus();
        await page.keyboard.press('c');
        await saying(`Copied ${id}`)(page);
      }
    },
  },
  'One ID': {
    'in the registry': inTurn(
      opening('/ids/LOOK-002?prefix=LOOK-'),
      // Its row has a button of the same name, as soon as the list is there.
      (page) => detailOf(page, 'LOOK-002').getByRole('button', { name: 'Copy LOOK-002' }).click(),
      headed('History'),
    ),
    'not deleted': inTurn(
      opening('/ids/LOOK-002?prefix=LOOK-', [oneId, writesOnly(refused)]),
      pressing('Delete LOOK-002'),
      warning('It is not certain whether LOOK-002 was deleted'),
    ),
    loading: inTurn(opening('/ids/LOOK-002?prefix=LOOK-', [oneId, never]), loading),
    'not loaded': inTurn(
      opening('/ids/LOOK-002?prefix=LOOK-', [oneId, refused]),
      headed('LOOK-002 could not be loaded'),
    ),
    'deleted before': inTurn(opening('/ids/GONE-2?prefix=LOOK-'), saying('It can be added again at any time.')),
    unknown: inTurn(opening('/ids/NOBODY-1?prefix=LOOK-'), headed('NOBODY-1 is not in the registry')),
    'in a wrong format': inTurn(opening('/ids/no%20id?prefix=LOOK-'), headed('no id is not in the registry')),
  },
  'The connection': {
    throttled: inTurn(opening('/ids?prefix=LOOK-', [ids, throttled]), saying('Too many requests with this key.')),
    offline: inTurn(
      opening('/ids?prefix=LOOK-'),
      row('LOOK-001'),
      offline(true),
      saying('You are offline.'),
      filling(box, 'AWAY-1'),
      pressingKey('Enter'),
      warning('AWAY-1 was not added'),
    ),
    'without an answer': inTurn(answering(ids, refused), offline(false), saying('What you see is from')),
  },
  'What lies over every page': {
    'the palette': inTurn(opening('/ids?prefix=LOOK-'), row('LOOK-001'), pressingKey('Control+k'), option(/Filter/)),
    'the palette with an ID': inTurn(searching('look-001'), option(/Active/)),
    'the palette with nothing': inTurn(searching('nothing of it'), saying(/^Nothing here is called/)),
    'the sheet of shortcuts': inTurn(
      opening('/connect'),
      headed(/^Connected, key/),
      pressingKey('?'),
      headed('Keyboard shortcuts'),
    ),
    'Connect, connected': pressingKey('Escape'),
    'no page': inTurn(opening('/nowhere'), headed('There is no page at this address')),
  },
  'An import before it is sent': {
    'no file': inTurn(opening('/import'), saying('Drop a CSV file here')),
    'a file that is none': inTurn(file('book.xlsx', 'PK\u0003\u0004'), saying('It is a workbook.')),
    'nothing pasted': inTurn(
      pressing('Paste a column'),
      pressing('Preview'),
      saying('Paste or type at least one ID.'),
      pressing('Choose a file'),
    ),
    column: inTurn(
      file('two.csv', `customer_id;country\nCUST-1;DE\n${'bad id;DE\n'.repeat(20)}CUST/2;DE\ncust-1;DE\n`),
      (page) => page.getByRole('radio', { name: /customer_id/ }).waitFor(),
    ),
    'preview with errors': inTurn(pressing('Preview'), headed('Invalid rows')),
  },
  'An import that is stopped': {
    running: inTurn(
      opening('/import', [submissions, writesOnly(never)]),
      list('STOP-', 500, 'bad id'),
      saying('Sending 2'),
    ),
    paused: inTurn(pressingKey('p'), saying('Resume')),
    'the question before it is stopped': inTurn(pressing('Cancel'), question),
    stopped: inTurn(opening('/import'), pressing('Cancel'), pressing('Stop import'), saying('The import was stopped')),
  },
  'An import with mistakes': {
    'a batch without an answer': inTurn(
      opening('/import', [
        submissions,
        writesOnly((route) => (route.request().postData()?.includes('LOST-101') ? refused(route) : route.continue())),
      ]),
      list('LOST-', 250, 'bad id', 'CUST/2'),
      warning('Batch 2 did not get an answer'),
    ),
    report: inTurn((page) => page.unrouteAll(), pressing('Retry batch 2'), saying('The import is done')),
  },
  Submissions: {
    loading: inTurn(opening('/submissions', [submissions, never]), loading),
    'none yet': inTurn(opening('/submissions', [submissions, empty]), headed('No submissions yet')),
    failed: inTurn(opening('/submissions', [submissions, refused]), headed('The list could not be loaded')),
    'a list that is too long': inTurn(
      filling('Customer IDs', numbered('LONG-', 101).join('\n')),
      pressing('Submit 101 IDs'),
      saying('one submission takes at most 100'),
    ),
    'a list that may have been submitted': inTurn(
      opening('/submissions', [submissions, writesOnly(refused)]),
      filling('Customer IDs', 'LOOK-001\nlook-001\nbad id'),
      pressing('Submit 3 IDs'),
      warning('It is not certain whether the list was submitted'),
    ),
    running: inTurn(
      opening('/submissions', [oneSubmission, stillRunning]),
      pressing('Submit 3 IDs'),
      saying('The results appear here as soon as'),
    ),
    completed: inTurn(
      (page) => page.unrouteAll(),
      (page) => page.getByRole('table', { name: 'Results' }).waitFor(),
      (page) => page.getByRole('img', { name: /^AddToTable, done/ }).focus(),
    ),
    'one that could not be loaded': inTurn(
      opening(`/submissions/${unknown}`, [oneSubmission, refused]),
      headed('The submission could not be loaded'),
    ),
    'one that is unknown': inTurn(opening(`/submissions/${unknown}`), headed(/There is no submission/)),
  },
  Connecting: {
    'no key, and an import that waits for one': inTurn(
      opening('/import', [submissions, writesOnly(never)]),
      list('WAIT-', 100),
      saying('Sending 1'),
      forgetKey,
      saying('Your import is waiting'),
    ),
    'a key that cannot be one, shown': inTurn(
      filling('API key', 'two words'),
      pressing('Show the key'),
      pressing('Connect'),
      saying('A key has no spaces or line breaks.'),
    ),
  },
};
