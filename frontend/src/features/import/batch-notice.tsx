import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

type BatchNoticeProps = { readonly title: string; readonly text: string; readonly children?: ReactNode };

/** What is to be known of one batch, with what can be done about it. */
export function BatchNotice({ title, text, children }: BatchNoticeProps) {
  return (
    <div
      role="alert"
      className="flex animate-appear flex-wrap items-center gap-3 rounded-box border border-line px-4 py-3"
    >
      <CircleAlert aria-hidden size={16} strokeWidth={1.75} className="mt-0.5 shrink-0 self-start text-bad" />
      <div className="min-w-48 grow basis-0">
        <p className="font-medium">{title}</p>
        <p className="text-small text-fg-2">{text}</p>
      </div>
      {children}
    </div>
  );
}
