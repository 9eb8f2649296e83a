import { CircleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { messages } from '#lib/messages.ts';
import { CodeLine } from './code-line.tsx';
import { IconButton } from './icon-button.tsx';

type NoticeProps = {
  readonly title: ReactNode;
  /** Of the request that failed, to quote when asking. */
  readonly requestId?: string | undefined;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  readonly onClose?: () => void;
};

/** Stays until it is dealt with: an error that needs a decision is never a toast. */
export function Notice({ title, requestId, children, actions, onClose }: NoticeProps) {
  return (
    <div role="alert" className="flex animate-appear gap-3 rounded-box bg-bad-tint px-4 py-3 forced-colors:border">
      <CircleAlert aria-hidden size={16} strokeWidth={1.75} className="mt-0.5 shrink-0 text-bad" />
      <div className="min-w-0 grow">
        <p className="font-medium [overflow-wrap:anywhere]">{title}</p>
        <div className="text-pretty text-fg-2">{children}</div>
        {actions && <div className="mt-3 flex flex-wrap gap-2">{actions}</div>}
        {requestId && (
          <div className="mt-3 max-w-md">
            <CodeLine label={messages.request} code={requestId} what={messages.requestId} />
          </div>
        )}
      </div>
      {onClose && (
        <IconButton size="small" label={messages.close} onClick={onClose} className="-mt-0.5 -mr-1">
          <X aria-hidden size={16} strokeWidth={1.75} />
        </IconButton>
      )}
    </div>
  );
}
