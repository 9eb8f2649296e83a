import type { Page } from 'playwright-core';

export async function connect(page: Page, apiKey: string): Promise<void> {
  await page.getByLabel('API key', { exact: true }).fill(apiKey);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
}

export const idInput = (page: Page) => page.getByRole('textbox', { name: 'Check or add a customer ID' });

export const idRow = (page: Page, id: string) =>
  page.getByRole('table', { name: 'Customer IDs' }).getByRole('link', { name: id, exact: true });

export const deletedRow = (page: Page, id: string) =>
  page.getByRole('table', { name: 'Deleted customer IDs' }).getByRole('link', { name: id, exact: true });

export const idDetail = (page: Page, id: string) => page.getByRole('complementary', { name: `Details of ${id}` });

export async function addId(page: Page, id: string): Promise<void> {
  await idInput(page).fill(id);
  await idInput(page).press('Enter');
  await idRow(page, id.toUpperCase()).waitFor();
}

/** Tries to close the tab, declines, and returns the kind of question that the browser asked. */
export async function tryToClose(page: Page): Promise<string> {
  const [dialog] = await Promise.all([page.waitForEvent('dialog'), page.close({ runBeforeUnload: true })]);
  await dialog.dismiss();
  return dialog.type();
}
