import { useSyncExternalStore } from 'react';
import { messages } from './messages.ts';
import { windowEvents } from './observable.ts';
import { type ShortcutName, shortcutNames, shortcuts } from './shortcuts.ts';
import { browserStorage } from './storage.ts';

export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** The time allowed between the two keys of a sequence. */
const sequenceMaxMillis = 1_000;

export const isApple = (): boolean => /Mac|iPhone|iPad/.test(globalThis.navigator?.userAgent ?? '');

/** A key press as shortcuts.ts writes it. Shift is named only with letters: `?` already implies it. */
export function toKeyName({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyPress, onApple: boolean): string {
  const isLetter = key.toUpperCase() !== key.toLowerCase();
  const [mod, other] = onApple ? [metaKey, ctrlKey] : [ctrlKey, metaKey];
  const held = [other && 'Other', altKey && 'Alt', mod && 'Mod', shiftKey && isLetter && 'Shift'];
  return [...held.filter(Boolean), key.length === 1 ? key.toUpperCase() : key].join('+');
}

const namesByKeys = new Map<string, ShortcutName>(
  shortcutNames.flatMap((name) => shortcuts[name].keys.map((keys) => [keys, name] as const)),
);
const startsOfSequences = new Set(
  [...namesByKeys.keys()].filter((keys) => keys.includes(' ')).map((keys) => keys.split(' ')[0]),
);

export type ShortcutPress = { readonly name: ShortcutName; readonly keys: string };

/** Returns a function from key presses to shortcuts, which remembers the first key of a sequence. */
export function createShortcutReader(onApple: boolean, nowMillis: () => number) {
  let first: { readonly key: string; readonly atMillis: number } | undefined;
  return (press: KeyPress): ShortcutPress | undefined => {
    const pressed = toKeyName(press, onApple);
    const isSecond = first !== undefined && nowMillis() - first.atMillis <= sequenceMaxMillis;
    const keys = [`${isSecond ? first?.key : ''} ${pressed}`, pressed].find((each) => namesByKeys.has(each));
    first = keys === undefined && startsOfSequences.has(pressed) ? { key: pressed, atMillis: nowMillis() } : undefined;
    const name = namesByKeys.get(keys ?? '');
    return name && keys !== undefined ? { name, keys } : undefined;
  };
}

/** Single characters are easily pressed by mistake or by speech input, so such shortcuts can be disabled (WCAG 2.1.4). */
export const isCharacterKey = (keys: string): boolean => /^(Shift\+)?[^+]( [^+])?$/.test(keys);

const appleKeys = { Mod: '⌘', Shift: '⇧' };
const otherKeys = { Mod: messages.keys.Ctrl };

/** The labels of the keys, as printed on the keyboard. */
export function displayKeys(keys: string, onApple: boolean): readonly string[] {
  const names = new Map(Object.entries({ ...messages.keys, ...(onApple ? appleKeys : otherKeys) }));
  return keys.split(/[ +]/).map((key) => names.get(key) ?? key);
}

const settingItem = 'character-keys';
const changedEvent = 'character-keys-changed';

export const areSingleKeysEnabled = (): boolean => browserStorage.getItem(settingItem) !== 'off';

export function setSingleKeysEnabled(isEnabled: boolean): void {
  browserStorage.setItem(settingItem, isEnabled ? 'on' : 'off');
  dispatchEvent(new Event(changedEvent));
}

const subscribe = windowEvents(changedEvent, 'storage');

export const useSingleKeysEnabled = (): boolean => useSyncExternalStore(subscribe, areSingleKeysEnabled);
