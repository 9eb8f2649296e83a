import type { Page, Route } from 'playwright-core';
import { idDetail, idInput, idRow } from '#support/frontend/registry-page.ts';
import type { Scene } from './capture.ts';
import { now } from './local-system.ts';
import { freeId, prefix, shownId, spareId, wrongId } from './registry-data.ts';

const list = `/ids?prefix=${prefix}`;

const typed = (id: string, verdict: string) => async (page: Page) => {
  await idRow(page, shownId).waitFor();
  await idInput(page).fill(id);
  await page.getByText(verdict).first().waitFor();
};

async function selectThree(page: Page): Promise<void> {
  await idRow(page, shownId).waitFor();
  const more = page.getByRole('button', { name: 'More actions' });
  if (await more.isVisible()) {
    await more.click();
    await page.getByRole('menuitem', { name: 'Select' }).click();
  }
  for (const id of ['CUST-00403', 'CUST-00406', 'CUST-00407']) {
    await page.getByRole('checkbox', { name: `Select ${id}` }).check();
  }
}

/** The response when the table is unavailable. */
const respondUnavailable = (route: Route) =>
  route.fulfill({
    status: 504,
    contentType: 'application/problem+json',
    json: { code: 'outcome-unknown', requestId: '9f1c6a52-7e0b-4d35-a1c8-2b6e90d4f713' },
  });

/** With a paused clock, the Undo button stays. */
async function deleteSpare(page: Page): Promise<void> {
  await idRow(page, spareId).click();
  await page.getByRole('button', { name: `Delete ${spareId}` }).waitFor();
  await page.clock.install({ time: now });
  await page.clock.pauseAt(now);
  await page.getByRole('button', { name: `Delete ${spareId}` }).click();
  const undo = page.getByRole('button', { name: 'Undo' });
  while (!(await undo.isVisible())) await page.clock.runFor(1);
  await idRow(page, shownId).waitFor();
}

export const idScenes: readonly Scene[] = [
  {
    path: `/ids/${shownId}?prefix=${prefix}`,
    shots: [
      {
        name: 'ids',
        variants: ['light', 'dark'],
        show: async (page) => {
          await idDetail(page, shownId).getByText('Added again', { exact: true }).waitFor();
          await typed(freeId, `${freeId} is not in the registry`)(page);
        },
      },
      {
        name: 'ids-known',
        variants: ['light'],
        show: typed(shownId, `${shownId} is in the registry`),
      },
    ],
  },
  {
    path: `/ids/${shownId}?prefix=${prefix}`,
    shots: [
      {
        name: 'ids-detail',
        variants: ['phone'],
        show: (page) => idDetail(page, shownId).getByText('Added again', { exact: true }).waitFor(),
      },
    ],
  },
  {
    path: list,
    shots: [
      { name: 'ids', variants: ['phone'], show: (page) => idRow(page, shownId).waitFor() },
      { name: 'ids-wrong', variants: ['light', 'phone'], show: typed(wrongId, 'A space is not allowed') },
    ],
  },
  {
    path: list,
    shots: [
      { name: 'ids-selection', variants: ['light', 'phone'], show: selectThree },
      {
        name: 'ids-delete',
        variants: ['light', 'phone'],
        show: async (page) => {
          await page.getByRole('button', { name: 'Delete…' }).click();
          await page.getByRole('alertdialog').getByRole('button', { name: 'Delete 3 IDs' }).waitFor();
        },
      },
    ],
  },
  {
    path: '/connect',
    shots: [
      {
        name: 'ids-failed',
        variants: ['light'],
        show: async (page) => {
          await page.route(/\/api\/customer-ids(\?|$)/, respondUnavailable);
          await page.getByRole('link', { name: 'IDs', exact: true }).click();
          await page.getByRole('heading', { name: 'The list could not be loaded' }).waitFor();
        },
      },
    ],
  },
  {
    path: list,
    shots: [{ name: 'ids-deleted', variants: ['phone-dark'], show: deleteSpare }],
  },
];
