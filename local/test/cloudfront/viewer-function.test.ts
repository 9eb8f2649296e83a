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

const runFunction = (url: string, file = stackFile) =>
  readViewerFunction(readStack(file), association.function_arn)(viewerEvent(requestFor(url)));

const createStackFile = (code: string) =>
  stackVariant({
    aws_cloudfront_function: (values) => {
      values['code'] = code;
    },
  });

describe('deployed viewer-request function', () => {
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
  for (const [requested, rewritten] of paths) {
    it(`rewrites ${requested} to ${rewritten}`, () => {
      expect(runFunction(requested)).to.deep.equal({ kind: 'path', path: rewritten });
    });
  }
});

describe('CloudFront function runtime', () => {
  it('passes method, URI, query string, headers and cookies in the CloudFront event format', () => {
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

  it('returns a response that the function generates', async () => {
    const code = `function handler() { return { statusCode: 302, headers: { location: { value: '/' } } }; }`;

    expect(runFunction('/old', await createStackFile(code))).to.deep.equal({
      kind: 'response',
      response: { status: 302, headers: [['location', '/']], body: Buffer.from('') },
    });
  });

  const failing = [
    ['throws', 'function handler() { throw new Error("no luck"); }', 'no luck'],
    ['never ends', 'function handler() { for (;;); }', 'timed out'],
    ['is asynchronous', 'async function handler({ request }) { return request; }', '"uri" is missing'],
    ['returns nothing', 'function handler() {}', '"outcome" is missing'],
    [
      'changes a header',
      'function handler({ request }) { request.headers.a = { value: "b" }; return request; }',
      'uri',
    ],
    [
      'sets a relative uri',
      'function handler({ request }) { request.uri = "x"; return request; }',
      '"x" is not a path',
    ],
    ['accesses the process', 'function handler() { return process.env; }', 'process is not defined'],
    ['evaluates a string as code', 'function handler() { return eval("1"); }', 'Code generation'],
  ] as const;
  for (const [behavior, code, reason] of failing) {
    it(`reports a failure with its reason when the function ${behavior}`, async () => {
      const outcome = runFunction('/', await createStackFile(code));

      expect(outcome).to.include({ kind: 'failed' });
      expect(JSON.stringify(outcome)).to.include(JSON.stringify(reason).slice(1, -1));
    });
  }

  const unusable = [
    ['has a syntax error', 'function handler( {', 'cannot be loaded: SyntaxError'],
    ['imports a module', "import cf from 'cloudfront'; function handler() {}", 'cannot be loaded: SyntaxError'],
    ['is not named handler', 'function main() {}', 'no function named handler'],
  ] as const;
  for (const [behavior, code, reason] of unusable) {
    it(`rejects at startup a function that ${behavior}`, async () => {
      const file = await createStackFile(code);

      expect(() => runFunction('/', file)).to.throw(reason);
    });
  }
});
