import { CircleAlert, CircleCheck, CircleSlash } from 'lucide-react';
import { Notice } from '#components/notice.tsx';
import { Spinner } from '#components/spinner.tsx';
import { type Stat, Stats, type StatTone } from '#components/stats.tsx';
import type { Batch } from '#lib/batches/batch-run.ts';
import { explainWrite } from '#lib/explain-problem.ts';
import { format, formatMessage, formatPlural } from '#lib/format.ts';
import { importMessages as messages } from './import-messages.ts';
import type { ImportRun } from './import-state.ts';
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

function summarize({ added, existing, deleted, invalid, notSent, failed }: ReportCounts): string {
  const counts = formatMessage(messages.report.summary, {
    added: format.number(added),
    existing: format.number(existing),
    invalid: format.number(invalid),
    notSent: format.number(notSent),
  });
  return [
    counts,
    ...(deleted > 0 ? [formatMessage(messages.report.deletedSummary, { n: format.number(deleted) })] : []),
    ...(failed > 0 ? [`${formatPlural(messages.report.failedTitle, failed, format.number(failed))}.`] : []),
  ].join(' ');
}

const toStat = (value: number, label: string, tone: StatTone): Stat => ({
  value: format.number(value),
  label,
  tone,
  share: value,
});

/** IDs that are missing from most imports have a figure only if there are some. */
function toStats({ added, existing, deleted, restored, invalid, notSent, inWorkflow, failed }: ReportCounts) {
  const { report } = messages;
  return [
    {
      ...toStat(added, report.added, 'ok'),
      ...(restored > 0 && { text: formatPlural(report.restored, restored, format.number(restored)) }),
    },
    toStat(existing, report.existing, 'quiet'),
    ...(deleted > 0 ? [{ ...toStat(deleted, report.deleted, 'plain'), text: report.deletedText }] : []),
    toStat(invalid, report.invalid, invalid > 0 ? 'bad' : 'quiet'),
    toStat(notSent, report.notSent, notSent > 0 ? 'plain' : 'quiet'),
    ...(inWorkflow > 0 ? [toStat(inWorkflow, report.inWorkflow, 'iris')] : []),
    ...(failed > 0 ? [toStat(failed, report.failed, 'bad')] : []),
  ];
}

export function ReportFigures({ counts }: { readonly counts: ReportCounts }) {
  return (
    <div>
      <p className="sr-only">{summarize(counts)}</p>
      <Stats label={messages.steps.report} items={toStats(counts)} />
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
