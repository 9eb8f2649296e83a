import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export interface SiteFile {
  readonly contentType: string;
  readonly etag: string;
  readonly content: Buffer;
  /** Of texts alone, the others are packed already. */
  readonly packed: { readonly br: Buffer; readonly gzip: Buffer } | undefined;
}

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

const packBrotli = promisify(brotliCompress);
const packGzip = promisify(gzip);

export type FindFile = (path: string) => Promise<SiteFile | undefined>;

/** Finds the files of a folder, as they are now. What was read stays in memory until it changes. */
export function openSiteFolder(folder: string): FindFile {
  const known = new Map<string, { readonly mtimeMs: number; readonly file: Promise<SiteFile> }>();
  return async (path) => {
    const location = locate(folder, path);
    if (location === undefined) return undefined;
    const found = await stat(location).catch(() => undefined);
    if (!found?.isFile()) return undefined;
    const remembered = known.get(location);
    if (remembered?.mtimeMs === found.mtimeMs) return remembered.file;
    const file = readFile(location).then((content) => makeSiteFile(extname(location), content));
    known.set(location, { mtimeMs: found.mtimeMs, file });
    return file;
  };
}

/** No segment can lead out of the folder: each is decoded once and must then be a plain file name. */
function locate(folder: string, path: string): string | undefined {
  try {
    const segments = path.split('/').slice(1).map(decodeURIComponent);
    return segments.every(isFileName) ? join(folder, ...segments) : undefined;
  } catch {
    return undefined;
  }
}

const isFileName = (name: string): boolean => /^[^/\\\0]+$/.test(name) && name !== '.' && name !== '..';

export async function makeSiteFile(extension: string, content: Buffer): Promise<SiteFile> {
  return {
    contentType: contentTypeOf(extension),
    etag: `"${createHash('sha256').update(content).digest('hex').slice(0, 32)}"`,
    content,
    packed: TEXTS[extension] === undefined ? undefined : { br: await brotli(content), gzip: await packGzip(content) },
  };
}

/** The best quality would take seconds for the page's scripts. */
const brotli = (content: Buffer): Promise<Buffer> =>
  packBrotli(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
