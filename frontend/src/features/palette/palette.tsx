import { useEffect, useId, useLayoutEffect, useState } from 'react';
import { Dialog } from '#components/dialog.tsx';
import { formatMessage, formatPlural } from '#lib/format-message.ts';
import { format } from '#lib/formatting.ts';
import { runShortcut } from '#lib/use-shortcut.ts';
import type { Command, PaletteItem } from './command.ts';
import { PaletteField } from './palette-field.tsx';
import { PaletteFoot } from './palette-foot.tsx';
import { paletteKeys } from './palette-keys.ts';
import { PaletteResults } from './palette-results.tsx';
import { paletteWords } from './palette-messages.ts';
import { useActive } from './use-active.ts';
import { useCommands } from './use-commands.ts';

const text = paletteWords;

/** How many, for those who do not see them; and to everyone when there are none. */
function Found({ count, typed }: { readonly count: number; readonly typed: string }) {
  return (
    <p role="status" className={count === 0 ? 'px-5 pb-6 text-fg-2' : 'sr-only'}>
      {count === 0
        ? formatMessage(text.nothing, { text: typed })
        : formatPlural(text.found, count, format.number(count))}
    </p>
  );
}

type PaletteProps = {
  readonly pages: readonly PaletteItem[];
  /** What was typed before this was there. */
  readonly earlyText: () => string;
  /** What was chosen is done when the palette is gone and the focus is back where it was. */
  readonly onClose: (chosen?: () => void) => void;
};

/** One field for every ID, page and action. The focus stays in it; the arrows move through what it found. */
export function Palette({ pages, earlyText, onClose }: PaletteProps) {
  const [typed, setTyped] = useState('');
  // Read when it is shown, and not when it is first drawn: from here on the keys go to its field.
  useLayoutEffect(() => setTyped(earlyText()), [earlyText]);
  const id = useId();
  const groups = useCommands(typed.trim(), pages);
  const { active, count, step, point } = useActive(groups);
  const optionId = (command: Command) => `${id}-${command.id}`;
  const activeId = active && optionId(active);
  useEffect(() => {
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' });
  }, [activeId]);

  const openSheet = () => onClose(() => runShortcut('sheet'));
  const press = paletteKeys(typed === '', {
    onStep: step,
    onChoose: () => active && onClose(active.run),
    onClose: () => onClose(),
    onSheet: openSheet,
  });
  const type = (changed: string) => {
    setTyped(changed);
    point(undefined);
  };

  return (
    <Dialog
      label={text.label}
      onClose={() => onClose()}
      className="overflow-hidden max-hand:m-0 max-hand:h-dvh max-hand:max-h-none max-hand:w-dvw max-hand:rounded-none hand:mt-[min(7.5rem,12dvh)] hand:w-150 hand:max-w-[calc(100%-2rem)]"
    >
      <div className="flex h-full flex-col">
        <PaletteField
          value={typed}
          onType={type}
          onKeyDown={press}
          onClose={() => onClose()}
          resultsId={`${id}-results`}
          activeId={activeId}
        />
        <PaletteResults
          id={`${id}-results`}
          groups={groups}
          optionId={optionId}
          active={active}
          onPoint={point}
          onChoose={({ run }) => onClose(run)}
        />
        <Found count={count} typed={typed.trim()} />
        <PaletteFoot onSheet={openSheet} />
      </div>
    </Dialog>
  );
}
