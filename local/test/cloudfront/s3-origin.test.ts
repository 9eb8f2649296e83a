import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { overPlainHttp, readResponseHeaders } from '#local/cloudfront/response-headers.ts';
import { readStack } from '#local/stack.ts';
import { PAGE, type RunningCloudFront, startCloudFront } from '#support/local/cloudfront-fixture.ts';
import { rawGet, statusOf } from '#support/local/raw-request.ts';
import { stackFile } from '#support/local/stack-variants.ts';

/** As the stack says, over plain http. */
const siteHeaders = Object.fromEntries(
  overPlainHttp(readResponseHeaders(readStack(stackFile))).set.map(([name, value]) => [name.toLowerCase(), value]),
);

describe('the site', () => {
  let server: RunningCloudFront;

  before(async () => {
    server = await startCloudFront();
  });
  after(() => server.stop());

  const get = (path: string, init?: RequestInit) => fetch(server.url + path, init);

  for (const path of ['/', '/submissions', '/submissions/01ABC', '/a/b/?q=x.y', '/api', '/apix/y']) {
    it(`answers the route ${path} with the page, which is always asked for anew`, async () => {
      const answer = await get(path);

      expect(answer.status).to.equal(200);
      expect(await answer.text()).to.equal(PAGE);
      expect(Object.fromEntries(answer.headers)).to.include({
        ...siteHeaders,
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-cache',
      });
    });
  }

  it('lets assets be kept for ever', async () => {
    const answer = await get('/assets/app-1a2b.js');

    expect(Object.fromEntries(answer.headers)).to.include({
      ...siteHeaders,
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    });
  });

  it('tells the page where it runs', async () => {
    const answer = await get('/config.json');

    expect(await answer.json()).to.deep.equal({
      apiBasePath: '/api',
      environment: 'local',
      tombstoneRetentionDays: 30,
    });
    expect(answer.headers.get('cache-control')).to.equal('no-cache');
  });

  const refused = [
    ['GET', '/assets/gone.js'],
    ['GET', '/assets/gone'],
    ['GET', '/favicon.png'],
    ['GET', '/assets/app-1a2b.js/x.js'],
    ['GET', '/../secret.txt'],
    ['GET', '/..%2Fsecret.txt'],
    ['GET', '/%2e%2e/secret.txt'],
    ['GET', '/..%5Csecret.txt'],
    ['GET', '/assets/..'],
    ['GET', '/assets//app-1a2b.js'],
    ['GET', '/index.html%00.js'],
    ['GET', '/%FF.js'],
    ['POST', '/'],
    ['PUT', '/index.html'],
    ['DELETE', '/index.html'],
    ['OPTIONS', '/'],
  ] as const;
  for (const [method, path] of refused) {
    it(`answers ${method} ${path} with S3's 403, never with the page`, async () => {
      const answer = await rawGet(server.port, path, [], method);

      expect(statusOf(answer)).to.equal(403);
      expect(answer).to.include('<Code>AccessDenied</Code>').and.not.include('secret').and.not.include(PAGE);
      for (const [name, value] of Object.entries(siteHeaders))
        expect(answer.toLowerCase()).to.include(`${name}: ${value}`.toLowerCase());
    });
  }

  it('answers HEAD like GET, without the body', async () => {
    const answer = await rawGet(server.port, '/', [], 'HEAD');

    expect(statusOf(answer)).to.equal(200);
    expect(answer)
      .to.match(new RegExp(`content-length: ${PAGE.length}\r\n`, 'i'))
      .and.match(/\r\n\r\n$/);
  });

  it('packs texts as the browser likes it, and pictures never', async () => {
    const packed = async (path: string, encoding: string) => {
      const answer = await rawGet(server.port, path, [`Accept-Encoding: ${encoding}`]);
      const body = Buffer.from(answer.slice(answer.indexOf('\r\n\r\n') + 4), 'latin1');
      return { encoding: /content-encoding: (\w+)/i.exec(answer)?.[1], body };
    };

    const brotli = await packed('/', 'gzip, deflate, br');
    const gzip = await packed('/', 'gzip, br;q=0');
    const plain = await packed('/', 'identity');
    const icon = await packed('/favicon.ico', 'br');

    expect([brotli, gzip, plain, icon].map(({ encoding }) => encoding)).to.deep.equal([
      'br',
      'gzip',
      undefined,
      undefined,
    ]);
    expect(brotliDecompressSync(brotli.body).toString()).to.equal(PAGE);
    expect(gunzipSync(gzip.body).toString()).to.equal(PAGE);
    expect(plain.body.toString()).to.equal(PAGE);
  });

  it('answers 304 to who has the page already, until a new one is built', async () => {
    const { headers } = await get('/');
    const conditional = { headers: { 'if-none-match': headers.get('etag') ?? '' } };

    const same = (await get('/', conditional)).status;
    writeFileSync(join(server.folder, 'index.html'), `${PAGE}<p>new</p>`);
    const changed = await get('/', conditional);
    writeFileSync(join(server.folder, 'index.html'), PAGE);

    expect(same).to.equal(304);
    expect(await changed.text()).to.include('new');
  });

  it('adds nothing of its own to what the API answers', async () => {
    const answer = await rawGet(server.port, '/api/anything');

    const names = [...answer.matchAll(/^([\w-]+):/gm)].map(([, name]) => name?.toLowerCase());
    expect(names).to.have.members(['x-api', 'content-length', 'date', 'connection']);
  });
});
