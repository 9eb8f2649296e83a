// Decides the order in which the page's files are uploaded, and which old files are deleted.
import { extname } from 'node:path';
import { assetsFolder, cacheControlFor, contentTypeFor } from './object-metadata.ts';

export interface Upload {
  readonly folder: string;
  readonly files: readonly string[];
  readonly contentType: string;
  readonly cacheControl: string;
}

export type Release = readonly string[];

const entry = 'index.html';

/** Hashed files first and index.html last, so that no page refers to files not yet uploaded. */
export function planUploads(built: Release): readonly Upload[] {
  const hashed = built.filter((file) => file.startsWith(assetsFolder));
  const others = built.filter((file) => !file.startsWith(assetsFolder) && file !== entry);
  return [...byType(hashed), ...byType(others), ...byType([entry])];
}

/** This release and the previous one, whose files an open page may still load. */
export function releasesToKeep(built: Release, releases: readonly Release[]): readonly Release[] {
  const [current] = releases;
  if (!current) return [built];
  return current.join() === built.join() ? releases : [built, current];
}

export function expiredAssets(inBucket: readonly string[], kept: readonly Release[]): readonly string[] {
  const wanted = new Set(kept.flat());
  return inBucket.filter((key) => key.startsWith(assetsFolder) && !wanted.has(key));
}

/** Sets the content type explicitly, because the AWS CLI guesses it differently per machine. */
function byType(files: readonly string[]): readonly Upload[] {
  const folder = files[0]?.startsWith(assetsFolder) ? assetsFolder : '';
  const extensions = [...new Set(files.map((file) => extname(file)))].sort();
  return extensions.map((extension) => ({
    folder,
    files: files
      .filter((file) => extname(file) === extension)
      .map((file) => file.slice(folder.length))
      .sort(),
    contentType: contentTypeFor(`page${extension}`),
    cacheControl: cacheControlFor(folder),
  }));
}
