import { copyText } from '#components/copy-button.tsx';
import { useCanWrite } from '#lib/client.ts';
import { format, formatMessage, formatPlural } from '#lib/format.ts';
import { messages } from '#lib/messages.ts';
import { useShortcut } from '#lib/shortcuts.ts';
import { idMessages } from './id-messages.ts';
import { getFocusedId, rowLinkId } from './row-elements.ts';
import type { ListedId } from './use-id-list.ts';
import type { SelectedIds } from './use-selection.ts';

interface ListShortcutOptions {
  readonly items: readonly ListedId[];
  readonly openId: string | undefined;
  readonly selection: SelectedIds;
  readonly onDelete: (ids: readonly string[]) => void;
}

/** Shortcuts that move between rows, and act on the selected rows, the focused row or the open ID. */
export function useListShortcuts({ items, openId, selection, onDelete }: ListShortcutOptions): void {
  const hasRows = items.length > 0;
  const canWrite = useCanWrite();
  useRowNavigation(items, openId);

  const onFocusedRow = (act: (id: string) => void) => () => {
    const id = getFocusedId();
    if (id === undefined) return false;
    act(id);
    return true;
  };
  useShortcut('selectRow', onFocusedRow(selection.toggle), hasRows);
  useShortcut('selectRange', onFocusedRow(selection.extendTo), hasRows);

  const getTargets = (): readonly string[] => {
    if (selection.selected.length > 0) return selection.selected.map(({ id }) => id);
    const id = getFocusedId() ?? openId;
    return id === undefined ? [] : [id];
  };
  const onTargets = (act: (ids: readonly string[]) => void) => () => {
    const ids = getTargets();
    if (ids.length === 0) return false;
    act(ids);
    return true;
  };
  const describe = (formatText: (targets: string) => string) => () => {
    const ids = getTargets();
    return ids.length === 0 ? undefined : formatText(describeIds(ids));
  };
  const isOn = hasRows || openId !== undefined;
  const copy = (ids: readonly string[]) => void copyText(ids.join('\n'), describeIds(ids));
  const copyLabel = describe((text) => formatMessage(messages.copy, { text }));
  const deleteLabel = describe((id) => formatMessage(idMessages.detail.delete, { id }));
  useShortcut('copyId', onTargets(copy), isOn, copyLabel);
  useShortcut('deleteId', onTargets(onDelete), isOn && canWrite, deleteLabel);
}

export function useRowNavigation(items: readonly ListedId[], openId: string | undefined): void {
  const move = (press: KeyboardEvent | undefined, step: 1 | -1) => {
    if (!isForRows(press)) return false;
    const current = items.findIndex(({ id }) => id === (getFocusedId() ?? openId));
    const next = items[current === -1 ? 0 : current + step];
    document.getElementById(rowLinkId(next?.id ?? ''))?.focus();
    return true;
  };
  useShortcut('withinRow', moveWithinRow, items.length > 0);
  useShortcut('nextRow', (press) => move(press, 1), items.length > 0);
  useShortcut('previousRow', (press) => move(press, -1), items.length > 0);
}

/** From the checkbox to the link to the copy button, and back. */
function moveWithinRow(press: KeyboardEvent | undefined): boolean {
  const row = document.activeElement?.closest('[data-customer-id]');
  if (!row) return false;
  const controls = [...row.querySelectorAll<HTMLElement>('input, a, button')];
  const current = controls.findIndex((control) => control.matches(':focus'));
  controls[current + (press?.key === 'ArrowLeft' ? -1 : 1)]?.focus();
  return true;
}

/** Arrow keys belong to the focused element, unless that is a row, a heading or the document. */
function isForRows(press: KeyboardEvent | undefined): boolean {
  if (!press?.key.startsWith('Arrow')) return true;
  return getFocusedId() !== undefined || document.activeElement?.matches('body, h1, main') === true;
}

/** Names one ID, counts several. */
const describeIds = (ids: readonly string[]): string =>
  ids.length === 1 ? (ids[0] ?? '') : formatPlural(idMessages.list.shown, ids.length, format.number(ids.length));
