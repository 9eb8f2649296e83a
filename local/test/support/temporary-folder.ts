import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new, empty folder that no other test uses. */
export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'local-aws-'));
