import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

type Align = { readonly align?: 'left' | 'right' };

/** A real table; on a phone its rows are drawn as blocks and it keeps its roles. */
export function Table({
  caption,
  head,
  children,
}: {
  readonly caption: string;
  readonly head: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: a table that is drawn as blocks loses its role in some browsers
    <table role="table" className="w-full border-collapse max-rail:block">
      <caption className="sr-only">{caption}</caption>
      {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
      <thead role="rowgroup" className="sticky top-0 z-[1] bg-surface max-rail:sr-only">
        {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
        <tr role="row">{head}</tr>
      </thead>
      {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
      <tbody role="rowgroup" className="max-rail:block">
        {children}
      </tbody>
    </table>
  );
}

const edges = 'first:pl-(--edge) last:pr-(--edge)';

export function HeadCell({
  align = 'left',
  children,
  width,
}: Align & { readonly children: ReactNode; readonly width?: string }) {
  return (
    <th
      // biome-ignore lint/a11y/noRedundantRoles: as above
      role="columnheader"
      scope="col"
      className={classNames(
        'h-8 pr-4 text-small font-medium text-fg-3 shadow-[inset_0_-1px_var(--line)]',
        edges,
        align === 'right' ? 'text-right' : 'text-left',
        width,
      )}
    >
      {children}
    </th>
  );
}

export function Cell({
  align = 'left',
  children,
  className,
}: Align & { readonly children: ReactNode; readonly className?: string }) {
  return (
    <td
      // biome-ignore lint/a11y/noRedundantRoles: as above
      role="cell"
      className={classNames(
        'h-9 py-1 pr-4 max-rail:block max-rail:py-0 max-rail:h-auto max-rail:pr-0',
        edges,
        'max-rail:first:pl-0 max-rail:last:pr-0',
        align === 'right' && 'text-right tabular-nums max-rail:text-left',
        className,
      )}
    >
      {children}
    </td>
  );
}
