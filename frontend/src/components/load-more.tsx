import { explainRead } from '#lib/explain-problem.ts';
import { messages } from '#lib/messages.ts';
import type { More } from '#lib/remote.ts';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';

/** The end of a list: more of it, or why more did not come; what is shown stays. */
export function LoadMore({
  more,
  label,
  failed,
}: {
  readonly more: More;
  readonly label: string;
  readonly failed: string;
}) {
  switch (more.status) {
    case 'end':
      return null;
    case 'ready':
    case 'loading':
      return (
        <div className="flex justify-center py-3">
          <Button
            variant="quiet"
            busy={more.status === 'loading'}
            {...(more.status === 'ready' ? { onClick: more.load } : {})}
          >
            {label}
          </Button>
        </div>
      );
    case 'failed':
      return (
        <div className="p-4">
          <Notice title={failed} actions={<Button onClick={more.retry}>{messages.tryAgain}</Button>}>
            {explainRead(more.problem)}
          </Notice>
        </div>
      );
  }
}
