import { customerIdLengthMax, parseCustomerId, submissionIdsMax, submittedTextLengthMax } from '#lib/domain.ts';
import { format, formatMessage } from '#lib/format.ts';
import { submissionMessages } from './submission-messages.ts';

export const countInvalid = (entries: readonly string[]): number =>
  entries.filter((entry) => !parseCustomerId(entry).ok).length;

/** Why the list cannot be submitted. Invalid IDs are allowed: the workflow reports them. */
export function listError(entries: readonly string[]): string | undefined {
  const { length } = entries;
  if (length === 0) return submissionMessages.form.empty;
  if (length > submissionIdsMax) {
    return formatMessage(submissionMessages.form.tooMany, {
      n: format.number(length),
      max: format.number(submissionIdsMax),
      over: format.number(length - submissionIdsMax),
    });
  }
  const tooLong = entries.findIndex((entry) => entry.length > submittedTextLengthMax);
  if (tooLong === -1) return undefined;
  return formatMessage(submissionMessages.form.tooLong, {
    n: format.number(tooLong + 1),
    // The API accepts longer text and reports it as invalid, but an ID is never longer than this.
    max: format.number(customerIdLengthMax),
  });
}
