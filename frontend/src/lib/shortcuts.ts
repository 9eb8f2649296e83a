import { useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';
import { formatMessage } from './format.ts';
import { messages } from './messages.ts';

export interface Shortcut {
  /** Alternatives. `+` joins keys held together, a space separates keys pressed in sequence. */
  readonly keys: readonly [string, ...string[]];
  /** Where it works: a section of the shortcut sheet. */
  readonly place: keyof typeof messages.shortcuts.places;
  readonly text: string;
  /** Works in text fields too: `true` if it types no text, `'empty'` if no text starts with it. */
  readonly worksInFields?: true | 'empty';
  /** Repeats while the key is held. */
  readonly repeats?: true;
  /** The palette offers it while a handler is registered. */
  readonly isAction?: true;
  /** Handled by the browser. */
  readonly isNative?: true;
}

const text = messages.shortcuts;
const goTo = (page: string): string => formatMessage(text.goTo, { page });

/** All shortcuts. The global handler, the shortcut sheet, key hints and the palette read this table. */
const registry = {
  palette: { keys: ['Mod+K'], place: 'everywhere', text: text.palette, worksInFields: true },
  sheet: { keys: ['?'], place: 'everywhere', text: text.sheet, worksInFields: 'empty', isAction: true },
  goIds: { keys: ['G D'], place: 'everywhere', text: goTo(messages.ids) },
  goImport: { keys: ['G I'], place: 'everywhere', text: goTo(messages.import) },
  goSubmissions: { keys: ['G S'], place: 'everywhere', text: goTo(messages.submissions) },
  goConnect: { keys: ['G C'], place: 'everywhere', text: goTo(messages.connect) },
  retry: { keys: ['R'], place: 'everywhere', text: text.retry, isAction: true },
  undo: { keys: ['Mod+Z'], place: 'everywhere', text: text.undo, isAction: true },
  toast: { keys: ['F6'], place: 'everywhere', text: text.toast, worksInFields: true, isAction: true },
  close: { keys: ['Escape'], place: 'everywhere', text: text.close, worksInFields: true },
  box: { keys: ['N'], place: 'ids', text: text.box, isAction: true },
  filter: { keys: ['/'], place: 'ids', text: text.filter, worksInFields: 'empty', isAction: true },
  nextRow: { keys: ['J', 'ArrowDown'], place: 'ids', text: text.nextRow, repeats: true },
  previousRow: { keys: ['K', 'ArrowUp'], place: 'ids', text: text.previousRow, repeats: true },
  withinRow: { keys: ['ArrowRight', 'ArrowLeft'], place: 'ids', text: text.withinRow },
  openRow: { keys: ['Enter'], place: 'ids', text: text.openRow, isNative: true },
  selectRow: { keys: ['X'], place: 'ids', text: text.selectRow },
  selectRange: { keys: ['Shift+X'], place: 'ids', text: text.selectRange },
  copyId: { keys: ['C'], place: 'ids', text: text.copyId, isAction: true },
  deleteId: { keys: ['Delete'], place: 'ids', text: text.deleteId, isAction: true },
  pauseImport: { keys: ['P'], place: 'import', text: text.pauseImport, isAction: true },
} as const satisfies Readonly<Record<string, Shortcut>>;

export type ShortcutName = keyof typeof registry;

export const shortcuts: Readonly<Record<ShortcutName, Shortcut>> = registry;

export const shortcutNames = Object.keys(registry) as readonly ShortcutName[];

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
