// What a file of the page is uploaded with: the one place that says so, for the deployed bucket and for the local one.

const TEXTS: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};
const BINARIES: Readonly<Record<string, string>> = {
  '.ico': 'image/x-icon',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** Of a file's name, its extension alone. */
export const contentTypeOf = (extension: string): string =>
  TEXTS[extension] ?? BINARIES[extension] ?? 'application/octet-stream';

const textTypes = new Set(Object.values(TEXTS));

/** Whether packing makes it smaller: the others are packed already. */
export const isText = (contentType: string): boolean => textTypes.has(contentType);

const YEAR_SECONDS = 31_536_000;

/** Names under /assets/ carry a hash of their content; everything else may change under its name. */
export const cacheControlOf = (path: string): string =>
  path.startsWith('/assets/') ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache';
