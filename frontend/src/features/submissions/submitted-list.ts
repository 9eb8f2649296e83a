import { parseCustomerId, submissionIdsMax, submittedTextLengthMax } from '#lib/customer-id.ts';
import { format } from '#lib/formatting.ts';
import { fill } from '#lib/phrase.ts';
import { submissionWords } from './submission-words.ts';

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
  if (entries.length === 0) return submissionWords.form.empty;
  if (entries.length > submissionIdsMax) {
    const over = entries.length - submissionIdsMax;
    const values = { n: entries.length, max: submissionIdsMax, over };
    return fill(submissionWords.form.tooMany, mapNumbers(values));
  }
  const tooLong = entries.findIndex((entry) => entry.length > submittedTextLengthMax);
  return tooLong === -1
    ? undefined
    : fill(submissionWords.form.tooLong, mapNumbers({ n: tooLong + 1, max: submittedTextLengthMax }));
}

function mapNumbers<Name extends string>(values: Readonly<Record<Name, number>>): Readonly<Record<Name, string>> {
  const shown = Object.entries<number>(values).map(([name, value]) => [name, format.number(value)]);
  return Object.fromEntries(shown) as Record<Name, string>;
}
