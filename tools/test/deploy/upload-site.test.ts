import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { temporaryFolder } from '#support/local/temporary-folder.ts';
import type { AwsCommand } from '#tools/deploy/aws-command.ts';
import { releaseList, uploadSite } from '#tools/deploy/upload-site.ts';

/** A fake `aws` command that lists the bucket and records the changes. */
function recordingAws(inBucket: Readonly<Record<string, string>>) {
  const commands: string[] = [];
  const aws: AwsCommand = (args, input) => {
    if (args.includes('list-objects-v2')) {
      return JSON.stringify({ Contents: Object.keys(inBucket).map((Key) => ({ Key })) });
    }
    if (args.at(-1) === '-') return inBucket[releaseList] ?? '';
    const included = args.flatMap((arg, index) => (args[index - 1] === '--include' ? [arg] : []));
    commands.push([args[1], ...included, ...(input ? [input] : [])].join(' '));
    return '';
  };
  return { aws, commands };
}

describe('the upload of the page', () => {
  let folder: string;

  beforeEach(() => {
    folder = temporaryFolder();
    mkdirSync(join(folder, 'assets'));
    for (const file of ['assets/new.js', 'index.html']) writeFileSync(join(folder, file), file);
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('fills an empty bucket and lists its files for the next deploy', () => {
    const { aws, commands } = recordingAws({});

    const summary = uploadSite(aws, 'site', folder);

    expect(commands).to.deep.equal(['sync new.js', 'cp index.html', 'cp [["assets/new.js","index.html"]]']);
    expect(summary).to.equal('Uploaded 2 files to s3://site. Removed 0 files of older releases.');
  });

  it('removes the files of older releases after it uploads the new page', () => {
    const releases = JSON.stringify([
      ['assets/last.js', 'index.html'],
      ['assets/old.js', 'index.html'],
    ]);
    const { aws, commands } = recordingAws({
      'assets/last.js': '',
      'assets/old.js': '',
      'config.json': '',
      [releaseList]: releases,
    });

    uploadSite(aws, 'site', folder);

    expect(commands).to.deep.equal([
      'sync new.js',
      'cp index.html',
      'rm assets/old.js',
      'cp [["assets/new.js","index.html"],["assets/last.js","index.html"]]',
    ]);
  });

  it('rejects an upload when the page is not built', () => {
    rmSync(join(folder, 'index.html'));

    expect(() => uploadSite(recordingAws({}).aws, 'site', folder)).to.throw('The page is not built. Run `make build`.');
  });
});
