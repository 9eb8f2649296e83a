import { Search, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { KeyHint } from '#components/key-hint.tsx';
import { messages } from '#lib/messages.ts';
import { isApple, toKeyName } from '#lib/shortcut-keys.ts';
import { shortcuts } from '#lib/shortcuts.ts';
import { paletteMessages } from './palette-messages.ts';

interface KeyActions {
  readonly onStep: (by: 1 | -1) => void;
  readonly onChoose: () => void;
  readonly onClose: () => void;
  readonly onOpenSheet: () => void;
}

/** The shortcut of the sheet is a character, so it opens the sheet only while the input is empty. */
function handleKey(event: KeyboardEvent, isEmpty: boolean, actions: KeyActions): void {
  const actionsByKey = new Map([
    ['ArrowDown', () => actions.onStep(1)],
    ['ArrowUp', () => actions.onStep(-1)],
    ['Enter', actions.onChoose],
    ...shortcuts.palette.keys.map((keys) => [keys, actions.onClose] as const),
    ...(isEmpty ? shortcuts.sheet.keys.map((keys) => [keys, actions.onOpenSheet] as const) : []),
  ]);
  const run = event.nativeEvent.isComposing ? undefined : actionsByKey.get(toKeyName(event, isApple()));
  if (!run) return;
  event.preventDefault();
  run();
}

function CloseButton({ onClose }: Pick<KeyActions, 'onClose'>) {
  return (
    <button
      type="button"
      aria-label={`${messages.close} (${messages.keys.Escape})`}
      onClick={onClose}
      className="flex min-h-8 min-w-8 items-center justify-center rounded-badge text-fg-2 hover:text-fg touch:size-11"
    >
      <KeyHint>{messages.keys.Escape}</KeyHint>
      <X aria-hidden size={20} strokeWidth={1.75} className="[@media(hover:hover)]:hand:hidden" />
    </button>
  );
}

interface PaletteFieldProps extends KeyActions {
  readonly value: string;
  readonly onType: (typed: string) => void;
  readonly resultsId: string;
  readonly activeId: string | undefined;
}

export function PaletteField({ value, onType, resultsId, activeId, ...actions }: PaletteFieldProps) {
  return (
    <div className="flex h-14 shrink-0 items-center gap-3 border-b border-line pr-4 pl-5">
      <Search aria-hidden size={16} strokeWidth={1.75} className="shrink-0 text-fg-3" />
      <input
        type="text"
        role="combobox"
        aria-label={paletteMessages.label}
        aria-expanded="true"
        aria-controls={resultsId}
        aria-activedescendant={activeId}
        aria-autocomplete="list"
        value={value}
        placeholder={paletteMessages.label}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={(event) => handleKey(event, value === '', actions)}
        autoCapitalize="none"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        className="h-full min-w-0 grow bg-transparent text-touch outline-none placeholder:text-fg-3"
      />
      <CloseButton onClose={actions.onClose} />
    </div>
  );
}
