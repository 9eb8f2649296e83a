// An import in progress with one failed batch, and its report.
import type { Page, Request, Route } from 'playwright-core';
import { chooseFile } from '#support/frontend/import-page.ts';
import { eventually } from '#support/local/eventually.ts';
import type { Scene, Variant } from './capture.ts';
import { now } from './local-system.ts';
import { file, otherFile } from './registry-data.ts';

const lostBatch = 22;
const acceptedBatches = 22;
const recordedBatches = 20;
/** The duration of a batch by the page's clock. */
const batchMillis = 440;

/** Holds requests: forwards batches one by one, fails one, and blocks polls of the newest, until released. */
function requestGate() {
  const pending: Route[] = [];
  const keys = new Set<string | null>();
  const accepted: string[] = [];
  let isReleased = false;
  /** A retried batch keeps its number. */
  const batchNumber = async (request: Request): Promise<number> => {
    keys.add(await request.headerValue('Idempotency-Key'));
    return keys.size;
  };
  return {
    onSubmit: async (route: Route): Promise<void> => {
      if (isReleased || route.request().method() !== 'POST') return route.continue();
      const number = await batchNumber(route.request());
      if (number === lostBatch) await route.fulfill({ status: 504, json: { code: 'outcome-unknown' } });
      else pending.push(route);
    },
    onPoll: async (route: Route): Promise<void> => {
      const isNew = accepted.slice(recordedBatches).some((id) => route.request().url().endsWith(id));
      if (isReleased || !isNew) await route.continue();
      else pending.push(route);
    },
    forwardOne: async (): Promise<void> => {
      const route = await eventually(() => pending.shift());
      await route.continue();
      const response = await route.request().response();
      accepted.push(String((await response?.json())?.submissionId));
    },
    release: async (): Promise<void> => {
      isReleased = true;
      for (const route of pending.splice(0)) await route.continue();
    },
  };
}

async function preview(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.getByText(/^Looked up in the registry, as of/).waitFor();
}

/** Every submission is recorded except the one that always runs. */
const workflowIsQuiet = (page: Page) => page.getByText(/, ([2-9]|\d\d) running/).waitFor({ state: 'detached' });

/** Advances the page's clock by one batch at a time. */
async function sendMost(page: Page, gate: ReturnType<typeof requestGate>): Promise<void> {
  await page.route(/\/api\/submissions$/, gate.onSubmit);
  await page.route(/\/api\/submissions\/\w/, gate.onPoll);
  await page.getByRole('button', { name: /^Submit all/ }).click();
  let nowMillis = now.getTime();
  const advanceClock = async (): Promise<void> => {
    nowMillis += batchMillis;
    await page.clock.setFixedTime(nowMillis);
  };
  for (let accepted = 1; accepted <= acceptedBatches; accepted += 1) {
    await gate.forwardOne();
    await page.getByText(`${accepted} of 49 batches accepted`).waitFor();
    await advanceClock();
  }
  const inWorkflow = page.getByLabel('Recorded so far', { exact: true }).getByText('200', { exact: true });
  await eventually(async () => {
    await advanceClock();
    return (await inWorkflow.isVisible()) || undefined;
  });
  await page.getByText(`No response for batch ${lostBatch}`).waitFor();
  await workflowIsQuiet(page);
}

async function sendRest(page: Page, gate: ReturnType<typeof requestGate>): Promise<void> {
  await gate.release();
  // From here on the clock runs.
  await page.clock.setSystemTime(now);
  await page.getByText('The import is done').waitFor({ timeout: 120_000 });
  await workflowIsQuiet(page);
}

function importScene({ name, text }: typeof file, variants: readonly Variant[]): Scene {
  const gate = requestGate();
  const only = (...some: readonly Variant[]) => variants.filter((variant) => some.includes(variant));
  return {
    path: '/import',
    shots: [
      {
        name: 'import-file',
        variants: only('light', 'phone'),
        show: (page) => page.getByText('Nothing is submitted before you have seen it').waitFor(),
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
      { name: 'import-run', variants, show: (page) => sendMost(page, gate) },
      { name: 'import-report', variants, show: (page) => sendRest(page, gate) },
    ],
  };
}

export const importScenes: readonly Scene[] = [importScene(file, ['light', 'dark']), importScene(otherFile, ['phone'])];
