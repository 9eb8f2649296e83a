import { displayKeys, isApple, isCharacterKey, useSingleKeysEnabled } from '#lib/shortcut-keys.ts';
import { type ShortcutName, shortcuts } from '#lib/shortcuts.ts';

/** Shown only with a mouse or trackpad, because such devices usually have a keyboard. */
export const keyboardOnly = 'hidden [@media(hover:hover)]:hand:inline-flex';

export function KeyCap({ children }: { readonly children: string }) {
  return (
    <kbd className="inline-flex h-[1.125rem] min-w-[1.125rem] items-center justify-center rounded-key border border-current/30 px-1 font-sans text-key font-medium">
      {children}
    </kbd>
  );
}

/** Hidden from screen readers: the control has its own name. */
function Hint({ keys }: { readonly keys: readonly string[] }) {
  return (
    <span aria-hidden className={keyboardOnly}>
      <KeyCap>{keys.join(' ')}</KeyCap>
    </span>
  );
}

export const KeyHint = ({ children }: { readonly children: string }) => <Hint keys={[children]} />;

/** Renders nothing if the shortcut is a single key and those are disabled. */
export function ShortcutHint({ name }: { readonly name: ShortcutName }) {
  const [keys] = shortcuts[name].keys;
  if (!useSingleKeysEnabled() && isCharacterKey(keys)) return null;
  return <Hint keys={displayKeys(keys, isApple())} />;
}
