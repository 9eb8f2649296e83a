import { Download } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '#components/button.tsx';
import { Notice } from '#components/notice.tsx';
import { download } from '#lib/download.ts';
import { format } from '#lib/formatting.ts';
import { orUndefined } from '#lib/or-undefined.ts';
import { windowEvents } from '#lib/window-events.ts';
import { askReader } from './csv-worker-client.ts';
import { runner } from './import-instance.ts';
import { importWords as words } from './import-messages.ts';
import type { ImportRun } from './import-state.ts';
import { ImportedSubmissions } from './imported-submissions.tsx';
import { InvalidGroupsList } from './invalid-groups-list.tsx';
import { NotKeptNotice } from './not-kept-notice.tsx';
import { type ReportCounts, reportCounts } from './report-counts.ts';
import { ReportFindings } from './report-findings.tsx';
import { ReportFigures, ReportHeading } from './report-head.tsx';

function Actions({ importId, counts }: { readonly importId: string; readonly counts: ReportCounts }) {
  const [isGone, setGone] = useState(false);
  const save = async () => {
    const file = await orUndefined(() => askReader('failedFile', { importId }));
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

/** Looks again at what had failed whenever somebody comes to see the report. */
function useRefresh(): void {
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') void runner.refresh();
    };
    look();
    return windowEvents('focus', 'visibilitychange')(look);
  }, []);
}

/** What became of each row, read from the submissions as they are recorded. */
export function ReportStep({ run }: { readonly run: ImportRun }) {
  const counts = reportCounts(run);
  useRefresh();
  const { groups, invalid } = run.facts;
  return (
    <div className="flex flex-col gap-8">
      <ReportHeading run={run} counts={counts} />
      <ReportFigures counts={counts} />
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
