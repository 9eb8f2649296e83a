import { type ReactNode, useEffect, useId, useLayoutEffect, useState } from 'react';
import { Dialog } from '#components/dialog.tsx';
import { KeyCap } from '#components/key-hint.tsx';
import { format, formatMessage, formatPlural } from '#lib/format.ts';
import { messages } from '#lib/messages.ts';
import { runShortcut, shortcuts } from '#lib/shortcuts.ts';
import type { Command, PageItem } from './command.ts';
import { PaletteField } from './palette-field.tsx';
import { paletteMessages as text } from './palette-messages.ts';
import { PaletteResults } from './palette-results.tsx';
import { useActiveCommand, useCommands } from './use-commands.ts';

/** Announces the number of results; visible only when there are none. */
function ResultCount({ count, typed }: { readonly count: number; readonly typed: string }) {
  return (
    <p role="status" className={count === 0 ? 'px-5 pb-6 text-fg-2' : 'sr-only'}>
      {count === 0
        ? formatMessage(text.nothing, { text: typed })
        : formatPlural(text.found, count, format.number(count))}
    </p>
  );
}

function Footer({ onOpenSheet }: { readonly onOpenSheet: () => void }) {
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
        onClick={onOpenSheet}
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

function PaletteDialog({ onClose, children }: { readonly onClose: () => void; readonly children: ReactNode }) {
  return (
    <Dialog
      label={text.label}
      onClose={onClose}
      className="overflow-hidden max-hand:m-0 max-hand:h-dvh max-hand:max-h-none max-hand:w-dvw max-hand:rounded-none hand:mt-[min(7.5rem,12dvh)] hand:w-150 hand:max-w-[calc(100%-2rem)]"
    >
      {/* Only a phone's dialog has a height: WebKit resolves a percentage of an automatic one to 0. */}
      <div className="flex flex-col max-hand:h-full">{children}</div>
    </Dialog>
  );
}

interface PaletteProps {
  readonly pages: readonly PageItem[];
  /** Returns the text typed before the palette had loaded. */
  readonly typeAhead: () => string;
  /** The chosen command runs once the palette has closed and returned the focus. */
  readonly onClose: (chosen?: () => void) => void;
}

/** One input for every ID, page and action. It keeps the focus; the arrow keys move through the results. */
export function Palette({ pages, typeAhead, onClose }: PaletteProps) {
  const [typed, setTyped] = useState('');
  // Read once, on mount: later key presses reach the input.
  useLayoutEffect(() => setTyped(typeAhead()), [typeAhead]);
  const id = useId();
  const resultsId = `${id}-results`;
  const groups = useCommands(typed.trim(), pages);
  const { active, count, step, activate } = useActiveCommand(groups);
  const optionId = (command: Command) => `${id}-${command.id}`;
  const activeId = active && optionId(active);
  useEffect(() => {
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' });
  }, [activeId]);

  const close = () => onClose();
  const openSheet = () => onClose(() => runShortcut('sheet'));
  const type = (changed: string) => {
    setTyped(changed);
    activate(undefined);
  };

  return (
    <PaletteDialog onClose={close}>
      <PaletteField
        {...{ value: typed, resultsId, activeId, onStep: step }}
        onType={type}
        onChoose={() => active && onClose(active.run)}
        onClose={close}
        onOpenSheet={openSheet}
      />
      <PaletteResults
        {...{ id: resultsId, groups, optionId, active }}
        onPoint={activate}
        onChoose={({ run }) => onClose(run)}
      />
      <ResultCount count={count} typed={typed.trim()} />
      <Footer onOpenSheet={openSheet} />
    </PaletteDialog>
  );
}
