import { customerIdLengthMax, parseCustomerId, submissionIdsMax, submittedTextLengthMax } from '#lib/customer-id.ts';
import { formatMessage } from '#lib/format-message.ts';
import { format } from '#lib/formatting.ts';
import { submissionWords } from './messages.ts';

/** What a person typed or pasted, as single entries. A space separates nothing: it is a mistake the workflow reports. */
export function readEntries(text: string): readonly string[] {
  return text
    .split(/[\r\n,;\t]+/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

export const countInvalid = (entries: readonly string[]): number =>
  entries.filter((entry) => !parseCustomerId(entry).ok).length;

/** Why a list cannot be sent at all; a wrong ID in it is no reason. */
export function faultOf(entries: readonly string[]): string | undefined {
  const { length } = entries;
  if (length === 0) return submissionWords.form.empty;
  if (length > submissionIdsMax) {
    return formatMessage(submissionWords.form.tooMany, {
      n: format.number(length),
      max: format.number(submissionIdsMax),
      over: format.number(length - submissionIdsMax),
    });
  }
  const tooLong = entries.findIndex((entry) => entry.length > submittedTextLengthMax);
  if (tooLong === -1) return undefined;
  return formatMessage(submissionWords.form.tooLong, {
    n: format.number(tooLong + 1),
    // More may be sent, for the workflow to report, but none of it is an ID.
    max: format.number(customerIdLengthMax),
  });
}
