import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { decodeTime } from 'ulid';
import { epochMillis } from '#domain/instant.ts';
import {
  createSubmissionId,
  decodeReceivedAt,
  parseSubmissionId,
  submissionIdRandomBytes,
} from '#domain/submission-id.ts';
import { holds } from '#support/functions/property.ts';

describe('submission IDs', () => {
  const time = fc.integer({ min: 0, max: 2 ** 48 - 1 }).map(epochMillis);
  const chance = fc.uint8Array({ minLength: submissionIdRandomBytes, maxLength: submissionIdRandomBytes });

  it('encode the time of receipt as a standard ULID', () => {
    holds(
      fc.property(time, chance, (at, bytes) => {
        const id = createSubmissionId(at, bytes);
        expect(decodeReceivedAt(id)).to.equal(at);
        expect(decodeTime(id)).to.equal(at);
      }),
    );
  });

  it('sort by time regardless of the random part', () => {
    holds(
      fc.property(time, time, chance, chance, (one, other, someBytes, otherBytes) => {
        fc.pre(one < other);
        expect(createSubmissionId(one, someBytes) < createSubmissionId(other, otherBytes)).to.equal(true);
      }),
    );
  });

  it('are accepted by their parser', () => {
    holds(fc.property(time, chance, (at, bytes) => parseSubmissionId(createSubmissionId(at, bytes)).ok));
  });

  it('differ in the random part', () => {
    const at = epochMillis(1);

    expect(createSubmissionId(at, new Uint8Array(16))).not.to.equal(createSubmissionId(at, new Uint8Array(16).fill(1)));
  });

  for (const text of [
    '',
    '01M81DJ99T2MFG6C0VJ1HNPE5',
    '01M81DJ99T2MFG6C0VJ1HNPE5SS',
    '01m81dj99t2mfg6c0vj1hnpe5s',
    '81M81DJ99T2MFG6C0VJ1HNPE5S',
    '01M81DJ99T2MFG6C0VJ1HNPE5U',
    'idempotency#0123456789abcdef',
    '01M81DJ99T2MFG6C0VJ1HNPE5S\n',
  ]) {
    it(`rejects ${JSON.stringify(text)}`, () => expect(parseSubmissionId(text).ok).to.equal(false));
  }
});
