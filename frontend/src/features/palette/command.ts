import type { LucideIcon } from 'lucide-react';
import type { ShortcutName } from '#lib/shortcuts.ts';

/** Something to do or a place to go, as the palette lists it. */
export type Command = {
  readonly id: string;
  readonly icon: LucideIcon;
  readonly tone?: string;
  readonly text: string;
  /** The text is an ID, in its own face. */
  readonly isId?: true;
  /** What is known of it. */
  readonly note?: string;
  readonly shortcut?: ShortcutName;
  readonly run: () => void;
};

export type CommandGroup = { readonly title: string; readonly commands: readonly Command[] };

/** A page of the navigation, as the shell gives it. */
export type PaletteItem = {
  readonly path: string;
  readonly name: string;
  readonly icon: LucideIcon;
  readonly shortcut: ShortcutName;
};

/** Whether each word of what was typed is in the text. */
export function matches(text: string, typed: string): boolean {
  const lower = text.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word));
}
