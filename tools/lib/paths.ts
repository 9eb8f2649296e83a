import { join } from 'node:path';

export const rootFolder = join(import.meta.dirname, '../..');
export const infraFolder = join(rootFolder, 'infra');
export const docsFolder = join(rootFolder, 'docs');
export const stackFile = join(rootFolder, 'local/stack.json');
