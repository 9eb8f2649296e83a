// In which order the page's files reach the bucket, and which old ones leave it. Pure.
import { extname } from 'node:path';
import { assetsFolder, cacheControlFor, contentTypeFor } from './object-metadata.ts';

export interface Upload {
  readonly folder: string;
  readonly files: readonly string[];
  readonly contentType: string;
  readonly cacheControl: string;
}

/** The files of a release. */
export type Release = readonly string[];

const entry = 'index.html';

/** Hashed files first and the page last, so that nobody gets a page whose files are not there yet. */
export function uploadsOf(built: Release): readonly Upload[] {
  const hashed = built.filter((file) => file.startsWith(assetsFolder));
  const others = built.filter((file) => !file.startsWith(assetsFolder) && file !== entry);
  return [...byType(hashed), ...byType(others), ...byType([entry])];
}

/** This release and the one before it: a page that is open in a browser goes on asking for the files of its own. */
export function keptReleases(built: Release, releases: readonly Release[]): readonly Release[] {
  const [current] = releases;
  if (!current) return [built];
  return current.join() === built.join() ? releases : [built, current];
}

export function expiredAssets(inBucket: readonly string[], kept: readonly Release[]): readonly string[] {
  const wanted = new Set(kept.flat());
  return inBucket.filter((key) => key.startsWith(assetsFolder) && !wanted.has(key));
}

/** The type of a file is told, not guessed: the guess of `aws` differs by machine. */
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
