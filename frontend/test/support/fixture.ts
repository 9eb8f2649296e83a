import { expect } from 'chai';
import { after, afterEach, before, beforeEach } from 'mocha';
import type { Browser, Page } from 'playwright-core';
import { isRetryable, pauseBeforeRetry } from '#support/local/http-client.ts';
import {
  type RunningLocalAws,
  startTemporaryLocalAws,
  type TemporaryOptions,
} from '#support/local/temporary-local-aws.ts';
import { launchBrowser, type OpenedPage, openPage, type PageOptions } from './browser.ts';

/** A local AWS and a browser shared by one test file, and a new browser context for each test. */
export interface Fixture {
  readonly local: RunningLocalAws;
  readonly page: Page;
  /** Opens a page in another browser context, closed after the test. */
  readonly openPage: (options?: PageOptions) => Promise<Page>;
  /** Calls the API without the page. */
  readonly api: (method: 'GET' | 'PUT' | 'DELETE', id: string) => Promise<Response>;
  readonly seed: (ids: readonly string[]) => Promise<void>;
}

export interface FixtureOptions {
  readonly isConnected: boolean;
  readonly pageOptions?: PageOptions;
  /** Reuses the page after a test that passed, because opening one takes longer than most tests. */
  readonly reusePage?: true;
  /** Replaces local/stack.json. */
  readonly stackFile?: () => Promise<string>;
  /** Replaces the single client, which can write. */
  readonly clients?: TemporaryOptions['clients'];
}

/** The pages that a test has opened. */
function createPages(open: (options: PageOptions) => Promise<OpenedPage>) {
  let opened: readonly OpenedPage[] = [];
  return {
    open: async (options: PageOptions = {}): Promise<Page> => {
      const page = await open(options);
      opened = [...opened, page];
      return page.page;
    },
    first: () => opened[0]?.page,
    /** Closes the pages, except the first if it is reused, and fails if any had faults. */
    close: async (keepsFirst: boolean): Promise<void> => {
      const pages = opened;
      opened = keepsFirst ? pages.slice(0, 1) : [];
      await Promise.all(opened.map(({ page }) => page.unrouteAll()));
      await Promise.all(pages.slice(opened.length).map(({ close }) => close()));
      expect(pages.flatMap(({ faults }) => faults)).to.deep.equal([]);
    },
  };
}

const attemptsMax = 60;

/** Retries what the API marks as retryable, because on a busy machine a function can exceed its deadline. */
async function fetchWithRetries(url: string, init: RequestInit): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(url, init);
    const body = await response.clone().text();
    if (attempt === attemptsMax || !isRetryable(response.headers.get('retry-after'), body)) return response;
    await pauseBeforeRetry(attempt);
  }
}

const concurrencyMax = 10;

async function seedIds(ids: readonly string[], api: Fixture['api']): Promise<void> {
  const queue = [...ids];
  const runQueue = async (): Promise<void> => {
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      const { ok, status } = await api('PUT', id);
      if (!ok) throw new Error(`${id} could not be added: ${status}`);
    }
  };
  await Promise.all(Array.from({ length: concurrencyMax }, runQueue));
}

/** Each test fails on an error in a page or its console, a CSP violation or a request to another origin. */
export function fixture(options: FixtureOptions): Fixture {
  let local: RunningLocalAws;
  let browser: Browser;
  const pages = createPages((given) =>
    openPage(browser, local.url, { ...(options.isConnected && { apiKey: local.apiKey }), ...given }),
  );
  const api: Fixture['api'] = (method, id) =>
    fetchWithRetries(`${local.url}/api/customer-ids/${id}`, { method, headers: { 'x-api-key': local.apiKey } });

  before(async () => {
    const stackFile = await options.stackFile?.();
    [local, browser] = await Promise.all([startTemporaryLocalAws(stackFile, options), launchBrowser()]);
  });
  after(async () => {
    await Promise.all([browser?.close(), local?.stop()]);
  });
  beforeEach(async () => {
    if (!pages.first()) await pages.open(options.pageOptions);
  });
  afterEach(async function () {
    await pages.close(options.reusePage === true && this.currentTest?.isPassed() === true);
  });

  return {
    get local() {
      return local;
    },
    get page() {
      const page = pages.first();
      if (!page) throw new Error('A page exists only while a test is running.');
      return page;
    },
    openPage: pages.open,
    api,
    seed: (ids) => seedIds(ids, api),
  };
}

/** `ROW-001`, `ROW-002`, … in the registry's order. */
export const numberedIds = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index + 1).padStart(3, '0')}`);
