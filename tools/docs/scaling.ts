// Writes docs/scaling.md from the stack, the settings of prod, quotas.ts and usage.ts.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { docsFolder } from '#tools/lib/paths.ts';
import { readInventories } from './inventories.ts';
import { readLimits } from './scaling-limits.ts';
import { scalingPage } from './scaling-page.ts';

export const scalingFile = join(docsFolder, 'scaling.md');

export const generateScalingPage = async (): Promise<string> => scalingPage(await readLimits(), readInventories().dev);

if (process.argv[1] === import.meta.filename) writeFileSync(scalingFile, await generateScalingPage());
