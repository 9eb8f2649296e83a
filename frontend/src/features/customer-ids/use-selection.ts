import { useCallback, useMemo, useState } from 'react';
import { useShortcut } from '#lib/use-shortcut.ts';
import type { ListedId } from './id-lists.ts';
import { allOf, extendedTo, noSelection, type Selection, toggled } from './selection.ts';

type Kept = { readonly prefix: string; readonly selection: Selection; readonly isStarted: boolean };

const nothingKept = (prefix: string): Kept => ({ prefix, selection: noSelection, isStarted: false });

/** The selected rows of the list that is shown: under another filter nothing is selected, so nothing unseen is deleted. */
export function useSelection(items: readonly ListedId[], prefix: string) {
  const [kept, keep] = useState(nothingKept(prefix));
  const { selection, isStarted } = kept.prefix === prefix ? kept : nothingKept(prefix);
  // What the rows are given stays the same, so that only those are drawn again that change.
  const change = useCallback(
    (changed: (selection: Selection) => Selection) =>
      keep((before) => {
        const now = before.prefix === prefix ? before : nothingKept(prefix);
        return { ...now, selection: changed(now.selection) };
      }),
    [prefix],
  );
  const toggle = useCallback((id: string) => change((before) => toggled(before, id)), [change]);
  const extendTo = useCallback((id: string) => change((before) => extendedTo(before, items, id)), [change, items]);
  const clear = () => keep(nothingKept(prefix));
  // A row that has left the list is not selected, and is again when it comes back.
  const selected = useMemo(() => items.filter(({ id }) => selection.ids.has(id)), [items, selection]);
  const isSelecting = isStarted || selected.length > 0;
  useShortcut('close', clear, isSelecting);
  return {
    ids: selection.ids,
    selected,
    isSelecting,
    /** Shows the boxes before anything is selected: where nothing hovers. */
    start: () => keep({ prefix, selection, isStarted: true }),
    toggle,
    extendTo,
    toggleAll: () => change(() => (selected.length === items.length ? noSelection : allOf(items))),
    clear,
  };
}

export type SelectedIds = ReturnType<typeof useSelection>;
