import { useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';
import { type ShortcutName, shortcuts } from './shortcuts.ts';

/** Does it, with the key press when it came by key. `false` says that it was not meant: the next one, or the browser, has it. */
export type ShortcutHandler = (press: KeyboardEvent | undefined) => unknown;

/** What it would do now, for the palette; undefined while there is nothing to do it to. */
export type ShortcutText = () => string | undefined;

type Registered = { readonly handler: ShortcutHandler; readonly text: ShortcutText };

/** The handlers that are on the page now; the one that came last is the innermost. */
const active = new Map<ShortcutName, readonly Registered[]>();

export const shortcutText = (name: ShortcutName): string | undefined => active.get(name)?.at(-1)?.text();

/** Whether it was done. */
export const runShortcut = (name: ShortcutName, press?: KeyboardEvent): boolean =>
  active.get(name)?.findLast(({ handler }) => handler(press) !== false) !== undefined;

/** Handles a shortcut while the component is shown; not while `isOn` is false. */
export function useShortcut(
  name: ShortcutName,
  handler: ShortcutHandler,
  isOn = true,
  text: ShortcutText = () => shortcuts[name].text,
): void {
  const latest = useEffectEvent(handler);
  // No effect event: the palette asks while it renders, before it takes the focus.
  const latestText = useRef(text);
  useLayoutEffect(() => {
    latestText.current = text;
  });
  useEffect(() => {
    if (!isOn) return;
    const registered: Registered = { handler: (press) => latest(press), text: () => latestText.current() };
    active.set(name, [...(active.get(name) ?? []), registered]);
    return () => void active.set(name, active.get(name)?.filter((other) => other !== registered) ?? []);
  }, [name, isOn]);
}
