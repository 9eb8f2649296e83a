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

export interface S3Object extends Metadata {
  readonly etag: string;
  readonly content: Buffer;
  /** Undefined for binary formats, which are already compressed. */
  readonly compressed: { readonly br: Buffer; readonly gzip: Buffer } | undefined;
}

const brotliAsync = promisify(brotliCompress);
const gzipAsync = promisify(gzip);

export type FindObject = (path: string) => Promise<S3Object | undefined>;

/** Reads objects from a folder and caches them until the file changes. */
export function openObjectFolder(folder: string): FindObject {
  const cache = new Map<string, { readonly mtimeMs: number; readonly file: Promise<S3Object> }>();
  return async (path) => {
    const location = resolvePath(folder, path);
    if (location === undefined) return undefined;
    const stats = await stat(location).catch(() => undefined);
    if (!stats?.isFile()) return undefined;
    const cached = cache.get(location);
    if (cached?.mtimeMs === stats.mtimeMs) return cached.file;
    const file = readFile(location).then((content) => createObject(toMetadata(path), content));
    cache.set(location, { mtimeMs: stats.mtimeMs, file });
    return file;
  };
}

/** Prevents path traversal: each decoded segment must be a plain file name. */
function resolvePath(folder: string, path: string): string | undefined {
  try {
    const segments = path.split('/').slice(1).map(decodeURIComponent);
    return segments.every(isFileName) ? join(folder, ...segments) : undefined;
  } catch {
    return undefined;
  }
}

const isFileName = (name: string): boolean => /^[^/\\\0]+$/.test(name) && name !== '.' && name !== '..';

const toMetadata = (path: string): Metadata => ({
  contentType: contentTypeOf(extname(path)),
  cacheControl: cacheControlOf(path),
});

export async function createObject({ contentType, cacheControl }: Metadata, content: Buffer): Promise<S3Object> {
  return {
    contentType,
    cacheControl,
    etag: `"${createHash('sha256').update(content).digest('hex').slice(0, 32)}"`,
    content,
    compressed: isText(contentType) ? { br: await compressBrotli(content), gzip: await gzipAsync(content) } : undefined,
  };
}

/** Quality 11 takes seconds for the front end's scripts. */
const compressBrotli = (content: Buffer): Promise<Buffer> =>
  brotliAsync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
