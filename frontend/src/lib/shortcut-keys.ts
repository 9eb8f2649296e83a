import { messages } from './messages.ts';
import { type ShortcutName, shortcutNames, shortcuts } from './shortcuts.ts';

export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Longer than this after the first key of two nobody means the second one. */
const sequenceMillis = 1_000;

export const isApple = (): boolean => /Mac|iPhone|iPad/.test(globalThis.navigator?.userAgent ?? '');

/** A press in the words of the registry. Shift is told of letters and named keys only: `?` holds it already. */
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

/** Tells which shortcut a press is, if any; it remembers the first key of those that have two. */
export function shortcutReader(onApple: boolean, nowMillis: () => number) {
  let first: { readonly key: string; readonly atMillis: number } | undefined;
  return (press: KeyPress): ShortcutPress | undefined => {
    const pressed = toKeyName(press, onApple);
    const isSecond = first !== undefined && nowMillis() - first.atMillis <= sequenceMillis;
    const keys = [`${isSecond ? first?.key : ''} ${pressed}`, pressed].find((each) => namesByKeys.has(each));
    first = keys === undefined && startsOfSequences.has(pressed) ? { key: pressed, atMillis: nowMillis() } : undefined;
    const name = namesByKeys.get(keys ?? '');
    return name && keys !== undefined ? { name, keys } : undefined;
  };
}

/** Made of characters alone, which a person may press by mistake, or speech input: such shortcuts can be switched off. */
export const isCharacterKey = (keys: string): boolean => /^(Shift\+)?[^+]( [^+])?$/.test(keys);

const appleKeys = { Mod: '⌘', Shift: '⇧' };
const otherKeys = { Mod: messages.keys.Ctrl };

/** What stands on the keys, one by one. */
export function displayKeys(keys: string, onApple: boolean): readonly string[] {
  const names = new Map(Object.entries({ ...messages.keys, ...(onApple ? appleKeys : otherKeys) }));
  return keys.split(/[ +]/).map((key) => names.get(key) ?? key);
}
