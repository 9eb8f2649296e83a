// An import on its way, with one answer lost, and what became of it.
import type { Page, Request, Route } from 'playwright-core';
import { chooseFile } from '#support/frontend/import-page.ts';
import { eventually } from '#support/local/eventually.ts';
import type { Story, Variant } from './capture.ts';
import { now } from './local-system.ts';
import { file, otherFile } from './registry-data.ts';

const lostBatch = 22;
const acceptedBatches = 22;
const recordedBatches = 20;
/** What the page is told that a batch takes. */
const batchMillis = 440;

/** Lets batches through one by one, loses one answer, and says nothing of the newest ones, until it is opened. */
function postOffice() {
  const held: Route[] = [];
  const keys = new Set<string | null>();
  const accepted: string[] = [];
  let isOpen = false;
  /** A batch that is sent again has its number already. */
  const numberOf = async (request: Request): Promise<number> => {
    keys.add(await request.headerValue('Idempotency-Key'));
    return keys.size;
  };
  return {
    take: async (route: Route): Promise<void> => {
      if (isOpen || route.request().method() !== 'POST') return route.continue();
      const number = await numberOf(route.request());
      if (number === lostBatch) await route.fulfill({ status: 500, json: { code: 'internal' } });
      else held.push(route);
    },
    look: async (route: Route): Promise<void> => {
      const isNew = accepted.slice(recordedBatches).some((id) => route.request().url().endsWith(id));
      if (isOpen || !isNew) await route.continue();
      else held.push(route);
    },
    letOnePass: async (): Promise<void> => {
      const route = await eventually(() => held.shift());
      await route.continue();
      const response = await route.request().response();
      accepted.push(String((await response?.json())?.submissionId));
    },
    open: async (): Promise<void> => {
      isOpen = true;
      for (const route of held.splice(0)) await route.continue();
    },
  };
}

async function preview(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByRole('button', { name: /^Submit / }).waitFor();
}

/** The page has heard that all is recorded but the one submission that is always under way. */
const workflowIsQuiet = (page: Page) => page.getByText(/, ([2-9]|\d\d) running/).waitFor({ state: 'detached' });

/** By the clock of the page, which stands still between two batches. */
async function sendMost(page: Page, post: ReturnType<typeof postOffice>): Promise<void> {
  await page.route(/\/api\/submissions$/, post.take);
  await page.route(/\/api\/submissions\/\w/, post.look);
  await page.getByRole('button', { name: /^Submit / }).click();
  let nowMillis = now.getTime();
  const passBatch = async (): Promise<void> => {
    nowMillis += batchMillis;
    await page.clock.setFixedTime(nowMillis);
  };
  for (let accepted = 1; accepted <= acceptedBatches; accepted += 1) {
    await post.letOnePass();
    await page.getByText(`${accepted} of 49 batches accepted`).waitFor();
    await passBatch();
  }
  const inWorkflow = page.getByLabel('Recorded so far', { exact: true }).getByText('200', { exact: true });
  await eventually(async () => {
    await passBatch();
    return (await inWorkflow.isVisible()) || undefined;
  });
  await workflowIsQuiet(page);
}

async function sendRest(page: Page, post: ReturnType<typeof postOffice>): Promise<void> {
  await post.open();
  // From here on it goes by.
  await page.clock.setSystemTime(now);
  await page.getByRole('button', { name: `Retry batch ${lostBatch}` }).click();
  await page.getByText('The import is done').waitFor({ timeout: 120_000 });
  await workflowIsQuiet(page);
}

function importStory({ name, text }: typeof file, variants: readonly Variant[]): Story {
  const post = postOffice();
  const only = (...some: readonly Variant[]) => variants.filter((variant) => some.includes(variant));
  return {
    path: '/import',
    shots: [
      {
        name: 'import-file',
        variants: only('light', 'phone'),
        show: (page) => page.getByText('Nothing is sent until you have seen a preview').waitFor(),
      },
      {
        name: 'import-column',
        variants: only('light'),
        show: async (page) => {
          await chooseFile(page, name, text);
          await page.getByRole('radio', { name: /customer_id/ }).waitFor();
        },
      },
      { name: 'import-preview', variants, show: preview },
      { name: 'import-run', variants, show: (page) => sendMost(page, post) },
      { name: 'import-report', variants, show: (page) => sendRest(page, post) },
    ],
  };
}

export const importStories: readonly Story[] = [
  importStory(file, ['light', 'dark']),
  importStory(otherFile, ['phone']),
];
