import { messages } from '#lib/messages.ts';

const widths = ['w-24', 'w-28', 'w-20', 'w-32', 'w-24', 'w-20'];

/** Placeholder rows. They fade in late, so that fast responses do not cause flicker. */
export function SkeletonRows({ count, rowHeight = 'h-9' }: { readonly count: number; readonly rowHeight?: string }) {
  return (
    <div role="status" aria-label={messages.loading} className="animate-late">
      {Array.from({ length: count }, (_, index) => index).map((row) => (
        <div key={row} className={`flex items-center justify-between border-b border-line px-(--edge) ${rowHeight}`}>
          <span className={`h-2 animate-shimmer rounded-key bg-line ${widths[row % widths.length]}`} />
          <span className="h-2 w-16 animate-shimmer rounded-key bg-line" />
        </div>
      ))}
    </div>
  );
}
