import type { ReactNode } from 'react';

/** A term and its value, inside a `dl`. */
export function DescriptionItem({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div className="flex min-h-7 items-center">
      <dt className="w-24 shrink-0 text-fg-3">{term}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}
