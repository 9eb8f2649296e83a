import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { adaptToHttp, readResponseHeaders } from '#local/cloudfront/response-headers.ts';
import { readStack } from '#local/stack.ts';
import { PAGE, type RunningCloudFront, startCloudFront } from '#support/local/cloudfront-fixture.ts';
import { parseStatus, rawGet } from '#support/local/raw-request.ts';
import { stackFile } from '#support/local/stack-variants.ts';
import { releaseList } from '#tools/deploy/upload-site.ts';

const siteHeaders = Object.fromEntries(
  adaptToHttp(readResponseHeaders(readStack(stackFile))).set.map(([name, value]) => [name.toLowerCase(), value]),
);

describe('S3 origin', () => {
  let server: RunningCloudFront;

  before(async () => {
    server = await startCloudFront();
    const list = join(server.folder, releaseList);
    mkdirSync(dirname(list), { recursive: true });
    writeFileSync(list, 'secret list');
  });
  after(() => server.stop());

  const get = (path: string, init?: RequestInit) => fetch(server.url + path, init);

  for (const path of ['/', '/submissions', '/submissions/01ABC', '/a/b/?q=x.y', '/api', '/apix/y']) {
    it(`serves the page with Cache-Control: no-cache for ${path}`, async () => {
      const response = await get(path);

      expect(response.status).to.equal(200);
      expect(await response.text()).to.equal(PAGE);
      expect(Object.fromEntries(response.headers)).to.include({
        ...siteHeaders,
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-cache',
      });
    });
  }

  for (const path of [releaseList, releaseList.replace('r', '%72'), `./${releaseList}`, `x/../${releaseList}`]) {
    it(`does not serve the list of releases at /${path}`, async () => {
      const response = await rawGet(server.port, `/${path}`);

      expect(response).to.not.include('secret list');
    });
  }

  it('serves assets as immutable', async () => {
    const response = await get('/assets/app-1a2b.js');

    expect(Object.fromEntries(response.headers)).to.include({
      ...siteHeaders,
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    });
  });

  it('serves config.json with the API path and the environment', async () => {
    const response = await get('/config.json');

    expect(await response.json()).to.deep.equal({
      apiBasePath: '/api',
      environment: 'local',
      tombstoneRetentionDays: 30,
    });
    expect(response.headers.get('cache-control')).to.equal('no-cache');
  });

  const forbidden = [
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
  for (const [method, path] of forbidden) {
    it(`returns S3's 403 for ${method} ${path}`, async () => {
      const response = await rawGet(server.port, path, [], method);

      expect(parseStatus(response)).to.equal(403);
      expect(response).to.include('<Code>AccessDenied</Code>').and.not.include('secret').and.not.include(PAGE);
      for (const [name, value] of Object.entries(siteHeaders))
        expect(response.toLowerCase()).to.include(`${name}: ${value}`.toLowerCase());
    });
  }

  it('responds to HEAD like GET, without a body', async () => {
    const response = await rawGet(server.port, '/', [], 'HEAD');

    expect(parseStatus(response)).to.equal(200);
    expect(response)
      .to.match(new RegExp(`content-length: ${PAGE.length}\r\n`, 'i'))
      .and.match(/\r\n\r\n$/);
  });

  it('compresses text with the accepted encoding, and images never', async () => {
    const getCompressed = async (path: string, encoding: string) => {
      const response = await rawGet(server.port, path, [`Accept-Encoding: ${encoding}`]);
      const body = Buffer.from(response.slice(response.indexOf('\r\n\r\n') + 4), 'latin1');
      return { encoding: /content-encoding: (\w+)/i.exec(response)?.[1], body };
    };

    const brotli = await getCompressed('/', 'gzip, deflate, br');
    const gzip = await getCompressed('/', 'gzip, br;q=0');
    const plain = await getCompressed('/', 'identity');
    const icon = await getCompressed('/favicon.ico', 'br');

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

  it('returns 304 for a matching ETag until the page is rebuilt', async () => {
    const { headers } = await get('/');
    const conditional = { headers: { 'if-none-match': headers.get('etag') ?? '' } };

    const same = (await get('/', conditional)).status;
    writeFileSync(join(server.folder, 'index.html'), `${PAGE}<p>new</p>`);
    const changed = await get('/', conditional);
    writeFileSync(join(server.folder, 'index.html'), PAGE);

    expect(same).to.equal(304);
    expect(await changed.text()).to.include('new');
  });

  it('does not add headers to API responses', async () => {
    const response = await rawGet(server.port, '/api/anything');

    const names = [...response.matchAll(/^([\w-]+):/gm)].map(([, name]) => name?.toLowerCase());
    expect(names).to.have.members(['x-api', 'content-length', 'date', 'connection']);
  });
});
