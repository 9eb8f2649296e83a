import { Copy, Download } from 'lucide-react';
import { Button } from '#components/button.tsx';
import { copyText } from '#components/copy-text.ts';
import type { Submission } from '#lib/api/submissions.ts';
import { csvFile } from '#lib/csv.ts';
import { download } from '#lib/download.ts';
import { submissionWords as words } from './messages.ts';
import { detailsOf, resultRows, resultsFileName } from './export-results.ts';

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

/** What can be taken away: the results of what is completed, or what to say of what has failed. */
export function SubmissionAction({ submission }: { readonly submission: Submission }) {
  switch (submission.status) {
    case 'received':
      return null;
    case 'completed':
      return (
        <Button
          icon={<Download {...icon} />}
          onClick={() => download(resultsFileName(submission), csvFile(resultRows(submission)))}
        >
          {words.details.results}
        </Button>
      );
    case 'failed':
      return (
        <Button icon={<Copy {...icon} />} onClick={() => void copyText(detailsOf(submission), words.details.copied)}>
          {words.details.copy}
        </Button>
      );
  }
}
