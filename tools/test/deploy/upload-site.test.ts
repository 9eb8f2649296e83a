import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { temporaryFolder } from '#support/local/temporary-folder.ts';
import type { AwsCommand } from '#tools/deploy/aws-command.ts';
import { uploadSite } from '#tools/deploy/upload-site.ts';

/** An `aws` that knows what is in the bucket, and remembers in words what it was told to do. */
function recordingAws(inBucket: Readonly<Record<string, string>>) {
  const told: string[] = [];
  const aws: AwsCommand = (args, input) => {
    if (args.includes('list-objects-v2')) {
      return JSON.stringify({ Contents: Object.keys(inBucket).map((Key) => ({ Key })) });
    }
    if (args.at(-1) === '-') return inBucket['release.json'] ?? '';
    const included = args.flatMap((arg, index) => (args[index - 1] === '--include' ? [arg] : []));
    told.push([args[1], ...included, ...(input ? [input] : [])].join(' '));
    return '';
  };
  return { aws, told };
}

describe('the page', () => {
  let folder: string;

  beforeEach(() => {
    folder = temporaryFolder();
    mkdirSync(join(folder, 'assets'));
    for (const file of ['assets/new.js', 'index.html']) writeFileSync(join(folder, file), file);
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('reaches an empty bucket, with a list of its files for the next deploy', () => {
    const { aws, told } = recordingAws({});

    const said = uploadSite(aws, 'site', folder);

    expect(told).to.deep.equal(['sync new.js', 'cp index.html', 'cp [["assets/new.js","index.html"]]']);
    expect(said).to.equal('The page is in s3://site: 2 files. 0 of older releases were removed.');
  });

  it('takes the files of the release before the last one away, after the new page is there', () => {
    const releases = JSON.stringify([
      ['assets/last.js', 'index.html'],
      ['assets/old.js', 'index.html'],
    ]);
    const { aws, told } = recordingAws({
      'assets/last.js': '',
      'assets/old.js': '',
      'config.json': '',
      'release.json': releases,
    });

    uploadSite(aws, 'site', folder);

    expect(told).to.deep.equal([
      'sync new.js',
      'cp index.html',
      'rm assets/old.js',
      'cp [["assets/new.js","index.html"],["assets/last.js","index.html"]]',
    ]);
  });

  it('is not uploaded before it is built', () => {
    rmSync(join(folder, 'index.html'));

    expect(() => uploadSite(recordingAws({}).aws, 'site', folder)).to.throw('The page is not built: run make build.');
  });
});
