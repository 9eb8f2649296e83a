import { expect } from 'chai';
import { describe, it } from 'mocha';
import { kindOfStatus, readProblem, readRetryAfter } from '#lib/api/problem.ts';

describe('A problem', () => {
  it('keeps the sentence, the code and the request id of the API', () => {
    const body = {
      code: 'customer-id-not-found',
      detail: 'No.',
      requestId: 'r',
      deletedAt: '2026-11-03T14:20:09.000Z',
      extra: 1,
    };

    expect(readProblem(404, body, undefined)).to.deep.equal({
      kind: 'not-found',
      code: 'customer-id-not-found',
      detail: 'No.',
      requestId: 'r',
      deletedAt: '2026-11-03T14:20:09.000Z',
    });
  });

  it('goes by the status alone when the body is not a problem document', () => {
    expect([null, 'text', 7, []].map((body) => readProblem(503, body, undefined))).to.deep.equal(
      Array.from({ length: 4 }, () => ({ kind: 'unavailable' })),
    );
  });

  it('tells what may have happened from what certainly did not', () => {
    const kinds = [400, 403, 404, 412, 413, 422, 429, 500, 502, 503, 504].map(kindOfStatus);

    expect(kinds).to.deep.equal([
      'rejected',
      'key-refused',
      'not-found',
      'changed',
      'rejected',
      'rejected',
      'throttled',
      'no-response',
      'no-response',
      'unavailable',
      'no-response',
    ]);
  });

  it('blames the key for a 403 only when the API itself says so', () => {
    const kinds = [{ code: 'forbidden' }, { message: 'Forbidden' }, '<html>403</html>'].map(
      (body) => readProblem(403, body, undefined).kind,
    );

    expect(kinds).to.deep.equal(['key-refused', 'rejected', 'rejected']);
  });

  it('reads Retry-After in seconds and as a date', () => {
    const now = Date.parse('2026-11-03T14:20:00Z');

    const read = ['3', 'Tue, 03 Nov 2026 14:20:05 GMT', 'Tue, 03 Nov 2026 14:19:00 GMT', 'soon', null];

    expect(read.map((header) => readRetryAfter(header, now))).to.deep.equal([3, 5, 0, undefined, undefined]);
  });
});
