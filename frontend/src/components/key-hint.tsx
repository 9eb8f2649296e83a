import { displayKeys, isApple, isCharacterKey } from '#lib/shortcut-keys.ts';
import { type ShortcutName, shortcuts } from '#lib/shortcuts.ts';
import { useSingleKeysEnabled } from '#lib/single-key-shortcuts.ts';
import { classNames } from './class-names.ts';
import { keyboardOnly } from './keyboard-only.ts';

/** What stands on one key. */
export function KeyCap({ children }: { readonly children: string }) {
  return (
    <kbd className="inline-flex h-[1.125rem] min-w-[1.125rem] items-center justify-center rounded-key border border-current/30 px-1 font-sans text-key font-medium">
      {children}
    </kbd>
  );
}

/** Keys inside a control: shown only where there is a keyboard, and never spoken, because the control has a name. */
function Hint({ keys }: { readonly keys: readonly string[] }) {
  return (
    <span aria-hidden className={classNames(keyboardOnly, 'gap-1')}>
      {keys.map((key) => (
        <KeyCap key={key}>{key}</KeyCap>
      ))}
    </span>
  );
}

export const KeyHint = ({ children }: { readonly children: string }) => <Hint keys={[children]} />;

/** The keys of a shortcut inside the control that does the same; nothing while they are switched off. */
export function ShortcutHint({ name }: { readonly name: ShortcutName }) {
  const [keys] = shortcuts[name].keys;
  if (!useSingleKeysEnabled() && isCharacterKey(keys)) return null;
  return <Hint keys={displayKeys(keys, isApple())} />;
}
