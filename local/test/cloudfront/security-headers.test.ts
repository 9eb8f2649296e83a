import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { adaptToHttp, readResponseHeaders } from '#local/cloudfront/response-headers.ts';
import { readStack } from '#local/stack.ts';
import { type HttpClient, type HttpRequest, type HttpResponse, httpClient } from '#support/local/http-client.ts';
import { repository, stackFile } from '#support/local/stack-variants.ts';
import { type RunningLocalAws, startTemporaryLocalAws } from '#support/local/temporary-local-aws.ts';

const { set, removed } = adaptToHttp(readResponseHeaders(readStack(stackFile)));
const policy = Object.fromEntries(set.map(([name, value]) => [name.toLowerCase(), value]));

const files = (folder: string) =>
  readdirSync(join(repository, 'frontend/dist', folder), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => join('/', folder, name));

/** Of the page, by what is requested. */
const requests: Readonly<Record<string, HttpRequest>> = {
  ...Object.fromEntries(
    ['/', '/ids', '/ids/CUST-001', '/config.json', ...files('.'), ...files('assets')].map((path) => [
      path,
      { method: 'GET', path },
    ]),
  ),
  'HEAD of the page': { method: 'HEAD', path: '/' },
  'a missing file': { method: 'GET', path: '/assets/missing.js' },
  'a missing file again, from the cache of errors': { method: 'GET', path: '/assets/missing.js' },
  'a path that escapes': { method: 'GET', path: '/..%2fstack.json' },
  'an encoded NUL': { method: 'GET', path: '/%00' },
  'a POST': { method: 'POST', path: '/', body: 'x' },
  'a DELETE': { method: 'DELETE', path: '/config.json' },
  'an OPTIONS': { method: 'OPTIONS', path: '/' },
  'a part of a file': { method: 'GET', path: '/theme.js', headers: { range: 'bytes=0-1' } },
};

describe('every response for the page', () => {
  let local: RunningLocalAws;
  let send: HttpClient;
  const responses = new Map<string, HttpResponse>();

  before(async function () {
    this.timeout(120_000);
    local = await startTemporaryLocalAws();
    send = httpClient(local.url);
    for (const [what, request] of Object.entries(requests)) responses.set(what, await send(request));
    const etag = responses.get('/')?.headers.etag ?? '';
    responses.set('an unchanged page', await send({ method: 'GET', path: '/', headers: { 'if-none-match': etag } }));
  });

  after(() => local.stop());

  it('has a strict content security policy and the other headers of the deployed policy, whatever its status', () => {
    expect(Object.keys(policy)).to.include.members([
      'content-security-policy',
      'x-content-type-options',
      'x-frame-options',
      'referrer-policy',
      'cross-origin-opener-policy',
      'cross-origin-resource-policy',
      'permissions-policy',
    ]);
    for (const [what, { headers }] of responses) expect(headers, what).to.include(policy);
    expect([...new Set([...responses.values()].map(({ status }) => status))]).to.include.members([200, 304, 403]);
  });

  it('neither names the software behind it nor allows another origin to read it', () => {
    for (const [what, { headers }] of responses) {
      const revealing = Object.keys(headers).filter(
        (name) => removed.includes(name) || /^(?:access-control-|x-powered-by$|x-amz-|via$)/.test(name),
      );
      expect(revealing, what).to.deep.equal([]);
    }
  });
});
