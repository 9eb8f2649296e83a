import { before, describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { fixture, numberedIds } from '#support/frontend/fixture.ts';
import { never, open, sequence, waitForText } from '#support/frontend/steps.ts';
import { checkViewports } from '#support/frontend/viewports.ts';
import { list, type PageStates, states, submissions, writesOnly } from './states.ts';

const checkStates = async (page: Page, pageStates: PageStates) => {
  for (const [name, reach] of Object.entries(pageStates)) {
    await reach(page);
    await checkViewports(page, name);
  }
};

describe('Accessibility and layout of every state, light, dark, narrow and at 200 % text size', function () {
  this.timeout(1_200_000);
  const app = fixture({ isConnected: true });

  before(async () => {
    await app.seed(['LOOK-', 'BULK-'].flatMap((prefix) => numberedIds(prefix, 12)));
    await app.seed([...numberedIds('PAGE-', 51), 'GONE-1', 'GONE-2']);
    await app.api('DELETE', 'GONE-2');
  });

  for (const [group, pageStates] of Object.entries(states)) {
    it(`${group}: no violations, nothing cut off`, () => checkStates(app.page, pageStates));
  }

  it('An import running in another tab: no violations, nothing cut off', async () => {
    const other = await app.page.context().newPage();
    await sequence(
      open('/import', [submissions, writesOnly(never)]),
      list('TAB-', 100),
      waitForText('Sending 1'),
    )(app.page);

    await checkStates(other, {
      elsewhere: sequence(open('/import'), waitForText('An import is running in another tab')),
    });
  });
});
