import { type CustomerIdFault, parseCustomerId, submissionIdsMax } from '#lib/domain.ts';
import { format, formatMessage } from '#lib/format.ts';
import { submissionMessages } from './submission-messages.ts';

export interface IdEntries {
  readonly valid: readonly string[];
  /** With their positions in the list. */
  readonly invalid: readonly { readonly text: string; readonly fault: CustomerIdFault; readonly index: number }[];
}

/** Only the valid entries are submitted. The workflow reports the others of an API client. */
export const checkEntries = (entries: readonly string[]): IdEntries => ({
  valid: entries.filter((entry) => parseCustomerId(entry).ok),
  invalid: entries.flatMap((text, index) => {
    const id = parseCustomerId(text);
    return id.ok ? [] : [{ text, fault: id.failure, index }];
  }),
});

/** Why nothing can be submitted. */
export function listError({ valid: { length }, invalid }: IdEntries): string | undefined {
  if (length === 0) return invalid.length === 0 ? submissionMessages.form.empty : submissionMessages.form.noneValid;
  if (length <= submissionIdsMax) return undefined;
  return formatMessage(submissionMessages.form.tooMany, {
    n: format.number(length),
    max: format.number(submissionIdsMax),
    over: format.number(length - submissionIdsMax),
  });
}
