import { copyText } from '#components/copy-text.ts';
import { formatMessage, formatPlural } from '#lib/format-message.ts';
import { format } from '#lib/formatting.ts';
import { messages } from '#lib/messages.ts';
import { useShortcut } from '#lib/use-shortcut.ts';
import { focusedRow } from './focused-row.ts';
import type { ListedId } from './id-lists.ts';
import { rowLinkId } from './row-link-id.ts';
import type { SelectedIds } from './use-selection.ts';

type ListKeys = {
  readonly items: readonly ListedId[];
  readonly openId: string | undefined;
  readonly selection: SelectedIds;
  readonly onDelete: (ids: readonly string[]) => void;
};

/** One ID by its name, more by their number. */
const named = (ids: readonly string[]): string =>
  ids.length === 1 ? (ids[0] ?? '') : formatPlural(messages.list.shown, ids.length, format.number(ids.length));

/** Arrows belong to whatever has the focus; only where that is nothing, a heading or a row they mean the rows. */
function meansRows(press: KeyboardEvent | undefined): boolean {
  if (!press?.key.startsWith('Arrow')) return true;
  return focusedRow() !== undefined || document.activeElement?.matches('body, h1, main') === true;
}

/** The keys that move through the list and act on its rows: on those that are selected, else on the one in focus or open. */
export function useListKeys({ items, openId, selection, onDelete }: ListKeys): void {
  const hasRows = items.length > 0;

  const move = (press: KeyboardEvent | undefined, step: 1 | -1) => {
    if (!meansRows(press)) return false;
    const at = items.findIndex(({ id }) => id === (focusedRow() ?? openId));
    const next = items[at === -1 ? 0 : at + step];
    document.getElementById(rowLinkId(next?.id ?? ''))?.focus();
    return true;
  };
  useShortcut('nextRow', (press) => move(press, 1), hasRows);
  useShortcut('previousRow', (press) => move(press, -1), hasRows);

  const onCurrent = (act: (id: string) => void) => {
    const id = focusedRow();
    if (id === undefined) return false;
    act(id);
    return true;
  };
  useShortcut('selectRow', () => onCurrent(selection.toggle), hasRows);
  useShortcut('selectRange', () => onCurrent(selection.extendTo), hasRows);

  const meant = (): readonly string[] => {
    if (selection.selected.length > 0) return selection.selected.map(({ id }) => id);
    const id = focusedRow() ?? openId;
    return id === undefined ? [] : [id];
  };
  const onMeant = (act: (ids: readonly string[]) => void) => {
    const ids = meant();
    if (ids.length === 0) return false;
    act(ids);
    return true;
  };
  const meantIn = (text: (ids: string) => string) => () => {
    const ids = meant();
    return ids.length === 0 ? undefined : text(named(ids));
  };
  const mayBeMeant = hasRows || openId !== undefined;
  const copy = (ids: readonly string[]) => void copyText(ids.join('\n'), named(ids));
  const copying = meantIn((what) => formatMessage(messages.copy, { what }));
  const deleting = meantIn((id) => formatMessage(messages.detail.delete, { id }));
  useShortcut('copyId', () => onMeant(copy), mayBeMeant, copying);
  useShortcut('deleteId', () => onMeant(onDelete), mayBeMeant, deleting);
}
