import { writeFile } from 'node:fs/promises';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { Gateway } from '#local/api-gateway/gateway.ts';
import { startCloudFront } from '#support/local/cloudfront-fixture.ts';
import { stackFile, stackVariant } from '#support/local/stack-variants.ts';

const withoutLifetimes = () =>
  stackVariant({
    aws_cloudfront_distribution: (distribution) => {
      distribution['custom_error_response'] = [];
    },
  });

/** Who has the key is let in, anybody else gets an error with this status. */
const guarded =
  (status: number): Gateway =>
  async ({ headers }) => {
    const isKnown = headers['x-api-key'] === 'right';
    const answer = isKnown ? { status: 200, body: 'welcome' } : { status, body: 'no' };
    return { status: answer.status, headers: [['Cache-Control', 'no-store']], body: Buffer.from(answer.body) };
  };

/** What a stranger and then a client with the key are answered on one path, and the client again after ten seconds. */
async function statusesOf(options: { stackFile: string; status: number; method?: string; path?: string }) {
  const { status, method = 'GET', path = '/api/customer-ids/CUST-001' } = options;
  let nowMillis = 0;
  const server = await startCloudFront({
    stackFile: options.stackFile,
    gateway: guarded(status),
    monotonicMillis: () => nowMillis,
  });
  const ask = async (key: string, query = '') => {
    const answer = await fetch(`${server.url}${path}${query}`, { method, headers: { 'x-api-key': key } });
    return answer.status;
  };
  try {
    const atOnce = [await ask('wrong'), await ask('right', '?other')];
    nowMillis = 10_000;
    return [...atOnce, await ask('right')];
  } finally {
    await server.stop();
  }
}

describe('an error of the API', () => {
  const named = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

  it('is never kept for the next client by the distribution as it is', async () => {
    for (const status of named) expect(await statusesOf({ stackFile, status })).to.deep.equal([status, 200, 200]);
  });

  it('would be kept for ten seconds, whoever asks, if no lifetime were given', async () => {
    const file = await withoutLifetimes();
    const kept = named.filter((status) => ![404, 414, 501].includes(status));

    for (const status of kept)
      expect(await statusesOf({ stackFile: file, status })).to.deep.equal([status, status, 200]);
  });

  it('is not kept when its code is one that heeds no-store, or that CloudFront does not keep', async () => {
    const file = await withoutLifetimes();

    for (const status of [404, 414, 501, 412, 413, 422, 429])
      expect(await statusesOf({ stackFile: file, status })).to.deep.equal([status, 200, 200]);
  });

  it('is not kept when the request writes', async () => {
    const file = await withoutLifetimes();

    expect(await statusesOf({ stackFile: file, status: 403, method: 'PUT' })).to.deep.equal([403, 200, 200]);
  });
});

describe('a file that is not there yet', () => {
  /** The file comes after somebody has asked for it. */
  async function firstTwoStatuses(file: string): Promise<readonly number[]> {
    const server = await startCloudFront({ stackFile: file });
    const ask = async () => (await fetch(`${server.url}/assets/new-3c4d.js`)).status;
    try {
      const before = await ask();
      await writeFile(`${server.folder}/assets/new-3c4d.js`, 'export {};');
      return [before, await ask()];
    } finally {
      await server.stop();
    }
  }

  it('is there for everybody as soon as it is uploaded', async () => {
    expect(await firstTwoStatuses(stackFile)).to.deep.equal([403, 200]);
  });

  it('would be missed for a while if no lifetime were given', async () => {
    expect(await firstTwoStatuses(await withoutLifetimes())).to.deep.equal([403, 403]);
  });
});
