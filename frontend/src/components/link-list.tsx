import { ChevronRight } from 'lucide-react';
import { Link } from '#lib/navigation.ts';

interface LinkListProps {
  /** Opens and closes the list. */
  readonly summary: string;
  readonly links: readonly { readonly href: string; readonly text: string; readonly title?: string }[];
}

/** Links to monospaced names, closed at first because there may be many. */
export function LinkList({ summary, links }: LinkListProps) {
  return (
    <details className="group">
      <summary className="flex w-fit list-none items-center gap-1 rounded-key text-fg-2 hover:text-fg max-hand:py-3">
        <ChevronRight
          aria-hidden
          size={16}
          strokeWidth={1.75}
          className="shrink-0 text-fg-3 transition-transform group-open:rotate-90"
        />
        {summary}
      </summary>
      <ul className="mt-1 flex pl-5 max-h-40 flex-wrap gap-x-4 gap-y-1 overflow-y-auto max-hand:gap-y-3">
        {links.map(({ href, text, title }) => (
          <li key={href}>
            <Link
              href={href}
              title={title}
              className="rounded-key font-mono text-id font-medium hover:underline hover:underline-offset-4"
            >
              {text}
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
}
