import { expect } from 'chai';
import { describe, it } from 'mocha';
import { httpRequest, readClient } from '#http/http-request.ts';
import { readJsonBody } from '#http/json-body.ts';
import { lambdaContext, proxyEvent, type Request } from '#support/functions/proxy-event.ts';

const json = { 'Content-Type': 'application/json' };

function bodyOf(request: Request) {
  const event = proxyEvent({ headers: json, ...request });
  const result = readJsonBody(httpRequest(event, lambdaContext(), readClient(event)));
  return result.ok ? result.value : result.failure;
}

const faultOf = (body: string) => {
  const failure = bodyOf({ body });
  return failure instanceof Object && 'errors' in failure ? failure.errors : failure;
};

const bytes = (...values: number[]) => ({ body: Buffer.from(values).toString('base64'), isBase64Encoded: true });

describe('readJsonBody', () => {
  it('accepts application/json in UTF-8 in every valid spelling', () => {
    const types = [
      'application/json',
      'Application/JSON',
      'application/json; charset=utf-8',
      'application/json;charset="UTF-8"',
      'application/json ;  charset=UTF-8 ',
      'application/json;',
    ];

    expect(types.map((type) => bodyOf({ body: '{"a":1}', headers: { 'content-type': type } }))).to.deep.equal(
      types.map(() => ({ a: 1 })),
    );
  });

  it('returns 415 for another, a missing or a repeated Content-Type', () => {
    const types = [
      ['text/plain'],
      ['application/json; charset=latin1'],
      ['application/jsonx'],
      ['application/json; charset="utf-8'],
      ['application/problem+json'],
      ['application/json', 'application/json'],
      [],
    ];

    expect(types.map((type) => bodyOf({ body: '{}', headers: { 'content-type': type } }))).to.deep.equal(
      types.map(() => ({ code: 'unsupported-media-type' })),
    );
  });

  it('returns 415 for a Content-Encoding other than identity, even next to identity', () => {
    const encodings = [['gzip'], ['br'], ['identity, gzip'], ['identity', 'gzip'], [''], ['identity'], ['Identity ']];
    const unsupported = { code: 'unsupported-media-type' };

    expect(
      encodings.map((encoding) => bodyOf({ body: '{}', headers: { ...json, 'content-encoding': encoding } })),
    ).to.deep.equal([unsupported, unsupported, unsupported, unsupported, unsupported, {}, {}]);
  });

  it('decodes a base64 body', () => {
    expect(bodyOf({ body: Buffer.from('["ü"]').toString('base64'), isBase64Encoded: true })).to.deep.equal(['ü']);
  });

  it('rejects invalid UTF-8, also after API Gateway replaced its bytes with U+FFFD', () => {
    const broken = [bytes(0x22, 0xff, 0x22), bytes(0x22, 0xed, 0xa0, 0x80, 0x22), { body: '["\ufffd"]' }];
    const detail = 'The body is not valid UTF-8. Escape a literal U+FFFD as \\ufffd.';

    expect(broken.map((request) => bodyOf(request))).to.deep.equal(
      broken.map(() => ({ code: 'invalid-request', errors: [{ pointer: '', detail, code: 'invalid-body' }] })),
    );
    expect(bodyOf({ body: '["\\ufffd"]' })).to.deep.equal(['\ufffd']);
  });

  it('rejects invalid JSON, a byte order mark and an empty body', () => {
    const broken = [bytes(0xef, 0xbb, 0xbf, 0x7b, 0x7d), { body: '' }, {}];
    const detail = 'The body is not valid JSON.';

    expect(broken.map((request) => bodyOf(request))).to.deep.equal(
      broken.map(() => ({ code: 'invalid-request', errors: [{ pointer: '', detail, code: 'invalid-body' }] })),
    );
  });

  it('accepts 8 levels of nesting and rejects 9', () => {
    const nested = (levels: number) => `${'['.repeat(levels - 1)}1${']'.repeat(levels - 1)}`;

    expect(bodyOf({ body: nested(8) })).to.be.an('array');
    expect(faultOf(nested(9))).to.deep.equal([
      { pointer: '', detail: 'The body exceeds the maximum nesting depth of 8.', code: 'invalid-body' },
    ]);
  });

  it('rejects a __proto__ property at any depth', () => {
    expect([faultOf('{"__proto__":{"a":1}}'), faultOf('{"ids":[{"__proto__":1}]}')]).to.deep.equal([
      [{ pointer: '', detail: 'The property name __proto__ is not allowed.', code: 'invalid-body' }],
      [{ pointer: '/ids/0', detail: 'The property name __proto__ is not allowed.', code: 'invalid-body' }],
    ]);
  });

  it('rejects a lone surrogate and reports its JSON pointer', () => {
    expect([
      faultOf('{"ids":["ok","\\ud800"]}'),
      faultOf('{"a/b~c":"\\udfff"}'),
      bodyOf({ body: '["\\ud83d\\ude00"]' }),
    ]).to.deep.equal([
      [{ pointer: '/ids/1', detail: 'A string contains a lone surrogate.', code: 'invalid-body' }],
      [{ pointer: '/a~1b~0c', detail: 'A string contains a lone surrogate.', code: 'invalid-body' }],
      ['\u{1f600}'],
    ]);
  });
});
