// Writes docs/cost.md: what the plan costs, at the prices and the use that stand beside this file.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { docsFolder } from '#tools/lib/paths.ts';
import { whyTerraformCannotRun } from '#tools/lib/terraform.ts';
import { costPage } from './cost-page.ts';
import { evaluateProd, readInventories, writeProd } from './inventories.ts';

export const costFile = join(docsFolder, 'cost.md');

async function main(): Promise<void> {
  const obstacle = whyTerraformCannotRun();
  if (obstacle) process.stdout.write(`The plan of prod is taken as it was: ${obstacle}\n`);
  else writeProd(await evaluateProd());
  writeFileSync(costFile, costPage(readInventories()));
}

if (process.argv[1] === import.meta.filename) await main();
