import { CircleAlert, CircleCheck, CircleSlash } from 'lucide-react';
import { Notice } from '#components/notice.tsx';
import { Spinner } from '#components/spinner.tsx';
import { Stats } from '#components/stats.tsx';
import { explainWrite } from '#lib/explain-problem.ts';
import { format, formatMessage, formatPlural } from '#lib/format.ts';
import { importMessages as messages } from './import-messages.ts';
import type { Batch, ImportRun } from './import-state.ts';
import type { ReportCounts } from './tally.ts';

const icon = { 'aria-hidden': true, size: 20, strokeWidth: 1.75 } as const;

function describeResult({ intent }: ImportRun, { inWorkflow, failed, notSent }: ReportCounts) {
  const left = failed + notSent;
  if (inWorkflow > 0) {
    return {
      iconElement: <Spinner size={20} />,
      tone: 'bg-iris-tint text-iris',
      title: formatPlural(messages.report.recording, inWorkflow, format.number(inWorkflow)),
    };
  }
  if (intent === 'stopped') {
    return { iconElement: <CircleSlash {...icon} />, tone: 'bg-hover text-fg-2', title: messages.report.stopped };
  }
  return left > 0
    ? {
        iconElement: <CircleAlert {...icon} />,
        tone: 'bg-bad-tint text-bad',
        title: formatPlural(messages.report.doneExcept, left, format.number(left)),
      }
    : { iconElement: <CircleCheck {...icon} />, tone: 'bg-ok-tint text-ok', title: messages.report.done };
}

export function ReportHeading({ run, counts }: { readonly run: ImportRun; readonly counts: ReportCounts }) {
  const { iconElement, tone, title } = describeResult(run, counts);
  const { file, rows, repeated } = run.facts;
  const from = formatMessage(messages.report.from, {
    file,
    rows: formatPlural(messages.preview.rows, rows, format.number(rows)),
  });
  return (
    <div className="flex items-center gap-3">
      <span className={`flex size-10 shrink-0 items-center justify-center rounded-box ${tone}`}>{iconElement}</span>
      <div className="min-w-0">
        <div role="status">
          <h2 className="text-heading tabular-nums">{title}</h2>
        </div>
        <p className="text-fg-2 tabular-nums [overflow-wrap:anywhere]">
          {from}. {repeated > 0 && formatPlural(messages.report.repeated, repeated, format.number(repeated))}
        </p>
      </div>
    </div>
  );
}

function summarize({ added, existing, invalid, notSent, failed }: ReportCounts): string {
  const counts = formatMessage(messages.report.summary, {
    added: format.number(added),
    existing: format.number(existing),
    invalid: format.number(invalid),
    notSent: format.number(notSent),
  });
  return failed > 0 ? `${counts} ${formatPlural(messages.report.failedTitle, failed, format.number(failed))}.` : counts;
}

export function ReportFigures({ counts }: { readonly counts: ReportCounts }) {
  const { added, existing, invalid, notSent, inWorkflow, failed } = counts;
  return (
    <div>
      <p className="sr-only">{summarize(counts)}</p>
      <Stats
        label={messages.steps.report}
        items={[
          { value: format.number(added), label: messages.report.added, tone: 'ok', share: added },
          { value: format.number(existing), label: messages.report.existing, tone: 'quiet', share: existing },
          {
            value: format.number(invalid),
            label: messages.report.invalid,
            tone: invalid > 0 ? 'bad' : 'quiet',
            share: invalid,
          },
          {
            value: format.number(notSent),
            label: messages.report.notSent,
            tone: notSent > 0 ? 'plain' : 'quiet',
            share: notSent + inWorkflow,
          },
          ...(failed > 0
            ? [{ value: format.number(failed), label: messages.report.failed, tone: 'bad', share: failed } as const]
            : []),
        ]}
      />
    </div>
  );
}

/** Distinct, because batches are usually rejected for the same reason. */
const listRejections = (batches: readonly Batch[]): readonly string[] => [
  ...new Set(
    batches.flatMap(({ state }) =>
      state.kind === 'rejected' ? [explainWrite(state.problem, messages.report.submitted)] : [],
    ),
  ),
];

interface FindingsProps {
  readonly counts: ReportCounts;
  readonly batches: readonly Batch[];
}

/** Explains failed, rejected, uncertain and unsent IDs. */
export function ReportFindings({ counts, batches }: FindingsProps) {
  const { failed, uncertain, rejected, notSent } = counts;
  const unsent = notSent - uncertain - rejected;
  const unsentTitle = formatPlural(messages.report.notSentTitle, unsent, format.number(unsent));
  return (
    <>
      {failed > 0 && (
        <Notice title={formatPlural(messages.report.failedTitle, failed, format.number(failed))}>
          {messages.report.failedText}
        </Notice>
      )}
      {rejected > 0 && (
        <Notice title={formatPlural(messages.report.rejectedTitle, rejected, format.number(rejected))}>
          {listRejections(batches).join(' ')} {messages.report.rejectedText}
        </Notice>
      )}
      {uncertain > 0 && (
        <Notice title={formatPlural(messages.report.uncertainTitle, uncertain, format.number(uncertain))}>
          {messages.report.uncertainText}
        </Notice>
      )}
      {unsent > 0 && (
        <Notice variant="info" icon={CircleSlash} title={unsentTitle}>
          {messages.report.notSentText}
        </Notice>
      )}
    </>
  );
}
