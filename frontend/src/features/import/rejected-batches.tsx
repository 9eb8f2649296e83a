import { explainWrite } from '#lib/explain-problem.ts';
import { formatMessage, formatPlural } from '#lib/format-message.ts';
import { format } from '#lib/formatting.ts';
import { BatchNotice } from './batch-notice.tsx';
import { rangeOf } from './batches.ts';
import { importWords as words } from './import-messages.ts';
import type { ImportRun } from './import-state.ts';

/** The first says what is wrong; the others have mostly the same fault. */
export function RejectedBatches({ run: { batches } }: { readonly run: ImportRun }) {
  const rejected = batches.flatMap((batch) =>
    batch.state.kind === 'rejected' ? [{ batch, problem: batch.state.problem }] : [],
  );
  const [first, ...more] = rejected;
  if (!first) return null;
  const reason = explainWrite(first.problem, words.report.submitted);
  const text = formatMessage(words.run.rejectedText, { ...rangeOf(first.batch), reason });
  const others =
    more.length > 0 ? ` ${formatPlural(words.run.moreRejected, more.length, format.number(more.length))}` : '';
  return (
    <BatchNotice
      title={formatMessage(words.run.rejected, { n: format.number(first.batch.number) })}
      text={`${text}${others}`}
    />
  );
}
