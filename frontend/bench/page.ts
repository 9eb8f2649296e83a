// How fast the page loads and answers, on the local CloudFront. Usage: make bench BENCH=page
import { report } from '#docs/benchmarks.ts';
import { withSpawnedLocalAws } from '#support/local/spawned-local-aws.ts';
import { measureLoading } from './loading.ts';
import { fillRegistry } from './registry.ts';

const print = (line: string) => process.stdout.write(`${line}\n`);

await withSpawnedLocalAws(async (local) => {
  const filled = await fillRegistry(local);
  print('Lighthouse');
  const loading = await measureLoading(local, filled, print);
  report({
    title: 'Loading the page',
    command: 'make bench BENCH=page',
    text: 'Lighthouse with its own defaults.',
    figures: loading,
  });
});
