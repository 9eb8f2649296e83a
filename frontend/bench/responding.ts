import type { Browser, Page } from 'playwright-core';
import { openPage } from '#support/frontend/browser.ts';
import { idDetail, idInput, idRow } from '#support/frontend/registry-page.ts';
import type { SpawnedLocalAws } from '#support/local/spawned-local-aws.ts';
import type { Figure } from '#tools/docs/benchmark-table.ts';
import { answerInPage } from './page-registry.ts';
import { nthId } from './registry.ts';
import { watch } from './watch.ts';

/** 400 pages of the list, one after the other as a person would scroll through them. */
export const rowCount = 20_000;
const slowDowns = [1, 4];
const rounds = 5;
const rowsOpened = 5;
/** What the browser does not tell because it took less, counts as this. */
const leastMillis = 16;

/** How soon the page answers to typing and to opening a row, beside a long list; the slowest of each round. */
export async function measureResponding(
  browser: Browser,
  { url, apiKey }: SpawnedLocalAws,
  print: (line: string) => void,
): Promise<readonly Figure[]> {
  const { page, close } = await openPage(browser, url, { apiKey });
  const processor = await page.context().newCDPSession(page);
  await answerInPage(page, rowCount);
  await page.goto('/ids');
  await scrollToEnd(page, print);

  const figures: Figure[] = [];
  for (const rate of slowDowns) {
    await processor.send('Emulation.setCPUThrottlingRate', { rate });
    const typing: number[] = [];
    const opening: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      typing.push(await slowestKey(page));
      opening.push(await slowestOpening(page));
    }
    print(`  at 1/${rate} of the speed: typing ${typing.join(', ')} ms, opening ${opening.join(', ')} ms`);
    const how = rate === 1 ? '' : `, processor ${rate} times slower`;
    const facts = { unit: 'ms', promise: { atMost: 100 } };
    figures.push({ what: `typing an ID${how}`, values: typing, ...facts });
    figures.push({ what: `opening a row${how}`, values: opening, ...facts });
  }
  await close();
  return figures;
}

async function scrollToEnd(page: Page, print: (line: string) => void): Promise<void> {
  const table = page.getByRole('table', { name: 'Customer IDs' });
  await idRow(page, nthId('MANY', 0)).waitFor();
  const startedAt = performance.now();
  await table.evaluate(
    async (list, end) => {
      // The page scrolls its list where that overflows; the last row is drawn wherever the list is.
      while (!list.textContent?.includes(end)) {
        list.lastElementChild?.scrollIntoView({ block: 'end' });
        await new Promise(requestAnimationFrame);
      }
    },
    nthId('MANY', rowCount - 1),
  );
  print(`  ${rowCount} rows after ${Math.round((performance.now() - startedAt) / 1000)} s`);
}

/** The slowest interaction while the keys or the pointer are at work, and nothing else asks the page for anything. */
async function slowest(page: Page, press: () => Promise<void>): Promise<number> {
  const { interactionMillis } = await watch(page, press);
  return Math.max(leastMillis, ...interactionMillis);
}

async function slowestKey(page: Page): Promise<number> {
  await idInput(page).fill('');
  await idInput(page).focus();
  const millis = await slowest(page, () => page.keyboard.type(nthId('MANY', 123), { delay: 50 }));
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
    each.push(await slowest(page, press));
    await idDetail(page, id).getByRole('heading', { name: 'History' }).waitFor();
    await page.keyboard.press('Escape');
    await idDetail(page, id).waitFor({ state: 'detached' });
  }
  return Math.max(...each);
}
