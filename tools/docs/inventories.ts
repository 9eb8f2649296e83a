// The inventories of dev and prod. dev equals the local stack, apart from limits and names; prod is stored in
// docs/inventory.prod.json, so that docs/cost.md can be generated without Terraform.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { docsFolder } from '#tools/lib/paths.ts';
import { parseStack, readStack } from '#tools/lib/stack.ts';
import { evaluateStack } from '#tools/stack/stack.ts';
import { type Inventory, toInventory } from './inventory.ts';

export interface Inventories {
  readonly dev: Inventory;
  readonly prod: Inventory;
}

const prodFile = join(docsFolder, 'inventory.prod.json');

export const readInventories = (): Inventories => ({
  dev: toInventory(readStack()),
  prod: JSON.parse(readFileSync(prodFile, 'utf8')),
});

/** Requires Terraform. */
export async function evaluateProd(): Promise<Inventory> {
  return toInventory(parseStack(await evaluateStack('prod')));
}

export const writeProd = (inventory: Inventory): void =>
  writeFileSync(prodFile, `${JSON.stringify(inventory, null, 2)}\n`);
