// Brings the built page into its bucket.
import { globSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fieldsOf, listOf, parseJson, textsOf } from '#tools/lib/json.ts';
import { rootFolder } from '#tools/lib/paths.ts';
import { UserError } from '#tools/lib/user-error.ts';
import { type AwsCommand, askJson } from './aws-command.ts';
import { expiredAssets, keptReleases, type Release, type Upload, uploadsOf } from './upload-plan.ts';

/** Lists the files of the last two releases, in the bucket itself, for whoever deploys next. */
const releaseList = 'release.json';
const builtFolder = join(rootFolder, 'frontend/dist');

export function uploadSite(aws: AwsCommand, bucket: string, folder = builtFolder): string {
  const built = globSync('**/*.*', { cwd: folder })
    .map((file) => file.replaceAll(sep, '/'))
    .sort();
  if (!built.includes('index.html')) throw new UserError('The page is not built: run make build.');
  const inBucket = keysIn(aws, bucket);
  const kept = keptReleases(built, inBucket.includes(releaseList) ? releasesIn(aws, bucket) : []);
  for (const upload of uploadsOf(built)) send(aws, bucket, folder, upload);
  const expired = expiredAssets(inBucket, kept);
  if (expired.length > 0) remove(aws, bucket, expired);
  const how = ['--content-type', 'application/json', '--cache-control', 'no-cache', '--only-show-errors'];
  aws(['s3', 'cp', '-', `s3://${bucket}/${releaseList}`, ...how], JSON.stringify(kept));
  return `The page is in s3://${bucket}: ${built.length} files. ${expired.length} of older releases were removed.`;
}

const keysIn = (aws: AwsCommand, bucket: string): readonly string[] =>
  listOf(fieldsOf(askJson(aws, 's3api', 'list-objects-v2', '--bucket', bucket))['Contents']).map((object) =>
    String(fieldsOf(object)['Key']),
  );

const releasesIn = (aws: AwsCommand, bucket: string): readonly Release[] =>
  listOf(parseJson(aws(['s3', 'cp', `s3://${bucket}/${releaseList}`, '-']))).map(textsOf);

/** A name with a hash has one content, so one that is there is not sent again. Any other file is, to renew its headers too. */
function send(
  aws: AwsCommand,
  bucket: string,
  from: string,
  { folder, files, contentType, cacheControl }: Upload,
): void {
  const only = files.flatMap((file) => ['--include', file]);
  const how = ['--content-type', contentType, '--cache-control', cacheControl, '--no-progress', '--only-show-errors'];
  const [source, target] = [join(from, folder), `s3://${bucket}/${folder}`];
  if (folder) aws(['s3', 'sync', source, target, '--exclude', '*', ...only, '--size-only', ...how]);
  else aws(['s3', 'cp', source, target, '--recursive', '--exclude', '*', ...only, ...how]);
}

function remove(aws: AwsCommand, bucket: string, keys: readonly string[]): void {
  const only = keys.flatMap((key) => ['--include', key]);
  aws(['s3', 'rm', `s3://${bucket}/`, '--recursive', '--exclude', '*', ...only, '--only-show-errors']);
}
