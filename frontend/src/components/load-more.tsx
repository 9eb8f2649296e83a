import { explainRead } from '#lib/explain-problem.ts';
import { messages } from '#lib/messages.ts';
import type { NextPage } from '#lib/query.ts';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';

/** The end of a paginated list: a button for the next page, or the error of the last attempt. */
export function LoadMore({
  nextPage,
  label,
  failed,
}: {
  readonly nextPage: NextPage;
  readonly label: string;
  readonly failed: string;
}) {
  switch (nextPage.status) {
    case 'end':
      return null;
    case 'ready':
    case 'loading':
      return (
        <div className="flex justify-center py-3">
          <Button
            variant="quiet"
            busy={nextPage.status === 'loading'}
            {...(nextPage.status === 'ready' ? { onClick: nextPage.load } : {})}
          >
            {label}
          </Button>
        </div>
      );
    case 'failed':
      return (
        <div className="p-4">
          <Notice title={failed} actions={<Button onClick={nextPage.retry}>{messages.tryAgain}</Button>}>
            {explainRead(nextPage.problem)}
          </Notice>
        </div>
      );
  }
}
