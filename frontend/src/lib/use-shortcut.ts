import { useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';
import { type ShortcutName, shortcuts } from './shortcuts.ts';

/** Receives the key press, if there was one. Returning `false` passes it to the next handler, then to the browser. */
export type ShortcutHandler = (press: KeyboardEvent | undefined) => unknown;

/** Describes the action for the palette; undefined while it is unavailable. */
export type ShortcutText = () => string | undefined;

interface Registration {
  readonly handler: ShortcutHandler;
  readonly text: ShortcutText;
}

/** Handlers of mounted components, the innermost last. */
const active = new Map<ShortcutName, readonly Registration[]>();

export const shortcutText = (name: ShortcutName): string | undefined => active.get(name)?.at(-1)?.text();

/** Returns whether a handler accepted it. */
export const runShortcut = (name: ShortcutName, press?: KeyboardEvent): boolean =>
  active.get(name)?.findLast(({ handler }) => handler(press) !== false) !== undefined;

/** Handles a shortcut while the component is mounted and `isOn`. */
export function useShortcut(
  name: ShortcutName,
  handler: ShortcutHandler,
  isOn = true,
  text: ShortcutText = () => shortcuts[name].text,
): void {
  const latest = useEffectEvent(handler);
  // Not an effect event: the palette reads it during render, before it takes the focus.
  const latestText = useRef(text);
  useLayoutEffect(() => {
    latestText.current = text;
  });
  useEffect(() => {
    if (!isOn) return;
    const registered: Registration = { handler: (press) => latest(press), text: () => latestText.current() };
    active.set(name, [...(active.get(name) ?? []), registered]);
    return () => void active.set(name, active.get(name)?.filter((other) => other !== registered) ?? []);
  }, [name, isOn]);
}
