import type { Page, Route } from 'playwright-core';

type RouteHandler = (route: Route) => unknown;

/** A user action, or waiting for its result. */
export type Step = (page: Page) => Promise<unknown>;

export const sequence =
  (...steps: readonly Step[]): Step =>
  async (page) => {
    for (const step of steps) await step(page);
  };

/** Opens a path; the given handlers replace responses of the registry. */
export const open =
  (path: string, ...routes: readonly (readonly [url: RegExp, handler: RouteHandler])[]): Step =>
  async (page) => {
    await page.unrouteAll();
    for (const [url, handler] of routes) await page.route(url, handler);
    await page.goto(path);
  };

export const respond =
  (url: RegExp, handler: RouteHandler): Step =>
  (page) =>
    page.route(url, handler);

export const press =
  (name: string | RegExp): Step =>
  (page) =>
    page.getByRole('button', { name, exact: true }).click();

export const pressKey =
  (keys: string): Step =>
  (page) =>
    page.keyboard.press(keys);

export const check =
  (name: string): Step =>
  (page) =>
    page.getByRole('checkbox', { name }).check();

export const fill =
  (label: string, text: string): Step =>
  (page) =>
    page.getByLabel(label, { exact: true }).fill(text);

export const waitForHeading =
  (name: string | RegExp): Step =>
  (page) =>
    page.getByRole('heading', { name }).first().waitFor();

export const waitForText =
  (text: string | RegExp): Step =>
  (page) =>
    page.getByText(text).first().waitFor();

export const waitForAlert =
  (text: string): Step =>
  (page) =>
    page.getByRole('alert').filter({ hasText: text }).waitFor();

export const never = () => undefined;
export const serverError = (route: Route) =>
  route.fulfill({ status: 500, json: { code: 'internal', requestId: 'request-17' } });
export const emptyList = (route: Route) => route.fulfill({ json: { items: [], nextCursor: null } });
const runningSince = (route: Route, startedAt: string) => {
  const submissionId = new URL(route.request().url()).pathname.split('/').at(-1);
  return route.fulfill({
    json: {
      submissionId,
      status: 'received',
      action: 'add',
      receivedAt: startedAt,
      counts: { submitted: 1 },
      results: [{ id: 'RUNNING-1', outcome: 'pending' }],
      steps: [],
      attempts: [{ startedAt, status: 'running' }],
    },
  });
};
/** Returns a running submission without calling the registry, which may be slow on a busy machine. */
export const stillRunning = (route: Route) => runningSince(route, new Date().toISOString());
/** Returns a submission that has been running for longer than the workflow can take. */
export const stuck = (route: Route) => runningSince(route, new Date(Date.now() - 8 * 60_000).toISOString());
