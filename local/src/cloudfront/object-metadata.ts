// Content types and cache headers of the page's files: the same data that `make deploy` uploads them with.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface ObjectMetadata {
  /** By folder: names under assets/ contain a hash of their content, all others may change. */
  readonly cacheControl: { readonly 'assets/': string; readonly '': string };
  readonly textContentTypes: Readonly<Record<string, string>>;
  readonly binaryContentTypes: Readonly<Record<string, string>>;
}

const file = join(import.meta.dirname, '../../../infra/modules/website/object-metadata.json');
const { cacheControl, textContentTypes, binaryContentTypes }: ObjectMetadata = JSON.parse(readFileSync(file, 'utf8'));

export const contentTypeOf = (extension: string): string =>
  textContentTypes[extension] ?? binaryContentTypes[extension] ?? 'application/octet-stream';

const textTypes = new Set(Object.values(textContentTypes));

/** Binary formats are compressed already. */
export const isText = (contentType: string): boolean => textTypes.has(contentType);

export const cacheControlOf = (path: string): string => cacheControl[path.startsWith('/assets/') ? 'assets/' : ''];
