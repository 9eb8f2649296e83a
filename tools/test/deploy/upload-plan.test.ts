import { expect } from 'chai';
import { describe, it } from 'mocha';
import { expiredAssets, keptReleases, uploadsOf } from '#tools/deploy/upload-plan.ts';

describe('an upload of the page', () => {
  it('sends hashed files first and the page last, each with its type and how long it may be kept', () => {
    const built = ['assets/index-a.css', 'assets/index-b.js', 'favicon.svg', 'index.html', 'theme.js'];

    const forEver = 'public, max-age=31536000, immutable';
    expect(uploadsOf(built)).to.deep.equal([
      { folder: 'assets/', files: ['index-a.css'], contentType: 'text/css; charset=utf-8', cacheControl: forEver },
      {
        folder: 'assets/',
        files: ['index-b.js'],
        contentType: 'text/javascript; charset=utf-8',
        cacheControl: forEver,
      },
      { folder: '', files: ['theme.js'], contentType: 'text/javascript; charset=utf-8', cacheControl: 'no-cache' },
      { folder: '', files: ['favicon.svg'], contentType: 'image/svg+xml', cacheControl: 'no-cache' },
      { folder: '', files: ['index.html'], contentType: 'text/html; charset=utf-8', cacheControl: 'no-cache' },
    ]);
  });

  it('keeps the files of the release before, and no older ones', () => {
    const [first, second, third] = [['assets/1.js'], ['assets/2.js'], ['assets/3.js']];
    const kept = keptReleases(third, keptReleases(second, keptReleases(first, [])));

    expect(kept).to.deep.equal([third, second]);
    expect(
      expiredAssets(['assets/1.js', 'assets/2.js', 'assets/3.js', 'config.json', 'index.html'], kept),
    ).to.deep.equal(first);
  });

  it('still knows the release before when the same one is deployed again', () => {
    const [first, second] = [['assets/1.js'], ['assets/2.js']];
    const kept = keptReleases(second, [second, first]);

    expect(kept).to.deep.equal([second, first]);
  });
});
