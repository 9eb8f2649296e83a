import { readFile } from 'node:fs/promises';
import type { Locator, Page, Route } from 'playwright-core';

/** What a person does on the Import page, by the names that are read to them. */
export async function chooseFile(page: Page, name: string, text: string): Promise<void> {
  await page
    .getByLabel(/^(Drop|Choose) a CSV file/)
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
}

/** From a list without a head straight to what follows its preview. */
export async function importList(page: Page, ids: readonly string[]): Promise<void> {
  await chooseFile(page, 'list.csv', ids.join('\n'));
  await page.getByRole('button', { name: /^Submit / }).click();
}

/** The number that stands with a label in the figures of a step. */
export async function readStatistic(page: Page, figures: string, label: string): Promise<string> {
  const list = page.getByLabel(figures, { exact: true });
  const labels = await list.getByRole('term').allTextContents();
  const numbers = await list.getByRole('definition').allTextContents();
  return numbers[labels.findIndex((text) => text.startsWith(label))] ?? '';
}

/** The content of what a press has the browser save. */
export async function download(page: Page, button: Locator): Promise<string> {
  const [saved] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return readFile(await saved.path(), 'utf8');
}

type FulfillOptions = NonNullable<Parameters<Route['fulfill']>[0]>;

/** Holds requests back until they are let through or refused, so many at a time, in the order they came. */
export function requestGate() {
  const held: Route[] = [];
  const waiting: (() => void)[] = [];
  let isOpen = false;
  const take = async (count: number): Promise<readonly Route[]> => {
    while (held.length < count) await new Promise<void>((arrived) => void waiting.push(arrived));
    return held.splice(0, count);
  };
  return {
    held: () => held.length,
    hold: async (route: Route): Promise<void> => {
      if (isOpen) return route.continue();
      held.push(route);
      for (const arrived of waiting.splice(0)) arrived();
    },
    letPass: async (count: number): Promise<void> => {
      await Promise.all((await take(count)).map((route) => route.continue()));
    },
    /** From now on everything passes. */
    open: async (): Promise<void> => {
      isOpen = true;
      await Promise.all(held.splice(0).map((route) => route.continue()));
    },
    refuse: async (count: number, answer: FulfillOptions): Promise<void> => {
      await Promise.all((await take(count)).map((route) => route.fulfill(answer)));
    },
  };
}
