import { ChevronLeft, Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { messages } from '#lib/messages.ts';
import { Link } from '#lib/navigation.ts';
import { runShortcut } from '#lib/shortcuts.ts';
import { classNames } from './class-names.ts';
import { IconButton } from './icon-button.tsx';

type PageHeaderProps = {
  readonly title: string;
  readonly children?: ReactNode;
  /** Target of the Back link, which is shown on phones only. */
  readonly backTo?: string | undefined;
  /** Placed next to the title; `children` are placed at the end of the line. */
  readonly afterTitle?: ReactNode;
};

export function PageHeader({ title, children, backTo, afterTitle }: PageHeaderProps) {
  // If the search button ends the line, its icon, not its larger touch target, is aligned with the edge.
  const isLast = !children || backTo !== undefined;
  return (
    <header className="sticky low:static top-(--banner) z-10 rail:top-0 flex h-16 shrink-0 items-center gap-2 border-b border-line bg-surface px-(--edge) max-hand:gap-1">
      {backTo && (
        <Link
          href={backTo}
          aria-label={messages.back}
          className="-ml-3 flex size-11 items-center justify-center rounded-button text-fg-2 hover:bg-hover rail:hidden"
        >
          <ChevronLeft aria-hidden size={20} strokeWidth={1.75} />
        </Link>
      )}
      <h1 tabIndex={-1} className={afterTitle ? 'text-title' : 'grow text-title'}>
        {title}
      </h1>
      {afterTitle && <div className="flex min-w-0 grow pl-6 max-hand:justify-center max-hand:pl-0">{afterTitle}</div>}
      <IconButton
        label={messages.jump}
        onClick={() => runShortcut('palette')}
        className={classNames('rail:hidden', isLast && '-mr-1.5 touch:-mr-3')}
      >
        <Search aria-hidden size={20} strokeWidth={1.75} />
      </IconButton>
      {children}
    </header>
  );
}
