import { CircleSlash } from 'lucide-react';
import { Notice } from '#components/notice.tsx';
import { explainWrite } from '#lib/explain-problem.ts';
import { formatPlural } from '#lib/format-message.ts';
import { format } from '#lib/formatting.ts';
import { importWords as words } from './import-messages.ts';
import type { Batch } from './import-state.ts';
import type { ReportCounts } from './report-counts.ts';

/** Each reason once: batches are mostly refused for the same. */
const rejectionsOf = (batches: readonly Batch[]): readonly string[] => [
  ...new Set(
    batches.flatMap(({ state }) =>
      state.kind === 'rejected' ? [explainWrite(state.problem, words.report.submitted)] : [],
    ),
  ),
];

type FindingsProps = { readonly counts: ReportCounts; readonly batches: readonly Batch[] };

/** What needs to be known beside the counts. */
export function ReportFindings({ counts, batches }: FindingsProps) {
  const { failed, uncertain, rejected, notSent } = counts;
  const unsent = notSent - uncertain - rejected;
  const unsentTitle = formatPlural(words.report.notSentTitle, unsent, format.number(unsent));
  return (
    <>
      {failed > 0 && (
        <Notice title={formatPlural(words.report.failedTitle, failed, format.number(failed))}>
          {words.report.failedText}
        </Notice>
      )}
      {rejected > 0 && (
        <Notice title={formatPlural(words.report.rejectedTitle, rejected, format.number(rejected))}>
          {rejectionsOf(batches).join(' ')} {words.report.rejectedText}
        </Notice>
      )}
      {uncertain > 0 && (
        <Notice title={formatPlural(words.report.uncertainTitle, uncertain, format.number(uncertain))}>
          {words.report.uncertainText}
        </Notice>
      )}
      {unsent > 0 && (
        <Notice variant="info" icon={CircleSlash} title={unsentTitle}>
          {words.report.notSentText}
        </Notice>
      )}
    </>
  );
}
