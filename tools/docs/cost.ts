// Writes docs/cost.md from the plan, prices.ts and usage.ts.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { docsFolder } from '#tools/lib/paths.ts';
import { prepareTerraform } from '#tools/lib/terraform.ts';
import { costPage } from './cost-page.ts';
import { evaluateProd, readInventories, writeProd } from './inventories.ts';

export const costFile = join(docsFolder, 'cost.md');

async function main(): Promise<void> {
  const problem = prepareTerraform();
  if (problem) process.stdout.write(`docs/inventory.prod.json was not updated: ${problem}\n`);
  else writeProd(await evaluateProd());
  writeFileSync(costFile, costPage(readInventories()));
}

if (process.argv[1] === import.meta.filename) await main();
