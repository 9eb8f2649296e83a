import { expect } from 'chai';
import { after, afterEach, before, beforeEach } from 'mocha';
import type { Browser, Page } from 'playwright-core';
import { type RunningLocalAws, startTemporaryLocalAws } from '#support/local/temporary-local-aws.ts';
import { launchBrowser, type OpenedPage, openPage, type PageOptions } from './browser.ts';

/** A local AWS and a browser shared by one test file, and a new browser context for each test. */
export interface Fixture {
  readonly local: RunningLocalAws;
  readonly page: Page;
  /** Opens a page in another browser context, closed after the test. */
  readonly openPage: (options?: PageOptions) => Promise<Page>;
  /** Calls the API directly. */
  readonly api: (method: 'GET' | 'PUT' | 'DELETE', id: string) => Promise<Response>;
  readonly seed: (ids: readonly string[]) => Promise<void>;
}

const atOnce = 25;

/** Each test fails on an error in a page or its console, a CSP violation or a request to another origin. */
export function fixture(options: {
  readonly isConnected: boolean;
  readonly pageOptions?: PageOptions;
  /** Reuses the page after a test that passed, because opening one takes longer than most tests. */
  readonly reusePage?: true;
  /** Replaces local/stack.json. */
  readonly stackFile?: () => Promise<string>;
}): Fixture {
  let local: RunningLocalAws;
  let browser: Browser;
  let visits: OpenedPage[] = [];

  const invite = async (look: PageOptions = {}): Promise<Page> => {
    const arrived = await openPage(browser, local.url, {
      ...(options.isConnected && { apiKey: local.apiKey }),
      ...look,
    });
    visits.push(arrived);
    return arrived.page;
  };
  const api: Fixture['api'] = (method, id) =>
    fetch(`${local.url}/api/customer-ids/${id}`, { method, headers: { 'x-api-key': local.apiKey } });

  before(async () => {
    const stackFile = await options.stackFile?.();
    [local, browser] = await Promise.all([startTemporaryLocalAws(stackFile), launchBrowser()]);
  });
  after(async () => {
    await Promise.all([browser?.close(), local?.stop()]);
  });
  beforeEach(async () => {
    if (visits.length === 0) await invite(options.pageOptions);
  });
  afterEach(async function () {
    const shown = visits;
    visits = options.reusePage && this.currentTest?.isPassed() ? shown.slice(0, 1) : [];
    await Promise.all(visits.map(({ page }) => page.unrouteAll()));
    await Promise.all(shown.slice(visits.length).map(({ close }) => close()));
    expect(shown.flatMap(({ faults }) => faults)).to.deep.equal([]);
  });

  return {
    get local() {
      return local;
    },
    get page() {
      const [first] = visits;
      if (!first) throw new Error('A page exists only while a test is running.');
      return first.page;
    },
    openPage: invite,
    api,
    seed: async (ids) => {
      for (let at = 0; at < ids.length; at += atOnce) {
        await Promise.all(ids.slice(at, at + atOnce).map((id) => api('PUT', id)));
      }
    },
  };
}

/** `ROW-001`, `ROW-002`, … in the registry's order. */
export const numberedIds = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index + 1).padStart(3, '0')}`);
