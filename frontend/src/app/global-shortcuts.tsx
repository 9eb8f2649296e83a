import { useEffect } from 'react';
import { isApple, isCharacterKey, type ShortcutPress, shortcutReader } from '#lib/shortcut-keys.ts';
import { shortcuts } from '#lib/shortcuts.ts';
import { areSingleKeysEnabled } from '#lib/single-key-shortcuts.ts';
import { runShortcut } from '#lib/use-shortcut.ts';

const textFields =
  'textarea, select, [contenteditable], input:not([type="checkbox"], [type="radio"], [type="button"], [type="file"])';

const isTyping = ({ target }: KeyboardEvent): boolean =>
  target instanceof Element && target.closest(textFields) !== null;

/** The box has the focus when its page opens, before anybody types. A key may begin with anything, and is not plain text. */
const isEmptyField = ({ target }: KeyboardEvent): boolean =>
  target instanceof HTMLInputElement && target.type === 'text' && target.value === '';

function rests({ name, keys }: ShortcutPress, press: KeyboardEvent): boolean {
  const { worksInFields, repeats } = shortcuts[name];
  const isFree = worksInFields === 'empty' ? isEmptyField(press) : worksInFields;
  if (isTyping(press) && !isFree) return true;
  return (press.repeat && !repeats) || (isCharacterKey(keys) && !areSingleKeysEnabled());
}

/** What keeps the keyboard to itself as long as it is open. */
const hasKeyboard = 'dialog:modal, [role="menu"]:popover-open';

/** Listens for every shortcut of the page. Dialogs and menus keep the keyboard, and so does a text being composed. */
export function useShortcutKeys(): void {
  useEffect(() => {
    const read = shortcutReader(isApple(), Date.now);
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || document.querySelector(hasKeyboard)) return;
      const pressed = read(event);
      if (pressed && !rests(pressed, event) && runShortcut(pressed.name, event)) event.preventDefault();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}
