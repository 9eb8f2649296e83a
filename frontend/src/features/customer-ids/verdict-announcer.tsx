import type { ReactNode } from 'react';
import { useDebouncedValue } from '#lib/use-debounced-value.ts';

const settleMillis = 500;

/** Says the verdict to a screen reader when typing has stopped, and not with every key. */
export function VerdictAnnouncer({ children }: { readonly children: ReactNode }) {
  return (
    <div role="status" className="sr-only">
      {useDebouncedValue(children, settleMillis)}
    </div>
  );
}
