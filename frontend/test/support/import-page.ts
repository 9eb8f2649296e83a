import { readFile } from 'node:fs/promises';
import type { Locator, Page, Route } from 'playwright-core';

/** What a person does on the Import page, by the names that are read to them. */
export async function chooseFile(page: Page, name: string, text: string): Promise<void> {
  await page
    .getByLabel('Drop a CSV file here')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
}

/** From a list without a head straight to what follows its preview. */
export async function importList(page: Page, ids: readonly string[]): Promise<void> {
  await chooseFile(page, 'list.csv', ids.join('\n'));
  await page.getByRole('button', { name: /^Submit / }).click();
}

export const numbered = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-${String(index + 1).padStart(5, '0')}`);

/** The number that stands with a label in the figures of a step. */
export async function figure(page: Page, figures: string, label: string): Promise<string> {
  const list = page.getByLabel(figures, { exact: true });
  const labels = await list.getByRole('term').allTextContents();
  const numbers = await list.getByRole('definition').allTextContents();
  return numbers[labels.findIndex((text) => text.startsWith(label))] ?? '';
}

/** The content of what a press has the browser save. */
export async function downloaded(page: Page, button: Locator): Promise<string> {
  const [saved] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return readFile(await saved.path(), 'utf8');
}

/** Holds requests back until they are let through, so many at a time, in the order they came. */
export function requestGate() {
  const held: (() => void)[] = [];
  const waiting: (() => void)[] = [];
  return {
    held: () => held.length,
    hold: async (route: Route): Promise<void> => {
      await new Promise<void>((resolve) => {
        held.push(resolve);
        for (const arrived of waiting.splice(0)) arrived();
      });
      await route.continue();
    },
    letPass: async (count: number): Promise<void> => {
      while (held.length < count) await new Promise<void>((arrived) => void waiting.push(arrived));
      for (const pass of held.splice(0, count)) pass();
    },
  };
}
