import type { Submission } from '#lib/api/submissions.ts';
import { formatMessage } from '#lib/format-message.ts';
import { format } from '#lib/formatting.ts';
import { describeWritten, idCount } from './format-submission.ts';
import { submissionWords } from './messages.ts';

/** Whether a choice let the submission go on, or sent it round; undefined when that is not known. */
export type Answer = 'yes' | 'no' | undefined;

/** How many of the IDs were valid, once that is known. */
export function validCount({ counts: { added, existing } }: Submission): number | undefined {
  return added === undefined || existing === undefined ? undefined : added + existing;
}

export function validText(
  text: (typeof submissionWords.workflow)['validOf' | 'validOfNamed'],
  submission: Submission,
): string | undefined {
  const valid = validCount(submission);
  if (valid === undefined) return undefined;
  return formatMessage(text, { valid: format.number(valid), all: format.number(submission.counts.submitted) });
}

function answerText(submission: Submission, answer: Answer): string | undefined {
  if (answer === 'no') return submissionWords.workflow.noneValid;
  const valid = validCount(submission);
  if (valid !== undefined) return formatMessage(submissionWords.workflow.goOn, { n: format.number(valid) });
  return answer && submissionWords.workflow.wentOn;
}

const checkedText = ({ counts }: Submission): string =>
  formatMessage(submissionWords.workflow.checked, { ids: idCount(counts.submitted) });

/** Sentences of our own for the states there are; a state added later is drawn with the plain word. */
const texts: ReadonlyMap<string, (submission: Submission, answer: Answer) => string | undefined> = new Map([
  [
    'ValidateIds',
    (submission) => validText(submissionWords.workflow.validOfNamed, submission) ?? checkedText(submission),
  ],
  ['AnyValid?', answerText],
  ['AddToTable', ({ counts }) => describeWritten(counts) || undefined],
  ['LogEvent', () => submissionWords.workflow.recorded],
  ['LogFailure', () => submissionWords.workflow.failureRecorded],
]);

/** What a state that is done has done. */
export const doneText = (name: string, submission: Submission, answer: Answer): string | undefined =>
  texts.get(name)?.(submission, answer);
