// What each picture shows, and what has been waited for when it is taken.
import type { Page } from 'playwright-core';
import { chooseFile } from '#support/frontend/import-page.ts';
import { box, detailOf, rowOf } from '#support/frontend/registry-page.ts';
import type { Camera } from './screenshot-camera.ts';
import { file, shownId } from './screenshot-data.ts';

const freeId = 'CUST-00441';

export async function arrival({ desktop, phone }: Camera): Promise<void> {
  const forgetKey = async (page: Page) => {
    await page.goto('/connect');
    await page.getByRole('button', { name: 'Forget key' }).click();
    await page.getByLabel('API key', { exact: true }).waitFor();
  };
  await desktop(async (page, snap) => {
    await page.goto('/ids');
    await page.getByRole('heading', { name: 'No customer IDs yet' }).waitFor();
    await snap('ids-empty', 'light');
    await forgetKey(page);
    await snap('connect', 'light');
  });
  await phone(async (page, snap) => {
    await forgetKey(page);
    await snap('connect');
  });
}

export async function ids({ desktop, phone }: Camera): Promise<void> {
  await desktop(async (page, snap) => {
    await page.goto(`/ids/${shownId}?prefix=CUST-004`);
    await detailOf(page, shownId).getByText('Added again', { exact: true }).waitFor();
    await box(page).fill(freeId);
    await page.getByText(`${freeId} is not in the registry`).first().waitFor();
    await snap('ids', 'light', 'dark');
  });
  await phone(async (page, snap) => {
    await page.goto('/ids');
    await rowOf(page, shownId).waitFor();
    await box(page).fill('CUST 00441');
    await page.getByText('A space is not allowed').first().waitFor();
    await snap('ids');
  });
}

export async function manyIds({ desktop }: Camera): Promise<void> {
  await desktop(async (page, snap) => {
    await page.goto('/ids?prefix=CUST-004');
    for (const id of ['CUST-00403', 'CUST-00405', 'CUST-00409']) {
      await page.getByRole('checkbox', { name: `Select ${id}` }).check();
    }
    await page.getByRole('button', { name: 'Delete …' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete 3 IDs' }).waitFor();
    await snap('ids-selection', 'light');
  });
}

export async function byKey({ desktop }: Camera): Promise<void> {
  await desktop(async (page, snap) => {
    await page.goto('/ids');
    await rowOf(page, shownId).waitFor();
    await page.keyboard.press('Control+K');
    await page.getByRole('combobox').fill(shownId);
    await page.getByRole('option', { name: shownId }).getByText('Active').waitFor();
    await snap('palette', 'dark');
    await page.getByRole('combobox').clear();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await snap('shortcuts', 'light');
  });
}

export const submission = (submissionId: string, shows: string) => async (page: Page) => {
  await page.goto(`/submissions/${submissionId}`);
  await page.getByRole('status').getByText(shows).waitFor();
  await page.getByRole('status', { name: 'Loading' }).waitFor({ state: 'detached' });
};

/** An import up to the moment before anything is sent. */
export async function importing({ desktop, phone }: Camera): Promise<void> {
  const preview = async (page: Page) => {
    await chooseFile(page, file.name, file.text);
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByRole('button', { name: /^Submit / }).waitFor();
  };
  await desktop(async (page, snap) => {
    await page.goto('/import');
    await page.getByText('Drop a CSV file here').waitFor();
    await snap('import-file', 'light');
    await preview(page);
    await snap('import-preview', 'light');
  });
  await phone(async (page, snap) => {
    await page.goto('/import');
    await preview(page);
    await snap('import-preview');
  });
}
