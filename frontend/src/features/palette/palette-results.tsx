import type { Command, CommandGroup } from './command.ts';
import { Option } from './option.tsx';
import { paletteWords } from './palette-messages.ts';

type ResultsProps = {
  readonly id: string;
  readonly groups: readonly CommandGroup[];
  readonly optionId: (command: Command) => string;
  readonly active: Command | undefined;
  readonly onPoint: (command: Command) => void;
  readonly onChoose: (command: Command) => void;
};

export function PaletteResults({ id, groups, optionId, active, onPoint, onChoose }: ResultsProps) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label={paletteWords.results}
      className="grow overflow-y-auto px-2 pt-1 pb-2 hand:max-h-[min(26rem,60dvh)]"
    >
      {groups.map(({ title, commands }) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is no group of options
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
