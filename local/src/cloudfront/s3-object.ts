import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { cacheControlOf, contentTypeOf, isText } from './object-metadata.ts';

interface Metadata {
  readonly contentType: string;
  readonly cacheControl: string;
}

export interface SiteFile extends Metadata {
  readonly etag: string;
  readonly content: Buffer;
  /** Of texts alone, the others are packed already. */
  readonly packed: { readonly br: Buffer; readonly gzip: Buffer } | undefined;
}

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
    const file = readFile(location).then((content) => makeSiteFile(metadataOf(path), content));
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

const metadataOf = (path: string): Metadata => ({
  contentType: contentTypeOf(extname(path)),
  cacheControl: cacheControlOf(path),
});

export async function makeSiteFile({ contentType, cacheControl }: Metadata, content: Buffer): Promise<SiteFile> {
  return {
    contentType,
    cacheControl,
    etag: `"${createHash('sha256').update(content).digest('hex').slice(0, 32)}"`,
    content,
    packed: isText(contentType) ? { br: await brotli(content), gzip: await packGzip(content) } : undefined,
  };
}

/** The best quality would take seconds for the page's scripts. */
const brotli = (content: Buffer): Promise<Buffer> =>
  packBrotli(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
