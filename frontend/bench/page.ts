// How fast the page loads and answers, on the local CloudFront, in a Chromium without a screen.
// Usage: make bench BENCH=page
import type { Browser } from 'playwright-core';
import { launchBrowser } from '#support/frontend/browser.ts';
import { type SpawnedLocalAws, withSpawnedLocalAws } from '#support/local/spawned-local-aws.ts';
import { report } from '#tools/docs/benchmarks.ts';
import { fileRows, measureImporting } from './importing.ts';
import { measureLoading, rounds } from './loading.ts';
import { idCount } from './registry.ts';
import { measureResponding, rowCount } from './responding.ts';

const command = 'make bench BENCH=page';
const print = (line: string) => process.stdout.write(`${line}\n`);
const thousands = (count: number): string => count.toLocaleString('en');

async function load(local: SpawnedLocalAws, versions: readonly string[]): Promise<void> {
  print(`Lighthouse, ${rounds} rounds`);
  const { figures, version } = await measureLoading(local, print);
  report({
    title: 'Loading the page',
    command,
    versions: [...versions, `Lighthouse ${version}`],
    text: `Scores of 100, and the times behind the first of them, as Lighthouse gives them by default: a middling phone on slow 4G, simulated, with a fresh profile. The registry holds ${idCount} IDs. The local CloudFront compresses, and sends the headers of the deployed one, but over HTTP/1.1 and without TLS.`,
    figures,
  });
}

async function answer(browser: Browser, local: SpawnedLocalAws, versions: readonly string[]): Promise<void> {
  print(`Typing, and opening a row, beside ${thousands(rowCount)} rows`);
  const responding = await measureResponding(browser, local, print);
  print(`Importing ${thousands(fileRows)} rows`);
  const importing = await measureImporting(browser, local, print);
  report({
    title: 'The page at work',
    command,
    versions,
    text: `From the press of a key or the pointer to the paint that answers it, the slowest of each round, as the browser's own event timing tells it: in steps of 8 ms, 16 ms for whatever took less. The list has ${thousands(rowCount)} rows, scrolled to its end. Then the longest task of the page while it reads, checks, previews and submits a file of ${thousands(fileRows)} rows; 50 ms when there was no long task at all. The registry's answers are made in the page, so that the page alone is measured.`,
    figures: [...responding, ...importing],
  });
}

await withSpawnedLocalAws(async (local) => {
  const browser = await launchBrowser();
  const versions = [`Chromium ${browser.version()}`];
  try {
    await answer(browser, local, versions);
  } finally {
    await browser.close();
  }
  await load(local, versions);
});
