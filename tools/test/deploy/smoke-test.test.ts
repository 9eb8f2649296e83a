import { createServer } from 'node:http';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { type RunningLocalAws, startTemporaryLocalAws } from '#support/local/temporary-local-aws.ts';
import { smokeTest } from '#tools/deploy/smoke-test.ts';
import { listen } from '#tools/lib/http-server.ts';

const forwardedHeaders = ['content-type', 'cache-control'];

describe('the smoke test', function () {
  this.timeout(600_000);
  let local: RunningLocalAws;

  before(async () => {
    local = await startTemporaryLocalAws();
  });

  after(() => local.stop());

  async function run(apiKey: string | undefined): Promise<readonly string[]> {
    const lines: string[] = [];
    await smokeTest({ siteUrl: local.url, apiKey, print: (line) => lines.push(line.trim()), retryMillisMax: 0 });
    return lines;
  }

  it('checks the page and its configuration, then adds, reads and deletes an ID', async () => {
    expect(await run(local.apiKey)).to.deep.equal([
      'ok  the page loads',
      'ok  its configuration loads',
      'ok  health responds without a key',
      'ok  the list without a key is rejected',
      'ok  an ID is added',
      'ok  it is found',
      'ok  it is deleted',
      'ok  it is no longer found',
    ]);
  });

  it('passes when a response is lost and the retried request finds the change applied', async () => {
    const lost = new Set<string | undefined>();
    const losing = createServer(async (request, response) => {
      const { method = 'GET', url = '' } = request;
      const headers = { 'x-api-key': String(request.headers['x-api-key'] ?? '') };
      const forwarded = await fetch(`${local.url}${url}`, { method, headers });
      if (['PUT', 'DELETE'].includes(method) && !lost.has(method)) {
        lost.add(method);
        response.destroy();
        return;
      }
      response.writeHead(
        forwarded.status,
        Object.fromEntries(forwardedHeaders.map((name) => [name, forwarded.headers.get(name) ?? ''])),
      );
      response.end(forwarded.status === 204 ? undefined : await forwarded.text());
    });
    const { url, stop } = await listen(losing);
    try {
      const lines: string[] = [];
      const print = (line: string) => lines.push(line.trim());
      await smokeTest({ siteUrl: url, apiKey: local.apiKey, print, retryMillisMax: 20_000 });
      expect([lines.at(-1), [...lost]]).to.deep.equal(['ok  it is no longer found', ['PUT', 'DELETE']]);
    } finally {
      await stop();
    }
  });

  it('deletes its ID when a later check fails', async () => {
    const deleted: string[] = [];
    const failing = createServer(async (request, response) => {
      const { method = 'GET', url = '' } = request;
      if (method === 'DELETE') deleted.push(url);
      const isFailure = method === 'GET' && url.includes('SMOKE-TEST-');
      const headers = { 'x-api-key': String([request.headers['x-api-key']]) };
      const forwarded = await fetch(`${local.url}${url}`, { method, headers });
      const body = await forwarded.text();
      for (const name of forwardedHeaders) response.setHeader(name, String(forwarded.headers.get(name)));
      response.writeHead(isFailure ? 500 : forwarded.status).end(body);
    });
    const { url, stop } = await listen(failing);
    try {
      const test = { siteUrl: url, apiKey: local.apiKey, print: () => undefined, retryMillisMax: 0 };
      const message = await smokeTest(test).catch((error: Error) => error.message);

      expect(message).to.contain('returned 500 instead of 200');
      expect(deleted).to.have.lengthOf(1);
      const remaining = await fetch(`${local.url}${deleted[0]}`, { headers: { 'x-api-key': local.apiKey } });
      expect(remaining.status).to.equal(404);
    } finally {
      await stop();
    }
  });

  it('checks only the page when it has no key', async () => {
    expect(await run(undefined)).to.deep.equal(['ok  the page loads', 'ok  its configuration loads']);
  });

  it('reports the failed request and its status without the API key', async () => {
    const message = await run('no-such-key-00000000000').catch((error: Error) => error.message);

    expect(message).to.match(/^The smoke test failed: PUT http.*SMOKE-TEST-.* returned 403 instead of 201\.$/);
  });
});
