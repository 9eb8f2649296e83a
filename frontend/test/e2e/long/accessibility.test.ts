import { before, describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { numbered, stage } from '#support/frontend/fixture.ts';
import { filling, inTurn, never, opening, pressing, saying } from '#support/frontend/steps.ts';
import { looksRight } from '#support/frontend/viewports.ts';
import { list, submissions, type Walk, walks, writesOnly } from './states.ts';

const walk = async (page: Page, states: Walk) => {
  for (const [state, go] of Object.entries(states)) {
    await go(page);
    await looksRight(page, state);
  }
};

describe('Every page in every state breaks no rule of accessibility, light, dark and narrow, and fits at twice the size of its text', function () {
  this.timeout(120_000);
  const on = stage({ isConnected: true, look: { reducedMotion: 'reduce' } });

  before(async () => {
    await on.seed([...numbered('LOOK-', 12), ...numbered('PAGE-', 51), 'GONE-1', 'GONE-2']);
    await on.api('DELETE', 'GONE-2');
  });

  for (const [name, states] of Object.entries(walks)) it(name, () => walk(on.page, states));

  it('An import that runs in another tab', async () => {
    const other = await on.page.context().newPage();
    await inTurn(opening('/import', [submissions, writesOnly(never)]), list('TAB-', 100), saying('Sending 1'))(on.page);

    await walk(other, {
      elsewhere: inTurn(
        opening('/import'),
        filling('API key', on.local.apiKey),
        pressing('Connect'),
        saying('An import is running in another tab'),
      ),
    });
  });
});
