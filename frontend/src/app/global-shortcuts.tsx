import { useEffect } from 'react';
import { navigate } from '#lib/navigation.ts';
import {
  areSingleKeysEnabled,
  createShortcutReader,
  isApple,
  isCharacterKey,
  type ShortcutPress,
} from '#lib/shortcut-keys.ts';
import { runShortcut, shortcuts, useShortcut } from '#lib/shortcuts.ts';
import { type NavigationItem, navigationItems } from './navigation-items.ts';

const textFields =
  'textarea, select, [contenteditable], input:not([type="checkbox"], [type="radio"], [type="button"], [type="file"])';

const isTyping = ({ target }: KeyboardEvent): boolean =>
  target instanceof Element && target.closest(textFields) !== null;

/** The ID input has the focus when its page opens. API keys may start with any character, hence only plain text fields. */
const isInEmptyField = ({ target }: KeyboardEvent): boolean =>
  target instanceof HTMLInputElement && target.type === 'text' && target.value === '';

function isDisabled({ name, keys }: ShortcutPress, event: KeyboardEvent): boolean {
  const { worksInFields, repeats } = shortcuts[name];
  const worksHere = worksInFields === 'empty' ? isInEmptyField(event) : worksInFields;
  if (isTyping(event) && !worksHere) return true;
  return (event.repeat && !repeats) || (isCharacterKey(keys) && !areSingleKeysEnabled());
}

const capturesKeyboard = 'dialog:modal, [role="menu"]:popover-open';

/** Listens for all shortcuts, except inside dialogs and menus and during text composition. */
export function useGlobalShortcuts(): void {
  useEffect(() => {
    const readShortcut = createShortcutReader(isApple(), Date.now);
    const handleKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || document.querySelector(capturesKeyboard)) return;
      const pressed = readShortcut(event);
      if (pressed && !isDisabled(pressed, event) && runShortcut(pressed.name, event)) event.preventDefault();
    };
    addEventListener('keydown', handleKeyDown);
    return () => removeEventListener('keydown', handleKeyDown);
  }, []);
}

function PageShortcut({ item: { path, shortcut } }: { readonly item: NavigationItem }) {
  useShortcut(shortcut, () => navigate(path));
  return null;
}

export function PageShortcuts() {
  return navigationItems.map((item) => <PageShortcut key={item.path} item={item} />);
}
