// Uploads the built page to its bucket.
import { globSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fieldsOf, listOf, parseJson, textsOf } from '#tools/lib/json.ts';
import { rootFolder } from '#tools/lib/paths.ts';
import { UserError } from '#tools/lib/user-error.ts';
import { type AwsCommand, readAwsJson } from './aws-command.ts';
import { expiredAssets, planUploads, type Release, releasesToKeep, type Upload } from './upload-plan.ts';

/**
 * An object that lists the files of the last two releases, for the next deploy. CloudFront does not serve it: the viewer
 * function returns the page for every path without a file extension.
 */
export const releaseList = 'deploy/releases';
const builtFolder = join(rootFolder, 'frontend/dist');

export function uploadSite(aws: AwsCommand, bucket: string, folder = builtFolder): string {
  const built = globSync('**/*.*', { cwd: folder })
    .map((file) => file.replaceAll(sep, '/'))
    .sort();
  if (!built.includes('index.html')) throw new UserError('The page is not built. Run `make build`.');
  const inBucket = listKeys(aws, bucket);
  const retained = releasesToKeep(built, inBucket.includes(releaseList) ? readReleases(aws, bucket) : []);
  for (const upload of planUploads(built)) send(aws, bucket, folder, upload);
  const expired = expiredAssets(inBucket, retained);
  if (expired.length > 0) remove(aws, bucket, expired);
  const options = ['--content-type', 'application/json', '--cache-control', 'no-cache', '--only-show-errors'];
  aws(['s3', 'cp', '-', `s3://${bucket}/${releaseList}`, ...options], JSON.stringify(retained));
  return `Uploaded ${built.length} files to s3://${bucket}. Removed ${expired.length} files of older releases.`;
}

const listKeys = (aws: AwsCommand, bucket: string): readonly string[] =>
  listOf(fieldsOf(readAwsJson(aws, 's3api', 'list-objects-v2', '--bucket', bucket))['Contents']).map((object) =>
    String(fieldsOf(object)['Key']),
  );

const readReleases = (aws: AwsCommand, bucket: string): readonly Release[] =>
  listOf(parseJson(aws(['s3', 'cp', `s3://${bucket}/${releaseList}`, '-']))).map(textsOf);

/** Hashed files already in the bucket are skipped. The others are always sent, which also updates their headers. */
function send(
  aws: AwsCommand,
  bucket: string,
  from: string,
  { folder, files, contentType, cacheControl }: Upload,
): void {
  const only = files.flatMap((file) => ['--include', file]);
  const options = [
    '--content-type',
    contentType,
    '--cache-control',
    cacheControl,
    '--no-progress',
    '--only-show-errors',
  ];
  const [source, target] = [join(from, folder), `s3://${bucket}/${folder}`];
  if (folder) aws(['s3', 'sync', source, target, '--exclude', '*', ...only, '--size-only', ...options]);
  else aws(['s3', 'cp', source, target, '--recursive', '--exclude', '*', ...only, ...options]);
}

function remove(aws: AwsCommand, bucket: string, keys: readonly string[]): void {
  const only = keys.flatMap((key) => ['--include', key]);
  aws(['s3', 'rm', `s3://${bucket}/`, '--recursive', '--exclude', '*', ...only, '--only-show-errors']);
}
