import { readFile } from 'node:fs/promises';
import type { Locator, Page, Route } from 'playwright-core';

export async function chooseFile(page: Page, name: string, text: string): Promise<void> {
  await page
    .getByLabel(/^(Drop|Choose) a CSV file/)
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
}

/** Submits a list without a header. */
export async function importList(page: Page, ids: readonly string[]): Promise<void> {
  await chooseFile(page, 'list.csv', ids.join('\n'));
  // All or the new ones: the same IDs, if none is in the registry.
  await page
    .getByRole('button', { name: /^Submit .*\d/ })
    .first()
    .click();
}

/** Reads the number next to a label in the statistics of a step. */
export async function readStatistic(page: Page, group: string, label: string): Promise<string> {
  const list = page.getByLabel(group, { exact: true });
  const labels = await list.getByRole('term').allTextContents();
  const numbers = await list.getByRole('definition').allTextContents();
  return numbers[labels.findIndex((text) => text.startsWith(label))] ?? '';
}

/** Clicks a button and returns the content of the file it downloads. */
export async function download(page: Page, button: Locator): Promise<string> {
  const [saved] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return readFile(await saved.path(), 'utf8');
}

type FulfillOptions = NonNullable<Parameters<Route['fulfill']>[0]>;

/** Only submissions: the sidebar reads the same address to count those that run. */
export const routeSubmissions = (page: Page, handle: (route: Route) => Promise<unknown>): Promise<unknown> =>
  page.route('**/api/submissions', (route) => (route.request().method() === 'POST' ? handle(route) : route.continue()));

/** Holds requests until the test lets them pass or responds to them, in order of arrival. */
export function requestGate() {
  const held: Route[] = [];
  const waiting: (() => void)[] = [];
  let isOpen = false;
  const waitForHeld = async (count: number): Promise<void> => {
    while (held.length < count) await new Promise<void>((resolve) => void waiting.push(resolve));
  };
  const take = async (count: number): Promise<readonly Route[]> => {
    await waitForHeld(count);
    return held.splice(0, count);
  };
  return {
    held: () => held.length,
    waitForHeld,
    hold: async (route: Route): Promise<void> => {
      if (isOpen) return route.continue();
      held.push(route);
      for (const resolve of waiting.splice(0)) resolve();
    },
    letPass: async (count: number): Promise<void> => {
      await Promise.all((await take(count)).map((route) => route.continue()));
    },
    /** Lets held and later requests pass. */
    open: async (): Promise<void> => {
      isOpen = true;
      await Promise.all(held.splice(0).map((route) => route.continue()));
    },
    refuse: async (count: number, response: FulfillOptions): Promise<void> => {
      await Promise.all((await take(count)).map((route) => route.fulfill(response)));
    },
    /** For held requests of a page that was reloaded or closed. */
    dropHeld: (): void => void held.splice(0),
  };
}
