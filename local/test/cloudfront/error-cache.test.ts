import { writeFile } from 'node:fs/promises';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { Gateway } from '#local/api-gateway/gateway.ts';
import { startCloudFront } from '#support/local/cloudfront-fixture.ts';
import { stackFile, stackVariant } from '#support/local/stack-variants.ts';

const createStackWithoutErrorTtl = () =>
  stackVariant({
    aws_cloudfront_distribution: (distribution) => {
      distribution['custom_error_response'] = [];
    },
  });

/** Returns `status` to requests without the right API key. */
const createGatewayWithKey =
  (status: number): Gateway =>
  async ({ headers }) => {
    const isKnown = headers['x-api-key'] === 'right';
    const response = isKnown ? { status: 200, body: 'welcome' } : { status, body: 'no' };
    return { status: response.status, headers: [['Cache-Control', 'no-store']], body: Buffer.from(response.body) };
  };

/** Statuses of one path for a wrong key, then for the right key, and for the right key after ten seconds. */
async function requestStatuses(options: { stackFile: string; status: number; method?: string; path?: string }) {
  const { status, method = 'GET', path = '/api/customer-ids/CUST-001' } = options;
  let nowMillis = 0;
  const server = await startCloudFront({
    stackFile: options.stackFile,
    gateway: createGatewayWithKey(status),
    monotonicMillis: () => nowMillis,
  });
  const request = async (key: string, query = '') => {
    const response = await fetch(`${server.url}${path}${query}`, { method, headers: { 'x-api-key': key } });
    return response.status;
  };
  try {
    const atOnce = [await request('wrong'), await request('right', '?other')];
    nowMillis = 10_000;
    return [...atOnce, await request('right')];
  } finally {
    await server.stop();
  }
}

describe('CloudFront error caching: API', () => {
  const statuses = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

  it('does not cache any error status with the deployed settings', async () => {
    for (const status of statuses)
      expect(await requestStatuses({ stackFile, status })).to.deep.equal([status, 200, 200]);
  });

  it('caches an error for ten seconds and for every client without an error caching TTL', async () => {
    const file = await createStackWithoutErrorTtl();
    const cached = statuses.filter((status) => ![404, 414, 501].includes(status));

    for (const status of cached)
      expect(await requestStatuses({ stackFile: file, status })).to.deep.equal([status, status, 200]);
  });

  it('does not cache a status that respects no-store or that CloudFront never caches', async () => {
    const file = await createStackWithoutErrorTtl();

    for (const status of [404, 414, 501, 412, 413, 422, 429])
      expect(await requestStatuses({ stackFile: file, status })).to.deep.equal([status, 200, 200]);
  });

  it('does not cache the error of a PUT request', async () => {
    const file = await createStackWithoutErrorTtl();

    expect(await requestStatuses({ stackFile: file, status: 403, method: 'PUT' })).to.deep.equal([403, 200, 200]);
  });
});

describe('CloudFront error caching: missing files', () => {
  /** Statuses before and after the file is uploaded. */
  async function firstTwoStatuses(file: string): Promise<readonly number[]> {
    const server = await startCloudFront({ stackFile: file });
    const request = async () => (await fetch(`${server.url}/assets/new-3c4d.js`)).status;
    try {
      const before = await request();
      await writeFile(`${server.folder}/assets/new-3c4d.js`, 'export {};');
      return [before, await request()];
    } finally {
      await server.stop();
    }
  }

  it('serves a file as soon as it is uploaded, even after a 403', async () => {
    expect(await firstTwoStatuses(stackFile)).to.deep.equal([403, 200]);
  });

  it('caches the 403 of a missing file without an error caching TTL', async () => {
    expect(await firstTwoStatuses(await createStackWithoutErrorTtl())).to.deep.equal([403, 403]);
  });
});
