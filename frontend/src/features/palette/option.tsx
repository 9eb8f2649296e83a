import { classNames } from '#components/class-names.ts';
import { KeyHint, ShortcutHint } from '#components/key-hint.tsx';
import { messages } from '#lib/messages.ts';
import type { Command } from './command.ts';
import { paletteWords } from './palette-messages.ts';

type OptionProps = {
  readonly id: string;
  readonly command: Command;
  readonly isActive: boolean;
  readonly onPoint: () => void;
  readonly onChoose: () => void;
};

export function Option({ id, command, isActive, onPoint, onChoose }: OptionProps) {
  const { icon: Icon, tone = 'text-fg-2', text, isId, note, shortcut } = command;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, which names the active option
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter in the field chooses it
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      onPointerMove={onPoint}
      onClick={onChoose}
      className={classNames(
        'flex min-h-10 cursor-pointer items-center gap-3 rounded-button px-3 py-1 max-hand:min-h-11',
        isActive && 'bg-active forced-colors:outline-2',
      )}
    >
      <Icon aria-hidden size={16} strokeWidth={1.75} className={classNames('shrink-0', tone)} />
      <span className="flex min-w-0 grow flex-wrap gap-x-3 [overflow-wrap:anywhere]">
        <span className={isId && 'font-mono font-medium text-id'}>{text}</span>
        {note !== undefined && <span className="text-fg-2">{note}</span>}
      </span>
      {note !== undefined && (
        <span className="flex shrink-0 items-center gap-3 text-fg-2">
          {paletteWords.open}
          {isActive && <KeyHint>{messages.keys.Enter}</KeyHint>}
        </span>
      )}
      {shortcut && <ShortcutHint name={shortcut} />}
    </div>
  );
}
