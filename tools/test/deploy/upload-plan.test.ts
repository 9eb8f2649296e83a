import { expect } from 'chai';
import { describe, it } from 'mocha';
import { expiredAssets, planUploads, releasesToKeep } from '#tools/deploy/upload-plan.ts';

describe('the upload plan', () => {
  it('uploads hashed files first and index.html last, each with its content type and cache control', () => {
    const built = ['assets/index-a.css', 'assets/index-b.js', 'favicon.svg', 'index.html', 'theme.js'];

    const immutable = 'public, max-age=31536000, immutable';
    expect(planUploads(built)).to.deep.equal([
      { folder: 'assets/', files: ['index-a.css'], contentType: 'text/css; charset=utf-8', cacheControl: immutable },
      {
        folder: 'assets/',
        files: ['index-b.js'],
        contentType: 'text/javascript; charset=utf-8',
        cacheControl: immutable,
      },
      { folder: '', files: ['theme.js'], contentType: 'text/javascript; charset=utf-8', cacheControl: 'no-cache' },
      { folder: '', files: ['favicon.svg'], contentType: 'image/svg+xml', cacheControl: 'no-cache' },
      { folder: '', files: ['index.html'], contentType: 'text/html; charset=utf-8', cacheControl: 'no-cache' },
    ]);
  });

  it('keeps the files of the previous release and expires older ones', () => {
    const [first, second, third] = [['assets/1.js'], ['assets/2.js'], ['assets/3.js']];
    const kept = releasesToKeep(third, releasesToKeep(second, releasesToKeep(first, [])));

    expect(kept).to.deep.equal([third, second]);
    expect(
      expiredAssets(['assets/1.js', 'assets/2.js', 'assets/3.js', 'config.json', 'index.html'], kept),
    ).to.deep.equal(first);
  });

  it('remembers the previous release when the same one is deployed again', () => {
    const [first, second] = [['assets/1.js'], ['assets/2.js']];
    const kept = releasesToKeep(second, [second, first]);

    expect(kept).to.deep.equal([second, first]);
  });
});
