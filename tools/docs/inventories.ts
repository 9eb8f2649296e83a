// What the plans of dev and prod hold. That of dev is what the laptop runs, but for its limits and its name; that of prod
// is kept in docs/inventory.prod.json, so that docs/cost.md can be made without Terraform.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { docsFolder } from '#tools/lib/paths.ts';
import { parseStack, readStack } from '#tools/lib/stack.ts';
import { evaluateStack } from '#tools/stack/stack.ts';
import { type Inventory, inventoryOf } from './inventory.ts';

export interface Inventories {
  readonly dev: Inventory;
  readonly prod: Inventory;
}

const prodFile = join(docsFolder, 'inventory.prod.json');

export const readInventories = (): Inventories => ({
  dev: inventoryOf(readStack()),
  prod: JSON.parse(readFileSync(prodFile, 'utf8')),
});

/** Terraform must be able to run. */
export async function evaluateProd(): Promise<Inventory> {
  return inventoryOf(parseStack(await evaluateStack('prod')));
}

export const writeProd = (inventory: Inventory): void =>
  writeFileSync(prodFile, `${JSON.stringify(inventory, null, 2)}\n`);
