import { ChevronLeft, Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { messages } from '#lib/messages.ts';
import { Link } from '#lib/navigation.ts';
import { runShortcut } from '#lib/use-shortcut.ts';
import { classNames } from './class-names.ts';
import { IconButton } from './icon-button.tsx';

type PageHeaderProps = {
  readonly title: string;
  readonly children?: ReactNode;
  /** Where Back leads on a phone, when a detail takes the whole screen. */
  readonly backTo?: string | undefined;
  /** Follows the title at once, as `children` end the line. */
  readonly beside?: ReactNode;
};

export function PageHeader({ title, children, backTo, beside }: PageHeaderProps) {
  // On a phone a detail has nothing beside the search, so its icon ends the line: at the edge, and not its target.
  const isLast = !children || backTo !== undefined;
  return (
    <header className="sticky top-(--banner) z-10 rail:top-0 flex h-16 shrink-0 items-center gap-2 border-b border-line bg-surface px-(--edge) max-hand:gap-1">
      {backTo && (
        <Link
          href={backTo}
          aria-label={messages.back}
          className="-ml-3 flex size-11 items-center justify-center rounded-button text-fg-2 hover:bg-hover rail:hidden"
        >
          <ChevronLeft aria-hidden size={20} strokeWidth={1.75} />
        </Link>
      )}
      <h1 tabIndex={-1} className={beside ? 'text-title' : 'grow text-title'}>
        {title}
      </h1>
      {beside && <div className="flex min-w-0 grow pl-6 max-hand:justify-center max-hand:pl-0">{beside}</div>}
      <IconButton
        label={messages.jump}
        onClick={() => runShortcut('palette')}
        className={classNames('rail:hidden', isLast && '-mr-1.5 max-hand:-mr-3')}
      >
        <Search aria-hidden size={20} strokeWidth={1.75} />
      </IconButton>
      {children}
    </header>
  );
}
