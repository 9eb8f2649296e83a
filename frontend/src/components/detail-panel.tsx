import { ChevronLeft, X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useIsNarrow } from '#lib/device.ts';
import { messages } from '#lib/messages.ts';
import { useShortcut } from '#lib/shortcuts.ts';
import { CopyButton } from './copy-button.tsx';
import { IconButton } from './icon-button.tsx';

/** Whether to move the focus into a detail just opened: by keyboard, or where it covers the link that opened it. */
export function shouldMoveFocus(isNarrow: boolean): boolean {
  const active = document.activeElement;
  return isNarrow || active === document.body || active?.matches(':focus-visible') === true;
}

type DetailPanelProps = {
  /** Shown as the heading, with a copy button. */
  readonly title: string;
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** Next to its list, and a full screen on phones, where its title is the h1. */
export function DetailPanel({ title, label, onClose, children }: DetailPanelProps) {
  const isNarrow = useIsNarrow();
  const heading = useRef<HTMLHeadingElement>(null);
  const Heading = isNarrow ? 'h1' : 'h2';
  useShortcut('close', onClose);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new title means that another item was opened
  useEffect(() => {
    if (shouldMoveFocus(isNarrow)) heading.current?.focus();
  }, [title]);

  return (
    <aside
      aria-label={label}
      className="flex min-w-0 grow animate-appear flex-col bg-surface rail:[--edge:1.5rem] rail:w-88 rail:max-w-1/2 rail:shrink-0 rail:grow-0 rail:overflow-y-auto rail:border-l rail:border-line vast:w-100"
    >
      <header className="flex min-h-16 shrink-0 items-center gap-1 border-b border-line px-6 max-rail:px-(--edge)">
        <IconButton label={messages.back} onClick={onClose} className="-ml-3 size-11! rail:hidden">
          <ChevronLeft aria-hidden size={20} strokeWidth={1.75} />
        </IconButton>
        <Heading
          ref={heading}
          tabIndex={-1}
          className="min-w-0 py-2 font-mono text-id-l font-medium [overflow-wrap:anywhere]"
        >
          {title}
        </Heading>
        <CopyButton text={title} />
        <IconButton label={messages.close} shortcut="close" onClick={onClose} className="ml-auto -mr-2 max-rail:hidden">
          <X aria-hidden size={16} strokeWidth={1.75} />
        </IconButton>
      </header>
      {children}
    </aside>
  );
}

/** A term and its value, inside a `dl`. */
export function DescriptionItem({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div className="flex min-h-7 items-center">
      <dt className="w-24 shrink-0 text-fg-3">{term}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}
