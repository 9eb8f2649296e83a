import { useMemo, useState } from 'react';
import { useShortcut } from '#lib/use-shortcut.ts';
import type { ListedId } from './list-edits.ts';
import { allOf, extendedTo, noSelection, type Selection, toggled } from './selection.ts';

/** The selected rows of the list that is shown: under another filter nothing is selected, so nothing unseen is deleted. */
export function useSelection(items: readonly ListedId[], prefix: string) {
  const [kept, keep] = useState({ prefix, selection: noSelection, isStarted: false });
  const { selection, isStarted } = kept.prefix === prefix ? kept : { selection: noSelection, isStarted: false };
  const change = (changed: Selection) => keep({ prefix, selection: changed, isStarted });
  const clear = () => keep({ prefix, selection: noSelection, isStarted: false });
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
    toggle: (id: string) => change(toggled(selection, id)),
    extendTo: (id: string) => change(extendedTo(selection, items, id)),
    toggleAll: () => change(selected.length === items.length ? noSelection : allOf(items)),
    clear,
  };
}

export type SelectedIds = ReturnType<typeof useSelection>;
