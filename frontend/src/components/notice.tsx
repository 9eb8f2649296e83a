import { CircleAlert, type LucideIcon, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { messages } from '#lib/messages.ts';
import { classNames } from './class-names.ts';
import { CodeLine } from './code-line.tsx';
import { IconButton } from './icon-button.tsx';

type NoticeProps = {
  /** `error` is announced and stays until it is resolved; `info` needs no action; `banner` applies to the whole page. */
  readonly variant?: 'error' | 'info' | 'banner';
  readonly icon?: LucideIcon;
  readonly title: ReactNode;
  /** The failed request, for support. */
  readonly requestId?: string | undefined;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  readonly onClose?: () => void;
};

const iconProps = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

function Banner({ icon: Icon = CircleAlert, title, children, actions }: NoticeProps) {
  return (
    <div className="flex min-h-10 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line bg-warn-tint px-(--edge) py-1 max-hand:py-2">
      <Icon {...iconProps} className="shrink-0 text-warn" />
      <p className="min-w-0 flex-1 basis-52 tabular-nums">
        <span className="font-medium">{title}</span> <span className="text-fg-2">{children}</span>
      </p>
      {actions}
    </div>
  );
}

const cards = {
  error: { frame: 'animate-appear bg-bad-tint forced-colors:border', icon: 'text-bad', text: 'text-pretty' },
  info: { frame: 'border border-line', icon: 'text-fg-3', text: 'text-small [overflow-wrap:anywhere]' },
};

export function Notice(props: NoticeProps) {
  const { variant = 'error', icon: Icon = CircleAlert, title, requestId, children, actions, onClose } = props;
  if (variant === 'banner') return <Banner {...props} />;
  const styles = cards[variant];
  return (
    <div
      role={variant === 'error' ? 'alert' : undefined}
      className={classNames('flex gap-3 rounded-box px-4 py-3', styles.frame)}
    >
      <Icon {...iconProps} className={classNames('mt-0.5 shrink-0', styles.icon)} />
      <div className="min-w-0 grow">
        <p className="font-medium [overflow-wrap:anywhere]">{title}</p>
        <div className={classNames('text-fg-2', styles.text)}>{children}</div>
        {actions && <div className="mt-3 flex flex-wrap gap-2">{actions}</div>}
        {requestId && (
          <div className="mt-3 max-w-md">
            <CodeLine label={messages.request} code={requestId} name={messages.requestId} />
          </div>
        )}
      </div>
      {onClose && (
        <IconButton size="small" label={messages.close} onClick={onClose} className="-mt-0.5 -mr-1">
          <X {...iconProps} />
        </IconButton>
      )}
    </div>
  );
}
