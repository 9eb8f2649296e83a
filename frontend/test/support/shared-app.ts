import { after } from 'mocha';
import type { Browser } from 'playwright-core';
import { type RunningLocalAws, startTemporaryLocalAws } from '#support/local/temporary-local-aws.ts';
import { launchBrowser, type Visit, type VisitOptions, visit } from './browser.ts';

interface SharedApp {
  readonly local: RunningLocalAws;
  readonly browser: Browser;
}

let started: Promise<SharedApp> | undefined;

async function start(): Promise<SharedApp> {
  const [local, browser] = await Promise.all([startTemporaryLocalAws(), launchBrowser()]);
  return { local, browser };
}

/** One local AWS and one browser for every file that uses them: each test keeps to IDs of its own. */
export const sharedApp = (): Promise<SharedApp> => {
  started ??= start();
  return started;
};

// At the root, so after the last file.
after(async () => {
  if (started === undefined) return;
  const { local, browser } = await started;
  await Promise.all([browser.close(), local.stop()]);
});

/** A person who is connected already. */
export async function visitConnected(options: VisitOptions = {}): Promise<Visit> {
  const { local, browser } = await sharedApp();
  return visit(browser, local.url, { apiKey: local.apiKey, ...options });
}

/** Puts IDs into the registry, past the page. */
export async function putIds(ids: readonly string[]): Promise<void> {
  const { local } = await sharedApp();
  const headers = { 'x-api-key': local.apiKey };
  const put = (id: string) => fetch(`${local.url}/api/customer-ids/${id}`, { method: 'PUT', headers });
  const answers = await Promise.all(ids.map(put));
  const refused = answers.filter(({ ok }) => !ok);
  if (refused.length > 0) throw new Error(`${refused.length} IDs could not be put.`);
}
