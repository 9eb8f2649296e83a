import { createServer } from 'node:http';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { type RunningLocalAws, startTemporaryLocalAws } from '#support/local/temporary-local-aws.ts';
import { smokeTest } from '#tools/deploy/smoke-test.ts';
import { listen } from '#tools/lib/http-server.ts';

const kept = ['content-type', 'cache-control'];

describe('the smoke test', function () {
  this.timeout(60_000);
  let local: RunningLocalAws;

  before(async () => {
    local = await startTemporaryLocalAws();
  });

  after(() => local.stop());

  async function run(apiKey: string | undefined): Promise<readonly string[]> {
    const lines: string[] = [];
    await smokeTest({ siteUrl: local.url, apiKey, print: (line) => lines.push(line.trim()), patienceMillis: 0 });
    return lines;
  }

  it('finds the page and its configuration, and adds, reads and deletes an ID', async () => {
    expect(await run(local.apiKey)).to.deep.equal([
      'ok  the page',
      'ok  its configuration',
      'ok  health, without a key',
      'ok  the list without a key is refused',
      'ok  an ID is added',
      'ok  it is there',
      'ok  it is deleted',
      'ok  it is gone',
    ]);
  });

  it('goes on when an answer was lost and the repeated request finds that it was done', async () => {
    const lost = new Set<string | undefined>();
    const losing = createServer(async (request, response) => {
      const { method = 'GET', url = '' } = request;
      const headers = { 'x-api-key': String(request.headers['x-api-key'] ?? '') };
      const answer = await fetch(`${local.url}${url}`, { method, headers });
      if (['PUT', 'DELETE'].includes(method) && !lost.has(method)) {
        lost.add(method);
        response.destroy();
        return;
      }
      response.writeHead(answer.status, Object.fromEntries(kept.map((name) => [name, answer.headers.get(name) ?? ''])));
      response.end(answer.status === 204 ? undefined : await answer.text());
    });
    const { url, stop } = await listen(losing);
    try {
      const lines: string[] = [];
      const print = (line: string) => lines.push(line.trim());
      await smokeTest({ siteUrl: url, apiKey: local.apiKey, print, patienceMillis: 20_000 });
      expect([lines.at(-1), [...lost]]).to.deep.equal(['ok  it is gone', ['PUT', 'DELETE']]);
    } finally {
      await stop();
    }
  });

  it('tries the page alone when it has no key', async () => {
    expect(await run(undefined)).to.deep.equal(['ok  the page', 'ok  its configuration']);
  });

  it('fails with what was asked and what came, and without the key', async () => {
    const fault = await run('no-such-key-00000000000').catch((error: Error) => error.message);

    expect(fault).to.match(/^The smoke test failed: PUT http.*SMOKE-TEST-.* answered 403, not 201\.$/);
  });
});
