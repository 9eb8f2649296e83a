import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openPage } from '#support/frontend/browser.ts';
import type { SpawnedLocalAws } from '#support/local/spawned-local-aws.ts';
import { temporaryFolder } from '#support/local/temporary-folder.ts';
import type { Measurement } from '#tools/docs/benchmark-table.ts';
import { fullOrQuick } from '#tools/docs/benchmarks.ts';
import { measurePage, type PageTimings } from './measure-page.ts';
import { mockRegistry } from './mock-registry.ts';
import { nthId } from './seed-registry.ts';

export const fileRows = fullOrQuick(100_000, 10_000);
const rounds = fullOrQuick(3, 1);
/** The browser's threshold for a long task. */
const longTaskMinMillis = 50;

/** Measures the longest task while the page reads, validates, previews and submits a file. */
export async function measureImporting(
  browser: Browser,
  local: SpawnedLocalAws,
  print: (line: string) => void,
): Promise<readonly Measurement[]> {
  const folder = temporaryFolder();
  // Passed by path: passing the content would add work to the page.
  const file = join(folder, 'customers.csv');
  const rows = Array.from({ length: fileRows }, (_, index) => `${nthId('CUST', index)},DE`);
  writeFileSync(file, ['customer_id,country', ...rows].join('\n'));
  const longest: number[] = [];
  const seconds: number[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      const startedAt = performance.now();
      const { longTaskMillis } = await importFile(browser, local, file);
      seconds.push((performance.now() - startedAt) / 1000);
      longest.push(Math.max(longTaskMinMillis, ...longTaskMillis));
      print(`  ${fileRows} rows, longest task ${longest.at(-1)} ms, ${Math.round(seconds.at(-1) ?? 0)} s in total`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return [
    { name: 'import, longest task', values: longest, unit: 'ms', target: { atMost: 200, inEachRun: true } },
    { name: 'import, from the file to the report', values: seconds, unit: 's' },
  ];
}

async function importFile(browser: Browser, { url, apiKey }: SpawnedLocalAws, file: string): Promise<PageTimings> {
  const { page, close } = await openPage(browser, url, { apiKey });
  await mockRegistry(page, 0);
  await page.goto('/import');
  const timings = await measurePage(page, async () => {
    await page.getByLabel('Drop a CSV file here').setInputFiles(file);
    await page.getByRole('button', { name: 'Preview' }).click({ timeout: 60_000 });
    await page.getByRole('button', { name: /^Submit \d/ }).click({ timeout: 60_000 });
    await page.getByRole('status').getByText('The import is done').waitFor({ timeout: 240_000 });
  });
  await close();
  return timings;
}
