import type { KeyboardEvent } from 'react';
import { isApple, toKeyName } from '#lib/shortcut-keys.ts';
import { shortcuts } from '#lib/shortcuts.ts';

type Moves = {
  readonly onStep: (by: 1 | -1) => void;
  readonly onChoose: () => void;
  readonly onClose: () => void;
  readonly onSheet: () => void;
};

/** What the keys of the field do. The one for the sheet is a character, so it means itself once something is typed. */
export function paletteKeys(isBlank: boolean, { onStep, onChoose, onClose, onSheet }: Moves) {
  const moves = new Map([
    ['ArrowDown', () => onStep(1)],
    ['ArrowUp', () => onStep(-1)],
    ['Enter', onChoose],
    ...shortcuts.palette.keys.map((keys) => [keys, onClose] as const),
    ...(isBlank ? shortcuts.sheet.keys.map((keys) => [keys, onSheet] as const) : []),
  ]);
  return (event: KeyboardEvent): void => {
    const move = event.nativeEvent.isComposing ? undefined : moves.get(toKeyName(event, isApple()));
    if (!move) return;
    event.preventDefault();
    move();
  };
}
