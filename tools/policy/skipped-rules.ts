import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { infraFolder } from '#tools/lib/paths.ts';

/** The reason for each skipped rule, by rule ID. checkov reads the same file. */
export const skippedRules: ReadonlyMap<string, string> = new Map(
  Array.from(
    readFileSync(join(infraFolder, '.checkov.yaml'), 'utf8').matchAll(/^ {2}- (\w+)(?: # (.*))?$/gm),
    ([, id, reason]) => [String(id), reason ?? ''],
  ),
);
