import { CircleCheck, CircleSlash, Download } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '#components/button.tsx';
import { Figures } from '#components/figures.tsx';
import { Notice } from '#components/notice.tsx';
import { Spinner } from '#components/spinner.tsx';
import { download } from '#lib/download.ts';
import { format } from '#lib/formatting.ts';
import { fill, plural } from '#lib/phrase.ts';
import { askReader } from './csv-reader.ts';
import type { ImportRun } from './import-state.ts';
import { importWords as words } from './import-words.ts';
import { ImportedSubmissions } from './imported-submissions.tsx';
import { InvalidGroupsList } from './invalid-groups-list.tsx';
import { runner } from './live-import.ts';
import { NotKeptNotice } from './not-kept-notice.tsx';
import { type ReportCounts, reportCounts } from './report-counts.ts';
import { ReportFindings } from './report-findings.tsx';

const icon = { 'aria-hidden': true, size: 20, strokeWidth: 1.75 } as const;

function headingOf({ intent }: ImportRun, { inWorkflow }: ReportCounts) {
  if (inWorkflow > 0) {
    return {
      picture: <Spinner size={20} />,
      tone: 'bg-iris-tint text-iris',
      title: plural(words.report.recording, inWorkflow, format.number(inWorkflow)),
    };
  }
  return intent === 'stopped'
    ? { picture: <CircleSlash {...icon} />, tone: 'bg-hover text-fg-2', title: words.report.stopped }
    : { picture: <CircleCheck {...icon} />, tone: 'bg-ok-tint text-ok', title: words.report.done };
}

function Heading({ run, counts }: { readonly run: ImportRun; readonly counts: ReportCounts }) {
  const { picture, tone, title } = headingOf(run, counts);
  const { file, rows, repeated } = run.facts;
  const from = fill(words.report.from, {
    file,
    rows: plural(words.preview.rows, rows, format.number(rows)),
  });
  return (
    <div className="flex items-center gap-3">
      <span className={`flex size-10 shrink-0 items-center justify-center rounded-box ${tone}`}>{picture}</span>
      <div className="min-w-0">
        <div role="status">
          <h2 className="text-heading tabular-nums">{title}</h2>
        </div>
        <p className="text-fg-2 tabular-nums [overflow-wrap:anywhere]">
          {from}. {repeated > 0 && plural(words.report.repeated, repeated, format.number(repeated))}
        </p>
      </div>
    </div>
  );
}

const summaryOf = ({ added, existing, invalid, notSent }: ReportCounts): string =>
  fill(words.report.summary, {
    added: format.number(added),
    existing: format.number(existing),
    invalid: format.number(invalid),
    notSent: format.number(notSent),
  });

function CountFigures({ counts }: { readonly counts: ReportCounts }) {
  const { added, existing, invalid, notSent, inWorkflow, failed } = counts;
  return (
    <div>
      <p className="sr-only">{summaryOf(counts)}</p>
      <Figures
        label={words.steps.report}
        figures={[
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
            share: notSent + inWorkflow + failed,
          },
        ]}
      />
    </div>
  );
}

function Actions({ importId, counts }: { readonly importId: string; readonly counts: ReportCounts }) {
  const [isGone, setGone] = useState(false);
  const save = async () => {
    const file = await failedFile(importId);
    setGone(file === undefined);
    if (file) download(words.report.failedFileName, file);
  };
  const failed = counts.invalid + counts.notSent + counts.failed;
  return (
    <>
      <div className="mb-2 flex flex-wrap gap-2 max-hand:flex-col">
        <Button variant="primary" onClick={() => void runner.discard()}>
          {words.report.another}
        </Button>
        {failed > 0 && (
          <Button icon={<Download aria-hidden size={16} strokeWidth={1.75} />} onClick={() => void save()}>
            {words.report.download}
            <span className="text-fg-3 tabular-nums">{format.number(failed)}</span>
          </Button>
        )}
      </div>
      {isGone && <Notice title={words.report.gone}>{words.report.goneText}</Notice>}
    </>
  );
}

/** Undefined when they are not kept any more, or are not given back. */
async function failedFile(importId: string): Promise<Blob | undefined> {
  try {
    return await askReader('failedFile', { importId });
  } catch {
    return undefined;
  }
}

/** Looks again at what had failed whenever somebody comes to see the report. */
function useRefresh(): void {
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') void runner.refresh();
    };
    look();
    addEventListener('focus', look);
    addEventListener('visibilitychange', look);
    return () => {
      removeEventListener('focus', look);
      removeEventListener('visibilitychange', look);
    };
  }, []);
}

/** What became of each row, read from the submissions as they are recorded. */
export function ReportStep({ run }: { readonly run: ImportRun }) {
  const counts = reportCounts(run);
  useRefresh();
  const { groups, invalid } = run.facts;
  return (
    <div className="flex flex-col gap-8">
      <Heading run={run} counts={counts} />
      <CountFigures counts={counts} />
      <div className="flex flex-col gap-3">
        <Actions importId={run.facts.importId} counts={counts} />
        <NotKeptNotice run={run} />
        <ReportFindings counts={counts} batches={run.batches} />
      </div>
      {invalid > 0 && (
        <section>
          <h3 className="font-semibold">{words.preview.invalidRows}</h3>
          <p className="mb-3 text-fg-2">{words.report.invalidAgain}</p>
          <InvalidGroupsList groups={groups} />
        </section>
      )}
      <ImportedSubmissions batches={run.batches} />
    </div>
  );
}
