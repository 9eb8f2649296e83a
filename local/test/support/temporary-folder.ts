import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Creates an empty temporary folder. */
export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'local-aws-'));
