import { Button } from '#components/button.tsx';
import { Notice } from '#components/notice.tsx';
import { explainRead } from '#lib/explain-problem.ts';
import { messages } from '#lib/messages.ts';
import type { IdExport } from './use-export.ts';

export function ExportFailed({ idExport: { state, exportAll, dismiss } }: { readonly idExport: IdExport }) {
  if (state.status !== 'failed') return null;
  return (
    <div className="px-(--edge) pb-4">
      <Notice
        title={messages.exporting.failed}
        actions={<Button onClick={() => void exportAll()}>{messages.tryAgain}</Button>}
        onClose={dismiss}
      >
        {explainRead(state.problem)}
      </Notice>
    </div>
  );
}
