// Photographs the page for the README: the whole system on this machine, with IDs that nobody has.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, visit } from '#support/frontend/browser.ts';
import { type RunningLocalAws, startTemporaryLocalAws } from '#support/local/temporary-local-aws.ts';

const folder = join(import.meta.dirname, '../screenshots');

const ids = ['ACME-GMBH', 'ALPINE-2041', 'BAKERY_77', 'CUST-001', 'CUST-002', 'CUST-003', 'NORDIC-9', 'ORCHID-12'];
const submitted = ['CUST-004', 'cust-005', 'CUST-001', 'bad id!', 'CUST-006', 'NORDIC-10', 'cust-004'];

/** Where to look, and what to wait for. */
const views: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  ids: async (page) => {
    await page.goto('/ids/CUST-002');
    await page.getByRole('complementary', { name: 'Details of CUST-002' }).getByText('Active').waitFor();
  },
  submission: async (page) => {
    await page.goto('/submissions');
    await page.getByRole('list', { name: 'Recent submissions' }).getByRole('link').first().click();
    await page.getByRole('table', { name: 'Results' }).waitFor();
  },
};

async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const local = await startTemporaryLocalAws();
  try {
    await fill(local);
    const browser = await launchBrowser();
    try {
      for (const colorScheme of ['light', 'dark'] as const) await photograph(browser, local, colorScheme);
    } finally {
      await browser.close();
    }
  } finally {
    await local.stop();
  }
}

async function fill({ url, apiKey }: RunningLocalAws): Promise<void> {
  const headers = { 'x-api-key': apiKey, 'content-type': 'application/json' };
  for (const id of ids) await fetch(`${url}/api/customer-ids/${id}`, { method: 'PUT', headers });
  await fetch(`${url}/api/submissions`, { method: 'POST', headers, body: JSON.stringify({ ids: submitted }) });
}

async function photograph(browser: Browser, { url, apiKey }: RunningLocalAws, colorScheme: 'light' | 'dark') {
  const { page, close } = await visit(browser, url, { apiKey, colorScheme });
  for (const [name, show] of Object.entries(views)) {
    await show(page);
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), animations: 'disabled' });
  }
  await close();
}

await main();
