import { KeyCap } from '#components/key-hint.tsx';
import { messages } from '#lib/messages.ts';
import { shortcuts } from '#lib/shortcuts.ts';
import { paletteWords } from './palette-messages.ts';

const text = paletteWords;

/** How to move, for those who have keys. */
export function PaletteFoot({ onSheet }: { readonly onSheet: () => void }) {
  return (
    <div className="flex h-11 shrink-0 items-center gap-4 border-t border-line px-5 text-small text-fg-3 max-hand:hidden">
      <span aria-hidden className="flex items-center gap-1">
        <KeyCap>{messages.keys.ArrowUp}</KeyCap>
        <KeyCap>{messages.keys.ArrowDown}</KeyCap>
        <span className="pl-1">{text.move}</span>
      </span>
      <span aria-hidden className="flex items-center gap-2">
        <KeyCap>{messages.keys.Enter}</KeyCap>
        {text.open.toLowerCase()}
      </span>
      <button
        type="button"
        tabIndex={-1}
        onClick={onSheet}
        className="ml-auto flex h-8 items-center gap-2 hover:text-fg"
      >
        <span aria-hidden>
          <KeyCap>{shortcuts.sheet.keys[0]}</KeyCap>
        </span>
        {text.allShortcuts}
      </button>
    </div>
  );
}
