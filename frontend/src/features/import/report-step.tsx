import { Download } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button, ButtonLink } from '#components/button.tsx';
import { download } from '#components/download.ts';
import { Notice } from '#components/notice.tsx';
import { format } from '#lib/format.ts';
import { windowEvents } from '#lib/observable.ts';
import { importStepPath, paths } from '#lib/paths.ts';
import { callCsvWorker } from './csv-worker-client.ts';
import { ForgetDialog } from './import-card.tsx';
import { runner } from './import-instance.ts';
import { importMessages as messages } from './import-messages.ts';
import { StorageFailedNotice } from './import-notices.tsx';
import type { ImportRun } from './import-state.ts';
import type { ImportUndo } from './import-undo.ts';
import { ImportedSubmissions } from './imported-submissions.tsx';
import { InvalidGroupsList } from './invalid-groups-list.tsx';
import { ReportFigures, ReportFindings, ReportHeading } from './report-summary.tsx';
import { type ReportCounts, reportCounts } from './tally.ts';
import { UndoButton, useIsUndoing } from './undo-button.tsx';
import { UndoSection } from './undo-section.tsx';

type ActionsProps = { readonly run: ImportRun; readonly counts: ReportCounts; readonly undo: ImportUndo | undefined };

function DownloadFailedRows({ count, onDownload }: { readonly count: number; readonly onDownload: () => void }) {
  return (
    <Button variant="primary" icon={<Download aria-hidden size={16} strokeWidth={1.75} />} onClick={onDownload}>
      {messages.report.download} <span className="tabular-nums">{format.number(count)}</span>
    </Button>
  );
}

function Actions({ run, counts, undo }: ActionsProps) {
  const { importId } = run.facts;
  const isUndoing = useIsUndoing(undo);
  const [isGone, setGone] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const save = async () => {
    const file = await callCsvWorker('failedRowsFile', { importId }).catch(() => undefined);
    setGone(file === undefined);
    if (file) download(messages.report.failedFileName, file);
  };
  const failed = counts.invalid + counts.notSent + counts.failed;
  return (
    <>
      <div className="mb-2 flex flex-wrap gap-2 max-hand:flex-col">
        {failed > 0 ? (
          <DownloadFailedRows count={failed} onDownload={() => void save()} />
        ) : (
          <ButtonLink variant="primary" to={paths.ids}>
            {messages.report.viewIds}
          </ButtonLink>
        )}
        {!isUndoing && <ButtonLink to={importStepPath('file')}>{messages.report.another}</ButtonLink>}
        {undo && <UndoButton run={run} counts={counts} undone={undo.run?.read().batches ?? []} />}
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-small text-fg-2">
        <p>{messages.report.stored}</p>
        {!isUndoing && (
          <Button variant="quiet" onClick={() => setAsking(true)}>
            {messages.forget.action}
          </Button>
        )}
      </div>
      {isAsking && <ForgetDialog run={run} onClose={() => setAsking(false)} />}
      {isGone && <Notice title={messages.report.gone}>{messages.report.goneText}</Notice>}
    </>
  );
}

/** Polls failed submissions again whenever the report is opened or becomes visible. */
function useRefreshOnFocus(): void {
  useEffect(() => {
    const refresh = () => {
      if (document.visibilityState === 'visible') void runner.refresh();
    };
    refresh();
    return windowEvents('focus', 'visibilitychange')(refresh);
  }, []);
}

type ReportStepProps = { readonly run: ImportRun; readonly undo: ImportUndo | undefined };

export function ReportStep({ run, undo }: ReportStepProps) {
  const counts = reportCounts(run);
  useRefreshOnFocus();
  const { groups, invalid } = run.facts;
  return (
    <div className="flex flex-col gap-8">
      <ReportHeading run={run} counts={counts} />
      <ReportFigures counts={counts} />
      <div className="flex flex-col gap-3">
        <Actions run={run} counts={counts} undo={undo} />
        <StorageFailedNotice run={run} />
        <ReportFindings counts={counts} batches={run.batches} />
      </div>
      {undo?.run && <UndoSection run={undo.run} />}
      {invalid > 0 && (
        <section>
          <h3 className="font-semibold">{messages.preview.invalidRows}</h3>
          <p className="mb-3 text-fg-2">{messages.report.invalidAgain}</p>
          <InvalidGroupsList groups={groups} />
        </section>
      )}
      <ImportedSubmissions batches={run.batches} label={run.facts.label} />
    </div>
  );
}
