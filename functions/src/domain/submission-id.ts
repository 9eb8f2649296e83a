import type { Brand } from './brand.ts';
import type { EpochMillis } from './instant.ts';
import { submissionIdPattern } from './limits.generated.ts';
import { fail, type Result, succeed } from './result.ts';

/** A ULID: time of receipt plus randomness. Sorts by time. */
export type SubmissionId = Brand<string, 'SubmissionId'>;

/** Five bits of each byte are used. */
export const submissionIdRandomBytes = 16;

/** Crockford's base 32. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const timeLength = 10;

export function parseSubmissionId(text: string): Result<SubmissionId, 'not-a-submission-id'> {
  return submissionIdPattern.test(text) ? succeed(text as SubmissionId) : fail('not-a-submission-id');
}

export function createSubmissionId(at: EpochMillis, randomBytes: Uint8Array): SubmissionId {
  const random = Array.from(randomBytes.subarray(0, submissionIdRandomBytes), (byte) => alphabet.charAt(byte % 32));
  return (encodeTime(at) + random.join('')) as SubmissionId;
}

export function decodeReceivedAt(id: SubmissionId): EpochMillis {
  const digits = Array.from(id.slice(0, timeLength));
  return digits.reduce((time, digit) => time * 32 + alphabet.indexOf(digit), 0) as EpochMillis;
}

function encodeTime(at: EpochMillis): string {
  const digits = Array.from({ length: timeLength }, (_, place) => Math.floor(at / 32 ** (timeLength - 1 - place)) % 32);
  return digits.map((digit) => alphabet.charAt(digit)).join('');
}
