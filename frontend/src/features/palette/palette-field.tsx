import { Search, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { KeyHint } from '#components/key-hint.tsx';
import { messages } from '#lib/messages.ts';
import { paletteWords } from './palette-messages.ts';

type PaletteFieldProps = {
  readonly value: string;
  readonly onType: (typed: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onClose: () => void;
  readonly resultsId: string;
  readonly activeId: string | undefined;
};

export function PaletteField({ value, onType, onKeyDown, onClose, resultsId, activeId }: PaletteFieldProps) {
  return (
    <div className="flex h-14 shrink-0 items-center gap-3 border-b border-line pr-4 pl-5">
      <Search aria-hidden size={16} strokeWidth={1.75} className="shrink-0 text-fg-3" />
      <input
        type="text"
        role="combobox"
        aria-label={paletteWords.label}
        aria-expanded="true"
        aria-controls={resultsId}
        aria-activedescendant={activeId}
        aria-autocomplete="list"
        value={value}
        placeholder={paletteWords.label}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={onKeyDown}
        autoCapitalize="none"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        className="h-full min-w-0 grow bg-transparent text-touch outline-none placeholder:text-fg-3"
      />
      <button
        type="button"
        aria-label={messages.close}
        onClick={onClose}
        className="flex min-h-8 min-w-8 items-center justify-center rounded-badge text-fg-2 hover:text-fg max-hand:size-11"
      >
        <KeyHint>{messages.keys.Escape}</KeyHint>
        <X aria-hidden size={20} strokeWidth={1.75} className="[@media(hover:hover)]:hand:hidden" />
      </button>
    </div>
  );
}
