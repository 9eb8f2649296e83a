import { useCallback, useMemo, useState } from 'react';
import { useShortcut } from '#lib/shortcuts.ts';
import type { ListedId } from './use-id-list.ts';

interface Row {
  readonly id: string;
}

export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** Where a range starts: the row that was toggled last. */
  readonly anchor: string | undefined;
}

export const emptySelection: Selection = { ids: new Set(), anchor: undefined };

export function toggle({ ids }: Selection, id: string): Selection {
  const toggled = new Set(ids);
  if (!toggled.delete(id)) toggled.add(id);
  return { ids: toggled, anchor: id };
}

/** Adds the rows from the anchor to this one, in either direction; without an anchor only this row. */
export function extend({ ids, anchor }: Selection, rows: readonly Row[], id: string): Selection {
  const to = rows.findIndex((row) => row.id === id);
  const from = rows.findIndex((row) => row.id === anchor);
  const range = from === -1 ? [{ id }] : rows.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { ids: new Set([...ids, ...range.map((row) => row.id)]), anchor: anchor ?? id };
}

export const selectAll = (rows: readonly Row[]): Selection => ({
  ids: new Set(rows.map(({ id }) => id)),
  anchor: undefined,
});

const emptyState = (prefix: string) => ({ prefix, selection: emptySelection, isStarted: false });

/** The selected rows of the list. Another prefix starts with an empty selection, so that no invisible row is deleted. */
export function useSelection<Item extends Row>(items: readonly Item[], prefix: string) {
  const [stored, setStored] = useState(() => emptyState(prefix));
  const { selection, isStarted } = stored.prefix === prefix ? stored : emptyState(prefix);
  // Stable callbacks, because the rows are memoized.
  const update = useCallback(
    (change: (selection: Selection) => Selection) =>
      setStored((previous) => {
        const current = previous.prefix === prefix ? previous : emptyState(prefix);
        return { ...current, selection: change(current.selection) };
      }),
    [prefix],
  );
  const isListed = useCallback((id: string) => items.some((item) => item.id === id), [items]);
  const toggleId = useCallback(
    (id: string) => update((current) => (isListed(id) ? toggle(current, id) : current)),
    [update, isListed],
  );
  const extendTo = useCallback(
    (id: string) => update((current) => (isListed(id) ? extend(current, items, id) : current)),
    [update, isListed, items],
  );
  const clear = () => setStored(emptyState(prefix));
  // Unlisted IDs stay in the selection: a row that returns to the list is selected again.
  const selected = useMemo(() => items.filter(({ id }) => selection.ids.has(id)), [items, selection]);
  const isSelecting = isStarted || selected.length > 0;
  useShortcut('close', clear, isSelecting);
  return {
    ids: selection.ids,
    selected,
    isSelecting,
    /** Shows the checkboxes, for touch screens, where they do not appear on hover. */
    start: () => setStored({ prefix, selection, isStarted: true }),
    toggle: toggleId,
    extendTo,
    toggleAll: () => update(() => (selected.length === items.length ? emptySelection : selectAll(items))),
    clear,
  };
}

export type SelectedIds = ReturnType<typeof useSelection<ListedId>>;
