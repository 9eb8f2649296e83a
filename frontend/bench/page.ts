// Measures how fast the page loads and responds, on the local CloudFront in headless Chromium.
// Usage: make bench BENCH=page
import type { Browser } from 'playwright-core';
import { launchBrowser } from '#support/frontend/browser.ts';
import { type SpawnedLocalAws, withSpawnedLocalAws } from '#support/local/spawned-local-aws.ts';
import { report } from '#tools/docs/benchmarks.ts';
import { fileRows, measureImporting } from './importing.ts';
import { measureLoading, rounds } from './loading.ts';
import { measureResponding, rowCount } from './responding.ts';
import { idCount } from './seed-registry.ts';

const command = 'make bench BENCH=page';
const print = (line: string) => process.stdout.write(`${line}\n`);
const thousands = (count: number): string => count.toLocaleString('en');

async function benchmarkLoading(local: SpawnedLocalAws, versions: readonly string[]): Promise<void> {
  print(`Lighthouse, ${rounds} rounds`);
  const { measurements, version } = await measureLoading(local, print);
  report({
    title: 'Loading the page',
    command,
    versions: [...versions, `Lighthouse ${version}`],
    text: `Lighthouse scores out of 100, and the metrics behind the performance score, with the default settings: a mid-range phone on simulated slow 4G with a fresh profile. The registry contains ${idCount} IDs. The local CloudFront compresses responses and sends the same headers as the deployed one, but over HTTP/1.1 and without TLS.`,
    measurements,
  });
}

async function benchmarkInteraction(
  browser: Browser,
  local: SpawnedLocalAws,
  versions: readonly string[],
): Promise<void> {
  print(`Typing and opening a row with ${thousands(rowCount)} rows`);
  const responding = await measureResponding(browser, local, print);
  print(`Importing ${thousands(fileRows)} rows`);
  const importing = await measureImporting(browser, local, print);
  report({
    title: 'Using the page',
    command,
    versions,
    text: `Interaction: time from a key press or click to the next paint, from the browser's Event Timing API; the slowest interaction of each round. The API reports in steps of 8 ms and nothing below 16 ms, so faster interactions count as 16 ms. The list has ${thousands(rowCount)} rows and is scrolled to its end. Import: the longest task while the page reads, validates, previews and submits a file of ${thousands(fileRows)} rows; 50 ms if there was no long task. API responses are mocked in the page, so that only the page is measured.`,
    measurements: [...responding, ...importing],
  });
}

await withSpawnedLocalAws(async (local) => {
  const browser = await launchBrowser();
  const versions = [`Chromium ${browser.version()}`];
  try {
    await benchmarkInteraction(browser, local, versions);
  } finally {
    await browser.close();
  }
  await benchmarkLoading(local, versions);
});
