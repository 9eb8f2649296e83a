import type { Browser, Page } from 'playwright-core';
import { openPage } from '#support/frontend/browser.ts';
import { idDetail, idInput, idRow } from '#support/frontend/registry-page.ts';
import type { SpawnedLocalAws } from '#support/local/spawned-local-aws.ts';
import type { Measurement } from '#tools/docs/benchmark-table.ts';
import { fullOrQuick } from '#tools/docs/benchmarks.ts';
import { measurePage } from './measure-page.ts';
import { mockRegistry } from './mock-registry.ts';
import { nthId } from './seed-registry.ts';

/** 400 pages of the list, or 40. */
export const rowCount = fullOrQuick(20_000, 2000);
const slowdowns = [1, 4];
const rounds = fullOrQuick(5, 1);
const rowsOpened = 5;
/** The browser does not report faster interactions. */
const reportedMinMillis = 16;

/** Measures typing and opening a row with a long list; takes the slowest interaction of each round. */
export async function measureResponding(
  browser: Browser,
  { url, apiKey }: SpawnedLocalAws,
  print: (line: string) => void,
): Promise<readonly Measurement[]> {
  const { page, close } = await openPage(browser, url, { apiKey });
  const cpu = await page.context().newCDPSession(page);
  await mockRegistry(page, rowCount);
  await page.goto('/ids');
  await scrollToEnd(page, print);

  const measurements: Measurement[] = [];
  for (const rate of slowdowns) {
    await cpu.send('Emulation.setCPUThrottlingRate', { rate });
    const typing: number[] = [];
    const opening: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      typing.push(await slowestKey(page));
      opening.push(await slowestOpening(page));
    }
    print(`  CPU ${rate}x slower: typing ${typing.join(', ')} ms, opening ${opening.join(', ')} ms`);
    const suffix = rate === 1 ? '' : `, CPU ${rate} times slower`;
    const facts = { unit: 'ms', target: { atMost: 100 } };
    measurements.push({ name: `typing an ID${suffix}`, values: typing, ...facts });
    measurements.push({ name: `opening a row${suffix}`, values: opening, ...facts });
  }
  await close();
  return measurements;
}

async function scrollToEnd(page: Page, print: (line: string) => void): Promise<void> {
  const table = page.getByRole('table', { name: 'Customer IDs' });
  await idRow(page, nthId('MANY', 0)).waitFor();
  const startedAt = performance.now();
  await table.evaluate(
    async (list, end) => {
      while (!list.textContent?.includes(end)) {
        list.lastElementChild?.scrollIntoView({ block: 'end' });
        await new Promise(requestAnimationFrame);
      }
    },
    nthId('MANY', rowCount - 1),
  );
  print(`  ${rowCount} rows after ${Math.round((performance.now() - startedAt) / 1000)} s`);
}

async function slowestInteraction(page: Page, interact: () => Promise<void>): Promise<number> {
  const { interactionMillis } = await measurePage(page, interact);
  return Math.max(reportedMinMillis, ...interactionMillis);
}

async function slowestKey(page: Page): Promise<number> {
  await idInput(page).fill('');
  await idInput(page).focus();
  const millis = await slowestInteraction(page, () => page.keyboard.type(nthId('MANY', 123), { delay: 50 }));
  await idInput(page).fill('');
  return millis;
}

async function slowestOpening(page: Page): Promise<number> {
  const each: number[] = [];
  for (let row = 1; row <= rowsOpened; row += 1) {
    const id = nthId('MANY', rowCount - row);
    await idRow(page, id).hover();
    const press = async () => {
      await page.mouse.down();
      await page.mouse.up();
    };
    each.push(await slowestInteraction(page, press));
    await idDetail(page, id).getByRole('heading', { name: 'History' }).waitFor();
    await page.keyboard.press('Escape');
    await idDetail(page, id).waitFor({ state: 'detached' });
  }
  return Math.max(...each);
}
