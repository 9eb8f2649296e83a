// How fast the page loads and answers, on the local CloudFront. Usage: make bench BENCH=page
import { report } from '#docs/benchmarks.ts';
import { launchBrowser } from '#support/frontend/browser.ts';
import { withSpawnedLocalAws } from '#support/local/spawned-local-aws.ts';
import { measureImporting } from './importing.ts';
import { fillRegistry } from './registry.ts';
import { measureResponding } from './responding.ts';

const print = (line: string) => process.stdout.write(`${line}\n`);

await withSpawnedLocalAws(async (local) => {
  await fillRegistry(local);
  const browser = await launchBrowser();
  const figures = [
    ...(await measureResponding(browser, local, print)),
    ...(await measureImporting(browser, local, print)),
  ];
  await browser.close();
  report({
    title: 'The page, answering',
    command: 'make bench BENCH=page',
    text: '',
    figures,
  });
});
