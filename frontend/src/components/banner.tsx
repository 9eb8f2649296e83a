import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

type BannerProps = {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly children: ReactNode;
  readonly action?: ReactNode;
};

/** What holds for the whole page for now: one line over all of it. */
export function Banner({ icon: Icon, title, children, action }: BannerProps) {
  return (
    <div className="flex min-h-10 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line bg-warn-tint px-(--edge) py-1 max-hand:py-2">
      <Icon aria-hidden size={16} strokeWidth={1.75} className="shrink-0 text-warn" />
      <p className="min-w-0 flex-1 basis-52 tabular-nums">
        <span className="font-medium">{title}</span> <span className="text-fg-2">{children}</span>
      </p>
      {action}
    </div>
  );
}
