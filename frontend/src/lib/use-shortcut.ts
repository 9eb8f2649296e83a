import { useEffect, useEffectEvent } from 'react';
import type { ShortcutName } from './shortcuts.ts';

/** Does it, with the key press when it came by key. `false` says that it was not meant: the next one, or the browser, has it. */
export type ShortcutHandler = (press: KeyboardEvent | undefined) => unknown;

/** The handlers that are on the page now; the one that came last is the innermost. */
const active = new Map<ShortcutName, readonly ShortcutHandler[]>();

export const isShortcutActive = (name: ShortcutName): boolean => (active.get(name)?.length ?? 0) > 0;

/** Whether it was done. */
export const runShortcut = (name: ShortcutName, press?: KeyboardEvent): boolean =>
  active.get(name)?.findLast((handler) => handler(press) !== false) !== undefined;

/** Handles a shortcut while the component is shown; not while `isOn` is false. */
export function useShortcut(name: ShortcutName, handler: ShortcutHandler, isOn = true): void {
  const latest = useEffectEvent(handler);
  useEffect(() => {
    if (!isOn) return;
    const registered: ShortcutHandler = (press) => latest(press);
    active.set(name, [...(active.get(name) ?? []), registered]);
    return () => void active.set(name, active.get(name)?.filter((other) => other !== registered) ?? []);
  }, [name, isOn]);
}
