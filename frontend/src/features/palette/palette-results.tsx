import { classNames } from '#components/class-names.ts';
import { KeyHint, ShortcutHint } from '#components/key-hint.tsx';
import { messages } from '#lib/messages.ts';
import type { Command, CommandGroup } from './command.ts';
import { paletteMessages as text } from './palette-messages.ts';

interface OptionProps {
  readonly id: string;
  readonly command: Command;
  readonly isActive: boolean;
  readonly onPoint: () => void;
  readonly onChoose: () => void;
}

function Option({ id, command, isActive, onPoint, onChoose }: OptionProps) {
  const { icon: Icon, iconColor = 'text-fg-2', isId, note, shortcut } = command;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the input keeps the focus and references the active option
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter in the input chooses it
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      onPointerMove={onPoint}
      onClick={onChoose}
      className={classNames(
        'flex min-h-10 cursor-pointer items-center gap-3 rounded-button px-3 py-1 touch:min-h-11',
        isActive && 'bg-active forced-colors:outline-2',
      )}
    >
      <Icon aria-hidden size={16} strokeWidth={1.75} className={classNames('shrink-0', iconColor)} />
      <span className="flex min-w-0 grow flex-wrap gap-x-3 [overflow-wrap:anywhere]">
        <span className={isId && 'font-mono font-medium text-id'}>{command.text}</span>
        {note !== undefined && <span className="text-fg-2">{note}</span>}
      </span>
      {note !== undefined && (
        <span className="flex shrink-0 items-center gap-3 text-fg-2">
          {command.action ?? text.open}
          {isActive && <KeyHint>{messages.keys.Enter}</KeyHint>}
        </span>
      )}
      {shortcut && <ShortcutHint name={shortcut} />}
    </div>
  );
}

interface ResultsProps {
  readonly id: string;
  readonly groups: readonly CommandGroup[];
  readonly optionId: (command: Command) => string;
  readonly active: Command | undefined;
  readonly onPoint: (command: Command) => void;
  readonly onChoose: (command: Command) => void;
}

export function PaletteResults({ id, groups, optionId, active, onPoint, onChoose }: ResultsProps) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label={text.results}
      className="grow overflow-y-auto px-2 pt-1 pb-2 hand:max-h-[min(26rem,60dvh)]"
    >
      {groups.map(({ title, commands }) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot group options
        <div key={title} role="group" aria-label={title}>
          <p aria-hidden className="px-3 pt-3 pb-1 text-small font-medium text-fg-3">
            {title}
          </p>
          {commands.map((command) => (
            <Option
              key={command.id}
              id={optionId(command)}
              command={command}
              isActive={command === active}
              onPoint={() => onPoint(command)}
              onChoose={() => onChoose(command)}
            />
          ))}
        </div>
      ))}
    </div>
  );
}
