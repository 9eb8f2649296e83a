import { expect } from 'chai';
import { describe, it } from 'mocha';
import { isOutcomeUnknown, readProblem, readRetryAfter, toKind } from '#lib/api/problem.ts';

describe('A problem', () => {
  it('returns the message, code and request ID of the API', () => {
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

  it('uses only the status if the body is not a problem document', () => {
    expect([null, 'text', 7, []].map((body) => readProblem(503, body, undefined))).to.deep.equal(
      Array.from({ length: 4 }, () => ({ kind: 'unavailable' })),
    );
  });

  it('distinguishes unknown outcomes from requests that had no effect', () => {
    const kinds = [400, 403, 404, 412, 413, 422, 429, 500, 502, 503, 504].map(toKind);

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

  it('distinguishes an internal error that the API reports from a missing response', () => {
    const bodies = [
      { code: 'internal', requestId: 'r' },
      { code: 'unavailable' },
      { message: 'Internal server error' },
    ];
    const problems = bodies.map((body) => readProblem(500, body, undefined));

    expect(problems.map(({ kind }) => kind)).to.deep.equal(['failed', 'no-response', 'no-response']);
    expect(problems.map(isOutcomeUnknown)).to.deep.equal([true, true, true]);
  });

  it("reports a refused key only for the API's own 403", () => {
    const kinds = [
      { code: 'forbidden' },
      { code: 'request-blocked' },
      { message: 'Forbidden' },
      '<html>403</html>',
    ].map((body) => readProblem(403, body, undefined).kind);

    expect(kinds).to.deep.equal(['key-refused', 'rejected', 'rejected', 'rejected']);
  });

  it('parses Retry-After as seconds and as a date', () => {
    const now = Date.parse('2026-11-03T14:20:00Z');

    const read = ['3', 'Tue, 03 Nov 2026 14:20:05 GMT', 'Tue, 03 Nov 2026 14:19:00 GMT', 'soon', null];

    expect(read.map((header) => readRetryAfter(header, now))).to.deep.equal([3, 5, 0, undefined, undefined]);
  });
});
