import type { ReactNode, Ref } from 'react';
import { classNames } from './class-names.ts';

type Align = { readonly align?: 'left' | 'right' };

type TableFrameProps = {
  readonly caption: string;
  readonly head: ReactNode;
  /** One or more groups of rows. */
  readonly children: ReactNode;
  /** Total rows including the header, if not all are rendered; -1 if unknown. */
  readonly rowCount?: number;
  readonly ref?: Ref<HTMLTableElement>;
};

/** On phones the rows become blocks; explicit roles keep the table semantics. */
export function TableFrame({ caption, head, children, rowCount, ref }: TableFrameProps) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: some browsers drop the role of a table with display: block
    <table ref={ref} role="table" aria-rowcount={rowCount} className="w-full border-collapse max-rail:block">
      <caption className="sr-only">{caption}</caption>
      {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
      <thead role="rowgroup" className="sticky top-0 z-[2] bg-surface max-rail:sr-only">
        {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
        <tr role="row" className="group/head relative">
          {head}
        </tr>
      </thead>
      {children}
    </table>
  );
}

export function RowGroup({
  children,
  ref,
}: {
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLTableSectionElement>;
}) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: as above
    <tbody ref={ref} role="rowgroup" className="max-rail:block">
      {children}
    </tbody>
  );
}

export function Table({ children, ...frame }: TableFrameProps) {
  return (
    <TableFrame {...frame}>
      <RowGroup>{children}</RowGroup>
    </TableFrame>
  );
}

export function Row({ children, className }: { readonly children: ReactNode; readonly className: string }) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: as above
    <tr role="row" className={`border-b border-line ${className}`}>
      {children}
    </tr>
  );
}

const edges = 'first:pl-(--edge) last:pr-[var(--edge-end,var(--edge))]';

export function HeadCell({
  align = 'left',
  children,
  width,
  sort,
}: Align & { readonly children: ReactNode; readonly width?: string; readonly sort?: 'ascending' | 'descending' }) {
  return (
    <th
      aria-sort={sort}
      // biome-ignore lint/a11y/noRedundantRoles: as above
      role="columnheader"
      scope="col"
      className={classNames(
        'h-8 pr-4 rail:touch:h-11 text-small font-medium text-fg-3 [box-shadow:inset_0_-1px_var(--line)]',
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
        'h-9 py-1 pr-4 rail:touch:h-11 rail:touch:py-0 max-rail:block max-rail:py-0 max-rail:h-auto max-rail:pr-0',
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
