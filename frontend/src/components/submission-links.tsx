import { ChevronRight } from 'lucide-react';
import { shortId } from '#lib/format.ts';
import { Link } from '#lib/navigation.ts';
import { submissionPath } from '#lib/paths.ts';

interface SubmissionLinksProps {
  /** Opens and closes the list. */
  readonly summary: string;
  readonly ids: readonly string[];
}

/** Links to submissions, closed at first because there may be many. */
export function SubmissionLinks({ summary, ids }: SubmissionLinksProps) {
  if (ids.length === 0) return null;
  return (
    <details className="group">
      <summary className="flex w-fit list-none items-center gap-1 rounded-key text-fg-2 hover:text-fg touch:py-3">
        <ChevronRight
          aria-hidden
          size={16}
          strokeWidth={1.75}
          className="shrink-0 text-fg-3 transition-transform group-open:rotate-90"
        />
        {summary}
      </summary>
      <ul className="mt-1 flex pl-5 max-h-40 flex-wrap gap-x-4 gap-y-1 overflow-y-auto touch:gap-y-3">
        {ids.map((id) => (
          <li key={id}>
            <Link
              href={submissionPath(id)}
              title={id}
              className="rounded-key font-mono text-id font-medium hover:underline hover:underline-offset-4"
            >
              {shortId(id)}
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
}
