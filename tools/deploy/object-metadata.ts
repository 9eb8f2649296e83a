// Content types and cache headers of the page's files: the same data that the local CloudFront serves them with.
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { infraFolder } from '#tools/lib/paths.ts';

interface ObjectMetadata {
  readonly cacheControl: { readonly 'assets/': string; readonly '': string };
  readonly textContentTypes: Readonly<Record<string, string>>;
  readonly binaryContentTypes: Readonly<Record<string, string>>;
}

const file = join(infraFolder, 'modules/website/object-metadata.json');
const { cacheControl, textContentTypes, binaryContentTypes }: ObjectMetadata = JSON.parse(readFileSync(file, 'utf8'));

/** Names in this folder contain a hash of their content, so they are cached for good. */
export const assetsFolder = 'assets/';

export function contentTypeFor(path: string): string {
  const extension = extname(path);
  return textContentTypes[extension] ?? binaryContentTypes[extension] ?? 'application/octet-stream';
}

export const cacheControlFor = (path: string): string =>
  cacheControl[path.startsWith(assetsFolder) ? assetsFolder : ''];
