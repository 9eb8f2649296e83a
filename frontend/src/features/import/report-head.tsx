import { CircleAlert, CircleCheck, CircleSlash } from 'lucide-react';
import { Spinner } from '#components/spinner.tsx';
import { Stats } from '#components/stats.tsx';
import { formatMessage, formatPlural } from '#lib/format-message.ts';
import { format } from '#lib/formatting.ts';
import { importWords as words } from './import-messages.ts';
import type { ImportRun } from './import-state.ts';
import type { ReportCounts } from './report-counts.ts';

const icon = { 'aria-hidden': true, size: 20, strokeWidth: 1.75 } as const;

function headingOf({ intent }: ImportRun, { inWorkflow, failed, notSent }: ReportCounts) {
  const left = failed + notSent;
  if (inWorkflow > 0) {
    return {
      picture: <Spinner size={20} />,
      tone: 'bg-iris-tint text-iris',
      title: formatPlural(words.report.recording, inWorkflow, format.number(inWorkflow)),
    };
  }
  if (intent === 'stopped') {
    return { picture: <CircleSlash {...icon} />, tone: 'bg-hover text-fg-2', title: words.report.stopped };
  }
  return left > 0
    ? {
        picture: <CircleAlert {...icon} />,
        tone: 'bg-bad-tint text-bad',
        title: formatPlural(words.report.doneExcept, left, format.number(left)),
      }
    : { picture: <CircleCheck {...icon} />, tone: 'bg-ok-tint text-ok', title: words.report.done };
}

export function ReportHeading({ run, counts }: { readonly run: ImportRun; readonly counts: ReportCounts }) {
  const { picture, tone, title } = headingOf(run, counts);
  const { file, rows, repeated } = run.facts;
  const from = formatMessage(words.report.from, {
    file,
    rows: formatPlural(words.preview.rows, rows, format.number(rows)),
  });
  return (
    <div className="flex items-center gap-3">
      <span className={`flex size-10 shrink-0 items-center justify-center rounded-box ${tone}`}>{picture}</span>
      <div className="min-w-0">
        <div role="status">
          <h2 className="text-heading tabular-nums">{title}</h2>
        </div>
        <p className="text-fg-2 tabular-nums [overflow-wrap:anywhere]">
          {from}. {repeated > 0 && formatPlural(words.report.repeated, repeated, format.number(repeated))}
        </p>
      </div>
    </div>
  );
}

function summaryOf({ added, existing, invalid, notSent, failed }: ReportCounts): string {
  const counts = formatMessage(words.report.summary, {
    added: format.number(added),
    existing: format.number(existing),
    invalid: format.number(invalid),
    notSent: format.number(notSent),
  });
  return failed > 0 ? `${counts} ${formatPlural(words.report.failedTitle, failed, format.number(failed))}.` : counts;
}

export function ReportFigures({ counts }: { readonly counts: ReportCounts }) {
  const { added, existing, invalid, notSent, inWorkflow, failed } = counts;
  return (
    <div>
      <p className="sr-only">{summaryOf(counts)}</p>
      <Stats
        label={words.steps.report}
        items={[
          { value: format.number(added), label: words.report.added, tone: 'ok', share: added },
          { value: format.number(existing), label: words.report.existing, tone: 'quiet', share: existing },
          {
            value: format.number(invalid),
            label: words.report.invalid,
            tone: invalid > 0 ? 'bad' : 'quiet',
            share: invalid,
          },
          {
            value: format.number(notSent),
            label: words.report.notSent,
            tone: notSent > 0 ? 'plain' : 'quiet',
            share: notSent + inWorkflow,
          },
          ...(failed > 0
            ? [{ value: format.number(failed), label: words.report.failed, tone: 'bad', share: failed } as const]
            : []),
        ]}
      />
    </div>
  );
}
