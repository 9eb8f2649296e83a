// Elements of every page: palette, shortcuts and error states.
import type { Page } from 'playwright-core';
import { idRow } from '#support/frontend/registry-page.ts';
import type { Scene } from './capture.ts';
import { prefix, shownId } from './registry-data.ts';

const list = `/ids?prefix=${prefix}`;

/** The count of running submissions loads last. Phones do not show it. */
export async function waitForRunningCount(page: Page): Promise<void> {
  const sidebar = page.getByRole('button', { name: /^Jump to/ });
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
  if (await sidebar.isVisible()) await page.getByText(', 1 running').waitFor({ state: 'attached' });
}

async function openPalette(page: Page): Promise<void> {
  await idRow(page, shownId).waitFor();
  await page.keyboard.press('Control+K');
  await page.getByRole('combobox').fill(shownId.toLowerCase());
  await page.getByRole('option', { name: shownId }).getByText('Active').waitFor();
}

/** A 429 response. The page adds a random delay to the Retry-After of 7 s. */
async function throttle(page: Page): Promise<void> {
  await idRow(page, shownId).waitFor();
  await page.route(/\/api\/customer-ids\/\w/, (route) =>
    route.fulfill({ status: 429, headers: { 'Retry-After': '7' }, json: { code: 'too-many-requests' } }),
  );
  await idRow(page, shownId).click();
  await page.mouse.move(0, 0);
  await page.getByText('Retrying in 8 s').waitFor();
}

export const shellScenes: readonly Scene[] = [
  { path: list, shots: [{ name: 'palette', variants: ['light', 'dark', 'phone'], show: openPalette }] },
  {
    path: list,
    shots: [
      {
        name: 'shortcuts',
        variants: ['light'],
        show: async (page) => {
          await idRow(page, shownId).focus();
          await page.keyboard.press('?');
          await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
        },
      },
    ],
  },
  {
    path: '/nowhere',
    shots: [
      {
        name: 'not-found',
        variants: ['light'],
        show: (page) => page.getByRole('heading', { name: 'There is no page at this address' }).waitFor(),
      },
    ],
  },
  {
    path: list,
    shots: [
      {
        name: 'offline',
        variants: ['light', 'phone'],
        show: async (page) => {
          await idRow(page, shownId).waitFor();
          await page.context().setOffline(true);
          await page.getByText('You are offline.').first().waitFor();
        },
      },
    ],
  },
  { path: list, shots: [{ name: 'throttled', variants: ['light'], show: throttle }] },
];
