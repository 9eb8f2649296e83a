import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { viewerEvent } from '#local/cloudfront/viewer-event.ts';
import { readViewerFunction } from '#local/cloudfront/viewer-function.ts';
import { readStack } from '#local/stack.ts';
import { resourceOf, stackFile, stackVariant } from '#support/local/stack-variants.ts';

const [association] = resourceOf('aws_cloudfront_distribution')['default_cache_behavior'][0].function_association;

function requestFor(url: string, headers: readonly string[] = []): IncomingMessage {
  const incoming = new IncomingMessage(new Socket());
  return Object.assign(incoming, { method: 'GET', url, rawHeaders: [...headers] });
}

const outcomeOf = (url: string, file = stackFile) =>
  readViewerFunction(readStack(file), association.function_arn)(viewerEvent(requestFor(url)));

const running = (code: string) =>
  stackVariant({
    aws_cloudfront_function: (values) => {
      values['code'] = code;
    },
  });

describe('the deployed viewer function', () => {
  const paths = [
    ['/', '/index.html'],
    ['/index.html', '/index.html'],
    ['/submissions', '/index.html'],
    ['/submissions/01JB2Z5T7Q8R9S0T1V2W3X4Y5Z', '/index.html'],
    ['/submissions/', '/index.html'],
    ['/connect?from=/assets/app.js', '/index.html'],
    ['/customer-ids/CUST%2E001', '/index.html'],
    ['/v1.2/ids', '/index.html'],
    ['/api', '/index.html'],
    ['/assets', '/index.html'],
    ['/assetsx/y', '/index.html'],
    ['/assets/app-1a2b.js', '/assets/app-1a2b.js'],
    ['/assets/gone', '/assets/gone'],
    ['/assets/', '/assets/'],
    ['/config.json', '/config.json'],
    ['/favicon.svg', '/favicon.svg'],
    ['/robots.txt', '/robots.txt'],
    ['/.well-known/security.txt', '/.well-known/security.txt'],
    ['/.env', '/.env'],
    ['/submissions/x.html', '/submissions/x.html'],
  ] as const;
  for (const [asked, got] of paths) {
    it(`gives ${got} to who asks for ${asked}`, () => {
      expect(outcomeOf(asked)).to.deep.equal({ kind: 'path', path: got });
    });
  }
});

describe('a viewer function', () => {
  it('sees method, path, query, headers and cookies as CloudFront gives them', () => {
    const headers = ['Host', 'x', 'X-Two', 'a', 'x-two', 'b', 'Cookie', 'k=1; flag', 'cookie', 'k=2'];

    const { request } = viewerEvent(requestFor('/a%20b?q=1&q=2&c=d%3D=e&empty', headers));

    expect(request).to.deep.equal({
      method: 'GET',
      uri: '/a%20b',
      querystring: {
        q: { value: '1', multiValue: [{ value: '1' }, { value: '2' }] },
        c: { value: 'd%3D=e' },
        empty: { value: '' },
      },
      headers: { host: { value: 'x' }, 'x-two': { value: 'a', multiValue: [{ value: 'a' }, { value: 'b' }] } },
      cookies: { k: { value: '1', multiValue: [{ value: '1' }, { value: '2' }] }, flag: { value: '' } },
    });
  });

  it('may answer by itself', async () => {
    const code = `function handler() { return { statusCode: 302, headers: { location: { value: '/' } } }; }`;

    expect(outcomeOf('/old', await running(code))).to.deep.equal({
      kind: 'answer',
      answer: { status: 302, headers: [['location', '/']], body: Buffer.from('') },
    });
  });

  const failing = [
    ['throws', 'function handler() { throw new Error("no luck"); }', 'no luck'],
    ['never ends', 'function handler() { for (;;); }', 'timed out'],
    ['is asynchronous', 'async function handler({ request }) { return request; }', '"uri" is missing'],
    ['gives back nothing', 'function handler() {}', '"outcome" is missing'],
    [
      'changes a header',
      'function handler({ request }) { request.headers.a = { value: "b" }; return request; }',
      'uri',
    ],
    ['leaves the paths', 'function handler({ request }) { request.uri = "x"; return request; }', '"x" is no path'],
    ['reaches for the machine', 'function handler() { return process.env; }', 'process is not defined'],
    ['makes code of text', 'function handler() { return eval("1"); }', 'Code generation'],
  ] as const;
  for (const [fault, code, reason] of failing) {
    it(`fails with a reason when it ${fault}`, async () => {
      const outcome = outcomeOf('/', await running(code));

      expect(outcome).to.include({ kind: 'failed' });
      expect(JSON.stringify(outcome)).to.include(JSON.stringify(reason).slice(1, -1));
    });
  }

  const unusable = [
    ['is no code', 'function handler( {', 'cannot be run: SyntaxError'],
    ['imports a module', "import cf from 'cloudfront'; function handler() {}", 'cannot be run: SyntaxError'],
    ['has another name', 'function main() {}', 'no function named handler'],
  ] as const;
  for (const [fault, code, reason] of unusable) {
    it(`stops the start when it ${fault}`, async () => {
      const file = await running(code);

      expect(() => outcomeOf('/', file)).to.throw(reason);
    });
  }
});
